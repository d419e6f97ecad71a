"""Interruptions of every kind at random moments: the client works afterwards, and at once."""

from __future__ import annotations

import asyncio
import gc
import importlib
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import pytest
from ext.documented import usual
from ext.server import Asked, Line, Reply, Server
from ext.unsafe_calls import UNSAFE_CALLS

from flowroute_ext import AsyncFlowroute, Flowroute, RateLimit
from flowroute_ext.errors import CallFailed

# The time that a call which waits for a lost place or connection would take, and none does.
STUCK = 20.0
AFTERWARDS = 100
WIDE = RateLimit(sms=100_000)

pytestmark = [
    pytest.mark.once,
    pytest.mark.timeout(1800),
    # A connection that an interruption made unreachable is closed when it is collected.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


class Interrupted(Exception):
    """What the handler of the signal raises."""


class Rounds(NamedTuple):
    """How many interruptions there are, and the generator for their moments."""

    count: int
    rng: random.Random


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Collect these connections here, and not in the test that comes next."""
    yield
    gc.collect()


@pytest.fixture
def rounds(rng: random.Random, size: Callable[[int, int], int]) -> Rounds:
    return Rounds(size(20, 10_000), rng)


@pytest.fixture
def slow(server: Server, rng: random.Random) -> Server:
    """A server that takes some milliseconds, or hangs up."""

    def reply(asked: Asked) -> Reply:
        seconds, lost = rng.choice([0.0, 0.0, 0.001, 0.004]), rng.random() < 0.05

        def respond(line: Line) -> None:
            time.sleep(seconds)
            line.hang_up() if lost else usual(asked)(line)

        return respond

    server.usually = reply
    return server


@pytest.mark.parametrize("limit", [None, WIDE])
@pytest.mark.parametrize("kind", ["exception", "KeyboardInterrupt"])
def test_signals(
    slow: Server, library: str, kind: str, limit: RateLimit | None, rounds: Rounds
) -> None:
    """A handler of a signal may raise at any instruction of a call."""
    armed = False
    raised = Interrupted if kind == "exception" else KeyboardInterrupt

    def interrupt(*_: object) -> None:
        nonlocal armed
        if armed:
            armed = False
            raise raised

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with Flowroute(
            "key", "secret", base_url=slow.url, concurrency=2, rate_limit=limit, timeout=STUCK
        ) as flowroute:
            for number in range(rounds.count):
                call = list(UNSAFE_CALLS.values())[number % len(UNSAFE_CALLS)]
                try:
                    armed = True
                    signal.setitimer(signal.ITIMER_REAL, rounds.rng.uniform(0.0001, 0.01))
                    # Inside the try, because the signal may come while the failure is handled.
                    with suppress(CallFailed):
                        call(flowroute, max_retries=0)
                    armed = False
                except raised:
                    pass
                signal.setitimer(signal.ITIMER_REAL, 0)
            slow.usually = usual
            threads = [threading.Thread(target=_call, args=(flowroute,)) for _ in range(4)]
            _in_time(threads)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _call(flowroute: Flowroute) -> None:
    for _ in range(AFTERWARDS // 4):
        assert UNSAFE_CALLS["send_a_message"](flowroute, deadline=STUCK).id


def _in_time(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    give_up = time.monotonic() + STUCK
    for thread in threads:
        thread.join(max(give_up - time.monotonic(), 0))
    assert not any(thread.is_alive() for thread in threads)


@pytest.mark.anyio
@pytest.mark.parametrize("how", ["once", "twice", "often", "wait_for", "timeout"])
@pytest.mark.parametrize("given", ["no client", "a client"])
async def test_tasks(slow: Server, library: str, how: str, given: str, rounds: Rounds) -> None:
    """Tasks may be cancelled once or again, or be waited for no longer."""
    async with importlib.import_module(library).AsyncClient() as client:
        brought: Any = {"http_client": client} if given == "a client" else {}
        async with AsyncFlowroute(
            "key",
            "secret",
            base_url=slow.url,
            concurrency=4,
            rate_limit=RateLimit(sms=100_000),
            **brought,
        ) as flowroute:
            for _ in range(0, rounds.count, 20):
                await asyncio.gather(*(_cancelled(flowroute, how, rounds.rng) for _ in range(20)))
            slow.usually = usual
            async with asyncio.timeout(STUCK):
                for _ in range(0, AFTERWARDS, 10):
                    calls = [UNSAFE_CALLS["send_a_message"](flowroute) for _ in range(10)]
                    await asyncio.gather(*calls)


@pytest.mark.anyio
@pytest.mark.parametrize("how", ["once", "timeout"])
async def test_connections_of_a_client_that_was_passed(
    slow: Server, library: str, how: str, rng: random.Random, size: Callable[[int, int], int]
) -> None:
    """None of its few connections is lost to a task that is cancelled while httpx cleans up."""
    used = importlib.import_module(library)
    brought: Any = {"concurrency": 4, "rate_limit": WIDE}
    async with (
        used.AsyncClient(limits=used.Limits(max_connections=4)) as client,
        AsyncFlowroute(
            "key", "secret", base_url=slow.url, http_client=client, **brought
        ) as flowroute,
    ):
        for _ in range(0, size(400, 4000), 10):
            await asyncio.gather(*(_cancelled(flowroute, how, rng) for _ in range(10)))
        slow.usually = usual
        async with asyncio.timeout(STUCK):
            await asyncio.gather(*(UNSAFE_CALLS["send_a_message"](flowroute) for _ in range(10)))


async def _cancelled(flowroute: AsyncFlowroute, how: str, rng: random.Random) -> None:
    call = UNSAFE_CALLS["send_a_message"](flowroute, max_retries=0)
    after = rng.uniform(0, 0.03)
    with suppress(CallFailed, TimeoutError, asyncio.CancelledError):
        if how == "wait_for":
            await asyncio.wait_for(call, after)
        elif how == "timeout":
            async with asyncio.timeout(after):
                await call
        else:
            task = asyncio.ensure_future(call)
            await asyncio.sleep(after)
            for _ in range({"once": 1, "twice": 2, "often": 6}[how]):
                task.cancel()
                await asyncio.sleep(rng.choice([0, 0, 0.001]))
            await task
