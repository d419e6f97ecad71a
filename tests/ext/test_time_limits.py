"""Time limits of whole requests: each remaining time is that of one moment."""

from __future__ import annotations

import asyncio
import importlib
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from ext.server import Line, Reply, Server
from ext.unsafe_calls import UNSAFE_CALLS

from flowroute_ext import (
    AsyncFlowroute,
    ConnectFailed,
    Flowroute,
    OutcomeUnknown,
    ResponseTimeout,
)
from flowroute_ext._http.time_limits import BoundedStream, Until, left_of, timeouts
from flowroute_ext.errors import DeadlinePassed

LATE = 0.3


def drip(start: bytes, piece: bytes) -> Reply:
    """A reply that begins with *start*, and goes on with *piece* for ever."""

    def reply(line: Line) -> None:
        line.send(start)
        line.drip(piece)

    return reply


CHUNKED = b"HTTP/1.1 202 Accepted\r\ntransfer-encoding: chunked\r\n\r\n"
DRIPS = {
    "status line": drip(b"HTTP/1.1 202 ", b"A"),
    "headers": drip(b"HTTP/1.1 202 Accepted\r\n", b"x-slow: 1\r\n"),
    "one header": drip(b"HTTP/1.1 202 Accepted\r\nx-slow: ", b"1"),
    "informational": drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "body": drip(b"HTTP/1.1 202 Accepted\r\ncontent-length: 9999\r\n\r\n", b" "),
    "chunks": drip(CHUNKED, b"1\r\n \r\n"),
    "chunk extension": drip(CHUNKED + b"5;", b"x"),
    "trailers": drip(CHUNKED + b"2\r\n{}\r\n0\r\n", b"x-slow: 1\r\n"),
}
LIMITS: dict[str, Callable[[float], dict[str, Any]]] = {
    "timeout": lambda seconds: {"timeout": seconds},
    "deadline": lambda seconds: {"timeout": None, "deadline": seconds},
}
# Each part of a response by each limit, every other one with an HTTP client that was passed.
CROSS = [
    (drip, limit, (row + column) % 2 == 0)
    for row, drip in enumerate(DRIPS)
    for column, limit in enumerate(LIMITS)
]
# A busy machine may take longer to connect, and then nothing was sent.
TRIES = (LATE, LATE * 10, LATE * 100)
NOT_SENT = (ConnectFailed, DeadlinePassed)


@pytest.mark.parametrize(("drip", "limit", "brought"), CROSS)
@pytest.mark.sampled(8)
def test_a_response_that_drips(
    server: Server, library: str, drip: str, limit: str, brought: bool
) -> None:
    """The time is that of the whole response, in whatever part of it bytes come in."""
    server.usually = lambda asked: DRIPS[drip]
    with importlib.import_module(library).Client() as client:
        given: Any = {"http_client": client} if brought else {}
        with Flowroute("key", "secret", base_url=server.url, **given) as flowroute:
            for seconds in TRIES:
                with pytest.raises((OutcomeUnknown, *NOT_SENT)) as caught:
                    UNSAFE_CALLS["send_a_message"](flowroute, **LIMITS[limit](seconds))
                if not isinstance(caught.value, NOT_SENT):
                    break

    assert isinstance(caught.value, OutcomeUnknown)
    assert isinstance(caught.value.__cause__, ResponseTimeout)


@pytest.mark.anyio
@pytest.mark.parametrize(("drip", "limit", "brought"), CROSS)
@pytest.mark.sampled(8)
async def test_a_response_that_drips_in_a_task(
    server: Server, library: str, drip: str, limit: str, brought: bool
) -> None:
    """The same with the asynchronous client."""
    server.usually = lambda asked: DRIPS[drip]
    async with importlib.import_module(library).AsyncClient() as client:
        given: Any = {"http_client": client} if brought else {}
        async with AsyncFlowroute("key", "secret", base_url=server.url, **given) as flowroute:
            for seconds in TRIES:
                with pytest.raises((OutcomeUnknown, *NOT_SENT)) as caught:
                    await UNSAFE_CALLS["send_a_message"](flowroute, **LIMITS[limit](seconds))
                if not isinstance(caught.value, NOT_SENT):
                    break

    assert isinstance(caught.value, OutcomeUnknown)
    assert isinstance(caught.value.__cause__, ResponseTimeout)


@pytest.fixture
def held(server: Server) -> threading.Event:
    """An event that is set when the server has a request, to which it does not respond."""
    asked = threading.Event()

    def hold(line: Line) -> None:
        asked.set()
        line.until_gone()

    server.script.append(hold)
    return asked


def test_waiting_for_a_connection(server: Server, library: str, held: threading.Event) -> None:
    """A call whose deadline passes while others have all connections is not sent."""
    with Flowroute("key", "secret", base_url=server.url, concurrency=1) as flowroute:

        def hold() -> None:
            with pytest.raises(OutcomeUnknown):
                UNSAFE_CALLS["send_a_message"](flowroute, timeout=LATE * 4)

        holder = threading.Thread(target=hold)
        holder.start()
        held.wait(60)
        with pytest.raises(DeadlinePassed):
            flowroute.numbers.purchase("12065550100", deadline=LATE)
        holder.join()

    assert len(server.asked) == 1


@pytest.mark.anyio
async def test_waiting_for_a_connection_in_a_task(
    server: Server, library: str, held: threading.Event
) -> None:
    """The same with the asynchronous client."""
    async with AsyncFlowroute("key", "secret", base_url=server.url, concurrency=1) as flowroute:
        call = UNSAFE_CALLS["send_a_message"](flowroute, timeout=60)
        holder = asyncio.ensure_future(call)
        await asyncio.to_thread(held.wait, 60)
        with pytest.raises(DeadlinePassed):
            await flowroute.numbers.purchase("12065550100", deadline=LATE)
        holder.cancel()
        await asyncio.gather(holder, return_exceptions=True)

    assert len(server.asked) == 1


def test_a_slow_resolver(server: Server, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking up the address counts as well, and nothing is sent."""
    release = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_: release.wait(60) and [])
    url = server.url.replace("127.0.0.1", "localhost")
    with Flowroute("key", "secret", base_url=url, max_retries=0) as flowroute:
        with pytest.raises(ConnectFailed, match="was not looked up in time"):
            UNSAFE_CALLS["send_a_message"](flowroute, timeout=LATE)
    release.set()

    assert server.asked == []


def test_until(monkeypatch: pytest.MonkeyPatch) -> None:
    """A timeout is a number of seconds, and knows how many of them are left."""
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    until = Until(2.0)
    assert timeouts(until) == {"connect": until, "read": until, "write": until, "pool": until}
    assert until == 2.0
    assert left_of(until, ValueError) == 2.0
    now = 101.5
    assert left_of(until, ValueError) == 0.5
    now = 102.0
    with pytest.raises(ValueError, match="the time was up"):
        left_of(until, ValueError)
    assert left_of(None, ValueError) is None
    assert left_of(7.0, ValueError) == 7.0
    assert timeouts(None) == {"connect": None, "read": None, "write": None, "pool": None}


def test_both_libraries_have_what_is_bounded(server: Server, library: str) -> None:
    """The private names by which connections are bounded exist in the installed libraries."""
    with Flowroute("key", "secret", base_url=server.url) as flowroute:
        assert UNSAFE_CALLS["send_a_message"](flowroute).id
        (client,) = flowroute._loaded().transport._pool._idle
        (connection,) = client._transport._pool.connections
        assert isinstance(connection._connection._network_stream, BoundedStream)
