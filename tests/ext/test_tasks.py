"""Many tasks on one client: all are served, a bounded number at a time, and none is left over."""

from __future__ import annotations

import asyncio
import importlib
import threading
from collections.abc import AsyncIterator

import pytest
from ext.calls import NUMBER
from ext.documented import usual
from ext.server import Line, Server

from flowroute_ext import AsyncFlowroute, ResponseTimeout

pytestmark = pytest.mark.anyio

CONCURRENCY = 4


@pytest.fixture
async def flowroute(server: Server, library: str) -> AsyncIterator[AsyncFlowroute]:
    async with AsyncFlowroute(
        "key", "secret", base_url=server.url, concurrency=CONCURRENCY
    ) as client:
        yield client


async def test_two_hundred_tasks(flowroute: AsyncFlowroute, server: Server) -> None:
    """All get their response, with as many requests at once as allowed and no more."""
    together = threading.Barrier(CONCURRENCY, timeout=60)

    def reply(line: Line) -> None:
        together.wait()
        usual(server.asked[0])(line)

    server.usually = lambda asked: reply

    numbers = await asyncio.gather(*(flowroute.numbers.get(NUMBER) for _ in range(200)))

    assert {number.rate_center for number in numbers} == {"millbrae"}
    assert (len(server.asked), server.busiest) == (200, CONCURRENCY)
    assert server.connections <= CONCURRENCY


class Held:
    """A server that signals requests, and sends no response."""

    def __init__(self, server: Server, before: bytes = b"") -> None:
        self._loop = asyncio.get_running_loop()
        self._asked: asyncio.Queue[None] = asyncio.Queue()
        self._before = before
        server.usually = lambda asked: self.reply

    def reply(self, line: Line) -> None:
        line.send(self._before)
        self._loop.call_soon_threadsafe(self._asked.put_nowait, None)
        line.until_gone()

    async def asked(self, times: int = 1) -> None:
        for _ in range(times):
            await self._asked.get()


HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n"


@pytest.mark.parametrize("before", [b"", HEAD[:20], HEAD, HEAD + b"{"])
async def test_a_cancelled_call(flowroute: AsyncFlowroute, server: Server, before: bytes) -> None:
    """A cancelled call frees its slot for the next one, wherever its response is."""
    held = Held(server, before)
    for _ in range(3):
        calls = [asyncio.create_task(flowroute.numbers.get(NUMBER)) for _ in range(CONCURRENCY)]
        await held.asked(CONCURRENCY)
        for call in calls:
            call.cancel()
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {asyncio.CancelledError}

    server.usually = usual
    numbers = await asyncio.gather(*(flowroute.numbers.get(NUMBER) for _ in range(20)))

    assert {number.rate_center for number in numbers} == {"millbrae"}


async def test_a_call_cancelled_while_it_waits(flowroute: AsyncFlowroute, server: Server) -> None:
    """A call that is cancelled while it waits sends nothing, and the others keep their order."""
    held = Held(server)
    under_way = [asyncio.create_task(flowroute.numbers.get(NUMBER)) for _ in range(CONCURRENCY)]
    await held.asked(CONCURRENCY)
    waiting = [asyncio.create_task(flowroute.numbers.get(NUMBER)) for _ in range(10)]
    await asyncio.sleep(0)

    for call in [*waiting, *under_way]:
        call.cancel()
    await asyncio.gather(*waiting, *under_way, return_exceptions=True)

    assert len(server.asked) == CONCURRENCY
    server.usually = usual
    assert (await flowroute.numbers.get(NUMBER)).rate_center == "millbrae"


@pytest.mark.parametrize("how", ["cancelled", "timeout", "timeout of the call"])
async def test_a_hook_that_cleans_up(server: Server, library: str, how: str) -> None:
    """A hook of the user's own client is cancelled once, and may wait where it cleans up."""
    steps: list[str] = []

    async def hook(_: object) -> None:
        steps.append("began")
        try:
            await asyncio.sleep(60)
        finally:
            for _ in range(3):
                await asyncio.sleep(0.001)
            steps.append("cleaned up")

    used = importlib.import_module(library)
    async with (
        used.AsyncClient(event_hooks={"request": [hook]}) as client,
        AsyncFlowroute("key", "secret", base_url=server.url, http_client=client) as flowroute,
    ):
        if how == "cancelled":
            call = asyncio.create_task(flowroute.numbers.get(NUMBER))
            while not steps:
                await asyncio.sleep(0)
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
        elif how == "timeout":
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await flowroute.numbers.get(NUMBER)
        else:
            with pytest.raises(ResponseTimeout):
                await flowroute.numbers.get(NUMBER, timeout=0.05, max_retries=0)
    assert (steps, server.asked) == (["began", "cleaned up"], [])


async def test_a_timeout_around_a_call(flowroute: AsyncFlowroute, server: Server) -> None:
    """Asyncio's own timeout ends a call, and the client can go on."""
    Held(server)
    for _ in range(2 * CONCURRENCY):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await flowroute.numbers.get(NUMBER)

    server.usually = usual
    assert (await flowroute.numbers.get(NUMBER)).rate_center == "millbrae"


async def test_a_listing_that_is_left(flowroute: AsyncFlowroute, server: Server) -> None:
    """Leaving a listing in the middle holds no slot: as many again can be started."""
    for _ in range(2 * CONCURRENCY):
        async for number in flowroute.numbers.list():
            assert number.id
            break

    assert (await flowroute.numbers.get(NUMBER)).rate_center == "millbrae"


async def test_closed_in_progress(server: Server, library: str) -> None:
    """Requests in progress are completed when the client is closed, waiting ones raise."""
    flowroute = AsyncFlowroute("key", "secret", base_url=server.url, concurrency=1)
    asked, answer = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def reply(line: Line) -> None:
        loop.call_soon_threadsafe(asked.set)
        answer.wait(60)
        usual(server.asked[0])(line)

    server.script.append(reply)
    under_way = asyncio.create_task(flowroute.numbers.get(NUMBER))
    await asked.wait()
    waiting = asyncio.create_task(flowroute.numbers.get(NUMBER))
    await asyncio.sleep(0)

    await flowroute.close()
    answer.set()

    assert (await under_way).rate_center == "millbrae"
    with pytest.raises(RuntimeError, match="This client is closed, make another one"):
        await waiting
    assert len(server.asked) == 1
