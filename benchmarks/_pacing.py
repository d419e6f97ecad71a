"""How texts arrive from many senders at once, at a server that enforces the rate limit too.

Run as a program it is one of the senders: `python benchmarks/_pacing.py URL SECONDS HOW COUNT`.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from _lossy import Answer, Connection, Fault, Server, answer, serving

from flowroute_ext import AsyncFlowroute, Flowroute, Message, OutcomeUnknown, RateLimit, RateLimited
from flowroute_ext.errors import DeadlinePassed

LIMIT = 5  # SMS in any second
GOOD = Answer(202, '{"data": {"type": "message", "id": "mdr2-0"}}')
TEXT = Message(to="13125550199", from_="12065550100", body="Your table is ready.")
# How many processes, and how many senders in each: threads, or tasks.
SETUPS = {
    "1 thread": (1, "threads", 1),
    "50 threads": (1, "threads", 50),
    "200 tasks": (1, "tasks", 200),
    "4 processes": (4, "threads", 1),
}


@dataclass(frozen=True)
class Arrivals:
    """When each text arrived at a server, and how many of them it refused."""

    at: Sequence[float]
    refused: int

    @property
    def most(self) -> int:
        """The most in any second."""
        return max(sum(end - 1 < at <= end for at in self.at) for end in self.at)

    @property
    def rate(self) -> float:
        """How many a second, after the first five."""
        return (len(self.at) - LIMIT) / (self.at[-1] - self.at[LIMIT - 1])


class Counted(Connection):
    """Answers with 429 what is more than the limit in a second, refused attempts included."""

    def reply(self, connection: socket.socket) -> bool:
        server = self.server
        assert isinstance(server, LimitedServer)
        connection.sendall(server.judge())
        return True


class LimitedServer(Server):
    """Enforces the limit, and records the time of each request."""

    handler = Counted

    def __init__(self) -> None:
        super().__init__(GOOD, Fault("none"))
        self.at: list[float] = []
        self.refused = 0

    def judge(self) -> bytes:
        """Return the response to a request of this moment."""
        with self.counting:
            now = time.monotonic()
            over = sum(now - 1 < at for at in self.at[-LIMIT:]) == LIMIT
            self.at.append(now)
            self.refused += over
        return answer(429, "{}") if over else self.good


def arrivals(seconds: float) -> dict[str, Arrivals]:
    """Return the arrivals of each set-up; all run at once, each with its own server."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = {name: stack.enter_context(serving(LimitedServer())) for name in SETUPS}
        senders = [
            stack.enter_context(
                subprocess.Popen(
                    [
                        sys.executable,
                        __file__,
                        servers[name].url,
                        str(seconds),
                        how,
                        str(count),
                        *([str(folder / "limit.db")] if processes > 1 else []),
                    ]
                )
            )
            for name, (processes, how, count) in SETUPS.items()
            for _ in range(processes)
        ]
        for sender in senders:
            sender.wait()
        return {name: Arrivals(server.at, server.refused) for name, server in servers.items()}


def by_threads(url: str, seconds: float, count: int, limit: RateLimit) -> None:
    """Send from *count* threads for *seconds*."""
    end = time.monotonic() + seconds
    with Flowroute("key", "secret", base_url=url, max_retries=0, rate_limit=limit) as flowroute:

        def work(_: int) -> None:
            while (left := end - time.monotonic()) > 0:
                with suppress(DeadlinePassed, OutcomeUnknown, RateLimited):
                    flowroute.messages.send(TEXT, deadline=left)

        with ThreadPoolExecutor(count) as pool:
            list(pool.map(work, range(count)))


async def by_tasks(url: str, seconds: float, count: int, limit: RateLimit) -> None:
    """Send from *count* tasks for *seconds*."""
    end = time.monotonic() + seconds
    async with AsyncFlowroute(
        "key", "secret", base_url=url, max_retries=0, rate_limit=limit
    ) as flowroute:

        async def work() -> None:
            while (left := end - time.monotonic()) > 0:
                with suppress(DeadlinePassed, OutcomeUnknown, RateLimited):
                    await flowroute.messages.send(TEXT, deadline=left)

        await asyncio.gather(*(work() for _ in range(count)))


def main(url: str, seconds: str, how: str, count: str, shared: str | None = None) -> None:
    limit = RateLimit(shared=shared)
    if how == "tasks":
        asyncio.run(by_tasks(url, float(seconds), int(count), limit))
    else:
        by_threads(url, float(seconds), int(count), limit)


if __name__ == "__main__":
    main(*sys.argv[1:])
