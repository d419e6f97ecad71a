"""The engine "fast" in many tasks at once, whose responses wake the event loop together."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Generator
from contextlib import closing
from queue import SimpleQueue
from typing import Any

import attrs
import pytest
import uvloop
from ext.server import Asked, Line, Reply, Server, document

from flowroute_ext import AsyncFlowroute, Flowroute, NotFound, ResponseTimeout
from flowroute_ext._http.fast.wakeups import Wakeups
from flowroute_ext.testing import GivenResponse, intercepted

TASKS = 60
FROM = "12065550100"
HEAD = b"HTTP/1.1 200 OK\r\n"


class CountingLoop(asyncio.SelectorEventLoop):
    """Counts how often another thread has woken it."""

    woken = 0

    def call_soon_threadsafe(self, *args: Any, **kwargs: Any) -> asyncio.Handle:
        self.woken += 1
        return super().call_soon_threadsafe(*args, **kwargs)


class AskedLoop(asyncio.SelectorEventLoop):
    """Notes that another thread has asked whether it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()

    def is_closed(self) -> bool:
        if threading.current_thread() is not threading.main_thread():
            self.asked.set()
        return super().is_closed()


def details(asked: Asked) -> Reply:
    """Return a reply with the number of the path."""
    number = asked.path.rpartition("/")[2]
    attributes = {
        "value": number,
        "number_type": "longcode",
        "rate_center": None,
        "state": None,
        "iso_country": "US",
        "alias": None,
        "status": "PURCHASED",
        "cnam_lookups_enabled": True,
        "messaging_enabled": False,
    }
    return document(200, {"data": {"type": "number", "id": number, "attributes": attributes}})


def test_many_responses() -> None:
    """Responses that come together wake the loop a few times, and each task gets its own."""
    everyone = threading.Barrier(TASKS, timeout=30)
    loop = CountingLoop()
    numbers = [f"1312555{number:04}" for number in range(TASKS)]

    def usually(asked: Asked) -> Reply:
        reply = details(asked)

        def together(line: Line) -> None:
            everyone.wait()
            reply(line)

        return together

    async def work(url: str) -> list[str]:
        async with AsyncFlowroute(
            "key", "secret", base_url=url, engine="fast", concurrency=TASKS
        ) as client:
            found = await asyncio.gather(*(client.numbers.get(number) for number in numbers))
        return [number.value for number in found]

    with closing(Server(usually)) as server, asyncio.Runner(loop_factory=lambda: loop) as runner:
        assert runner.run(work(server.url)) == numbers
    assert len(server.asked) == TASKS
    assert 0 < loop.woken < TASKS / 2


def test_few_responses(server: Server) -> None:
    """Few tasks do not wait for more responses: there is no timer."""
    loop = CountingLoop()

    async def work() -> None:
        async with AsyncFlowroute("key", "secret", base_url=server.url, engine="fast") as client:
            for _ in range(5):
                await asyncio.gather(*(client.numbers.get(FROM) for _ in range(3)))

    with (
        pytest.MonkeyPatch.context() as patch,
        asyncio.Runner(loop_factory=lambda: loop) as runner,
    ):
        patch.setattr(loop, "call_later", None)
        runner.run(work())
    assert len(server.asked) == 15


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_in_tasks(server: Server, loop: Any) -> None:
    """Many tasks share a client, on any loop; one that is cancelled harms no other."""

    async def call() -> int:
        url = server.url
        async with AsyncFlowroute("key", "secret", base_url=url, engine="fast") as flowroute:
            server.script.append(lambda line: line.until_gone())
            lost = asyncio.create_task(flowroute.numbers.get(FROM, timeout=2))
            while not server.asked:
                await asyncio.sleep(0)
            lost.cancel()
            with pytest.raises(asyncio.CancelledError):
                await lost
            found = await asyncio.gather(*(flowroute.numbers.get(FROM) for _ in range(20)))
            return len(found)

    with asyncio.Runner(loop_factory=loop) as runner:
        assert runner.run(call()) == 20


@pytest.mark.parametrize("head", [b"", HEAD, HEAD + b"content-length: 2\r\n\r\n"])
def test_time_limits_in_tasks(server: Server, head: bytes) -> None:
    """A task does not wait longer either, and the error is the same wherever it waited."""

    def reply(line: Line) -> None:
        line.send(head)
        line.until_gone()

    async def call() -> str:
        async with AsyncFlowroute("key", "secret", base_url=server.url, engine="fast") as flowroute:
            server.script.append(reply)
            with pytest.raises(ResponseTimeout) as raised:
                await flowroute.numbers.get(FROM, timeout=0.1, max_retries=0)
            return str(raised.value)

    assert "no complete response within 0.1 s (TimeoutError: the time was up)" in asyncio.run(
        call()
    )


