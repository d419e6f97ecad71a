"""How well rate limiters keep "5 in any second" where it counts: as requests arrive at the server.

usage: python benchmarks/limiters.py [--minutes N]

200 tasks send as much as the limiter allows, for a minute of simulated time, through networks of
several kinds. The server counts arrivals as Flowroute does, in every second that can be laid over
them, and what it refuses counts as well. Libraries that are not installed are left out; `limits`
is in the extra `bench`: pip install aiolimiter pyrate-limiter
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
import _virtual

from flowroute_ext._async.rate_limiter import AsyncRateLimiter
from flowroute_ext._rate_limit.rate_limit import RateLimit

LIMIT, TASKS = 5, 200

# The way there, the server's work, and the way back, in seconds.
Trip = tuple[float, float, float]
# Waits for a permit, and returns what to call when the response is there: with True for a 429.
Over = Callable[[bool], None]
Acquire = Callable[[], Awaitable[Over]]


class Seen(NamedTuple):
    """The most requests in any second, the refusals, and the messages accepted a second."""

    most: int
    refused: int
    rate: float


def networks() -> dict[str, Callable[[random.Random], Trip]]:
    """The networks, by name, each as a function that draws a trip."""
    return {
        "no latency at all": lambda _: (0.0, 0.0, 0.0),
        "80 ms, steady": lambda _: (0.03, 0.02, 0.03),
        "80 ms, and 10 ms of jitter": lambda chance: (
            0.03 + chance.expovariate(1 / 0.005),
            0.02,
            0.03 + chance.expovariate(1 / 0.005),
        ),
        "80 ms, one in ten connects first (+120 ms)": lambda chance: (
            0.03 + 0.12 * (chance.random() < 0.1),
            0.02,
            0.03,
        ),
        "80 ms, one in twenty is held up (+300 ms)": lambda chance: (
            0.03 + 0.3 * (chance.random() < 0.05),
            0.02,
            0.03,
        ),
        "a slow server: 2 s": lambda _: (0.03, 1.94, 0.03),
        "a server that takes 100 to 300 ms": lambda chance: (0.03, chance.uniform(0.1, 0.3), 0.03),
    }


def limiters() -> Iterator[tuple[str, Callable[[], Acquire]]]:
    """Each limiter that is installed, with its settings as its name."""
    yield "flowroute_ext", ours
    if find_spec("limits"):
        yield "limits MovingWindow(5 per 1 s)", moving_window
    if find_spec("pyrate_limiter"):
        yield "pyrate-limiter Rate(5, 1 s)", pyrate
    if find_spec("aiolimiter"):
        yield "aiolimiter(5, 1)", lambda: leaky(5, 1.0)
        yield "aiolimiter(1, 0.2)", lambda: leaky(1, 0.2)


def ours() -> Acquire:
    limiter = AsyncRateLimiter(RateLimit(), "benchmark", _virtual.VirtualClock())

    async def acquire() -> Over:
        permit = await limiter.queue("/v2.1/messages", "sms").permit(deadline=None)
        return lambda refused: permit.done(answered=True, refused=refused)

    return acquire


def moving_window() -> Acquire:
    from limits import RateLimitItemPerSecond
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter

    limiter, item = MovingWindowRateLimiter(MemoryStorage()), RateLimitItemPerSecond(LIMIT)

    async def acquire() -> Over:
        while not limiter.hit(item):
            until = limiter.get_window_stats(item).reset_time
            await asyncio.sleep(max(until - time.time(), 0.001))
        return ignore

    return acquire


def pyrate() -> Acquire:
    from pyrate_limiter import Duration, Limiter, Rate

    limiter = Limiter(Rate(LIMIT, Duration.SECOND))

    async def acquire() -> Over:
        await limiter.try_acquire_async()
        return ignore

    return acquire


def leaky(number: int, seconds: float) -> Acquire:
    from aiolimiter import AsyncLimiter

    limiter = AsyncLimiter(number, seconds)

    async def acquire() -> Over:
        await limiter.acquire()
        return ignore

    return acquire


def ignore(_: bool) -> None:
    """Do nothing: the other limiters are not informed of responses."""


async def crowd(
    make: Callable[[], Acquire], trip: Callable[[random.Random], Trip], seconds: float
) -> Seen:
    """The figures at the server of tasks that send for *seconds*."""
    acquire, chance = make(), random.Random(0)
    loop = asyncio.get_running_loop()
    recent: deque[float] = deque()
    most = refused = accepted = 0

    def arrive() -> bool:
        nonlocal most, refused, accepted
        now = loop.time()
        while recent and now - recent[0] >= 1.0:
            recent.popleft()
        over = len(recent) >= LIMIT
        recent.append(now)
        most, refused, accepted = max(most, len(recent)), refused + over, accepted + (not over)
        return over

    async def send_on() -> None:
        while True:
            over = await acquire()
            out, work, back = trip(chance)
            await asyncio.sleep(out)
            verdict = arrive()
            await asyncio.sleep(work + back)
            over(verdict)

    tasks = [asyncio.create_task(send_on()) for _ in range(TASKS)]
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return Seen(most, refused, accepted / seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=1.0, help="simulated, for each row")
    seconds = 60 * parser.parse_args().minutes
    for network, trip in networks().items():
        print(f"\n{network}\n")
        print("| limiter | most in any second | 429s | accepted a second |")
        print("|---|---|---|---|")
        for name, make in limiters():
            seen = _virtual.run(crowd(make, trip, seconds))
            print(f"| {name} | {seen.most} | {seen.refused} | {seen.rate:.2f} |", flush=True)


if __name__ == "__main__":
    main()
