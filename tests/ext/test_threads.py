"""Many threads on one client: all are served, a bounded number at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from ext.calls import NUMBER
from ext.documented import usual
from ext.server import Line, Server

from flowroute_ext import Flowroute

CONCURRENCY = 4
THREADS = 48


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(THREADS) as executor:
        yield executor


def test_fifty_threads(server: Server, library: str, threads: ThreadPoolExecutor) -> None:
    """All get their response, with as many requests at once as allowed and no more."""
    together = threading.Barrier(CONCURRENCY, timeout=60)
    start = threading.Barrier(THREADS, timeout=60)

    def reply(line: Line) -> None:
        together.wait()
        usual(server.asked[0])(line)

    server.usually = lambda asked: reply

    with Flowroute("key", "secret", base_url=server.url, concurrency=CONCURRENCY) as flowroute:

        def ask(_: int) -> str | None:
            start.wait()
            return flowroute.numbers.get(NUMBER).rate_center

        answers = set(threads.map(ask, range(THREADS)))

    assert answers == {"millbrae"}
    assert (len(server.asked), server.busiest) == (THREADS, CONCURRENCY)
    assert server.connections <= CONCURRENCY


def test_resources_made_at_once(server: Server, library: str, threads: ThreadPoolExecutor) -> None:
    """Threads that use a new client at the same time are all served."""
    start = threading.Barrier(THREADS, timeout=60)

    with Flowroute("key", "secret", base_url=server.url) as flowroute:

        def ask(number: int) -> str:
            start.wait()
            resource = (flowroute.numbers, flowroute.routes, flowroute.cnams)[number % 3]
            return type(resource.list().first()).__name__

        kinds = set(threads.map(ask, range(THREADS)))

    assert kinds == {"Number", "RouteRecord", "CnamRecord"}


def test_closed_in_progress(server: Server, library: str, threads: ThreadPoolExecutor) -> None:
    """Requests in progress are completed when the client is closed, waiting ones raise."""
    flowroute = Flowroute("key", "secret", base_url=server.url, concurrency=1)
    asked, answer = threading.Event(), threading.Event()

    def reply(line: Line) -> None:
        asked.set()
        answer.wait(60)
        usual(server.asked[0])(line)

    server.script.append(reply)
    under_way = threads.submit(flowroute.numbers.get, NUMBER)
    asked.wait(60)
    waiting = threads.submit(flowroute.numbers.get, NUMBER)

    flowroute.close()
    answer.set()

    assert under_way.result(5).rate_center == "millbrae"
    with pytest.raises(RuntimeError, match="This client is closed, make another one"):
        waiting.result(5)
    assert len(server.asked) == 1


def test_closed_by_many(server: Server, library: str, threads: ThreadPoolExecutor) -> None:
    """Closing again, from any thread, has no effect."""
    flowroute = Flowroute("key", "secret", base_url=server.url)
    set(threads.map(flowroute.numbers.get, [NUMBER] * THREADS))

    assert list(threads.map(lambda _: flowroute.close(), range(THREADS))) == [None] * THREADS