class Answers:
    """A thread that lets coroutines go on, in any order and late, as that of pyreqwest does."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._asked: SimpleQueue[tuple[Any, Any] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._answer)
        self._thread.start()

    def wait(self) -> Wait:
        """Return what a coroutine waits for: until this thread lets it go on."""
        return Wait(self._asked)

    def close(self) -> None:
        self._asked.put(None)
        self._thread.join()

    def _answer(self) -> None:
        kept: list[tuple[Any, Any]] = []
        while (asked := self._asked.get()) is not None:
            kept.append(asked)
            while kept and (self._asked.empty() or self._random.random() < 0.4):
                loop, future = kept.pop(self._random.randrange(len(kept)))
                loop.call_soon_threadsafe(release, future)


def release(future: Any) -> None:
    if not future.done():
        future.set_result(None)


@attrs.frozen
class Wait:
    """What pyreqwest's coroutines do: they ask the loop for a future, and yield what it yields."""

    asked: SimpleQueue[tuple[Any, Any] | None]

    def __await__(self) -> Generator[Any, None, None]:
        loop = asyncio.get_running_loop()
        future: Any = loop.create_future()
        self.asked.put((loop, future))
        yield next(iter(future))


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_lost(seed: int) -> None:
    """Each coroutine goes on as often as it was let, those that are cancelled harm no other."""
    chance = random.Random(seed)

    async def steps(answers: Answers, count: int) -> int:
        for _ in range(count):
            await answers.wait()
        return count

    async def work() -> list[Any]:
        loop = asyncio.get_running_loop()
        wakeups = Wakeups(loop)
        with closing(Answers(seed)) as answers:
            tasks = [
                asyncio.create_task(wakeups.run(steps(answers, number % 7)))
                for number in range(300)
            ]
            for task in tasks[::10]:
                loop.call_soon(task.cancel)
                if chance.random() < 0.5:
                    await asyncio.sleep(0)
            return await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 60)

    results = asyncio.run(work())
    others = [result for number, result in enumerate(results) if number % 10]
    assert others == [number % 7 for number in range(300) if number % 10]
    for number, result in enumerate(results[::10]):
        assert isinstance(result, asyncio.CancelledError) or result == 10 * number % 7


def test_a_loop_that_is_closed(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    """Responses that come after the loop was closed do no harm: pyreqwest asks whether it is."""
    closed, loop = threading.Event(), AskedLoop()

    def usually(asked: Asked) -> Reply:
        reply = details(asked)

        def afterwards(line: Line) -> None:
            closed.wait(30)
            reply(line)

        return afterwards

    async def begin(url: str) -> list[asyncio.Task[Any]]:
        client = AsyncFlowroute("key", "secret", base_url=url, engine="fast")
        tasks = [asyncio.create_task(client.numbers.get(FROM)) for _ in range(3)]
        while len(server.asked) < 3:
            await asyncio.sleep(0.001)
        return tasks

    server.usually = usually
    tasks = loop.run_until_complete(begin(server.url))
    loop.close()
    closed.set()
    assert loop.asked.wait(30)
    for task in tasks:
        task.get_coro().close()
    assert "panicked" not in capfd.readouterr().err


def test_the_loop_of_a_test_tool() -> None:
    """What gives responses instead of a server finds the loop and the task of the program."""
    found: list[object] = []

    def respond(_: object) -> GivenResponse:
        try:
            found.extend([asyncio.get_running_loop(), asyncio.current_task()])
        except RuntimeError:
            found.append(None)
        return GivenResponse(404, [], b"")

    async def work() -> None:
        async with AsyncFlowroute("key", "secret", engine="fast") as flowroute:
            with pytest.raises(NotFound):
                await flowroute.numbers.get(FROM)
        assert found == [asyncio.get_running_loop(), asyncio.current_task()]

    with intercepted(respond):
        asyncio.run(work())
        found.clear()
        with Flowroute("key", "secret", engine="fast") as flowroute, pytest.raises(NotFound):
            flowroute.numbers.get(FROM)
    assert found == [None]


def test_errors(server: Server) -> None:
    """A coroutine's error is its own, and the loop is the running one after it."""

    async def broken(answers: Answers) -> None:
        await answers.wait()
        raise LookupError("broken")

    async def work() -> None:
        loop = asyncio.get_running_loop()
        wakeups = Wakeups(loop)
        with closing(Answers(1)) as answers:
            for _ in range(3):
                with pytest.raises(LookupError, match=r"^broken$"):
                    await wakeups.run(broken(answers))
                assert asyncio.get_running_loop() is loop

    asyncio.run(work())
