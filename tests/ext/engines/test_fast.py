"""The engine "fast": what holds for the others holds for it."""

from __future__ import annotations

import asyncio
import gc
import gzip
import signal
import socket
import threading
from contextlib import suppress

import pytest
from ext.leaks import leaks
from ext.server import VENDOR_JSON, Line, Reply, Server, answer, document, raw
from ext.unsafe_calls import UNSAFE_CALLS
from pyreqwest.http import HeaderMap

from flowroute_api.api.numbers import list_account_phone_numbers
from flowroute_ext import (
    APIError,
    ConnectFailed,
    ConnectionFailed,
    Flowroute,
    FlowrouteError,
    InvalidValue,
    OutcomeUnknown,
    ResponseTimeout,
)
from flowroute_ext._http.fast.headers import Headers
from flowroute_ext.errors import UnreadableResponse

TO, FROM, TEXT = "13125550199", "12065550100", "Your code is 8342"
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"
NONE = b'{"data": []}'
ODD = b"HTTP/1.1 200 OK\r\ncontent-encoding: \xe9\r\ncontent-length: 12\r\n\r\n"
BROKEN = {
    "nothing": b"",
    "half a head": b"HTTP/1.1 200 OK\r\ncontent-le",
    "no HTTP": b"SSH-2.0\r\n\r\n",
    "half a body": b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{",
    "half a chunk": b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{",
    "another protocol": b"HTTP/1.1 101 X\r\nupgrade: h9\r\nconnection: upgrade\r\n\r\n",
}


def send(flowroute: Flowroute) -> str:
    return flowroute.messages.send(to=TO, from_=FROM, body=TEXT).id


def test_a_request(fast: Flowroute, server: Server) -> None:
    """It has the headers and the body that the other engines send, and a length."""
    fast.messages.send(to=TO, from_=FROM, body=TEXT)
    fast.numbers.release(FROM)
    with Flowroute("key", "secret", base_url=server.url, engine="httpx") as other:
        other.messages.send(to=TO, from_=FROM, body=TEXT)
        other.numbers.release(FROM)

    own = {"user-agent", "connection"}
    sent = [
        (one.method, one.target, one.body, {k: v for k, v in one.headers.items() if k not in own})
        for one in server.asked
    ]
    assert sent[:2] == sent[2:]
    assert "transfer-encoding" not in server.asked[0].headers
    assert server.connections == 2


@pytest.mark.parametrize("call", UNSAFE_CALLS)
@pytest.mark.parametrize("name", BROKEN)
def test_never_twice(server: Server, name: str, call: str) -> None:
    """A broken response leaves the outcome unknown, and the request is not sent again."""
    with Flowroute("key", "secret", base_url=server.url, max_retries=2, engine="fast") as flowroute:
        server.script.append(raw(BROKEN[name]))
        with pytest.raises(OutcomeUnknown) as caught:
            UNSAFE_CALLS[call](flowroute)

    assert type(caught.value.__cause__) is ConnectionFailed
    assert len(server.asked) == 1


def test_nothing_was_sent(server: Server) -> None:
    """Where no connection can be made that is certain, also of a request without a body."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with Flowroute("key", "secret", base_url=url, max_retries=0, engine="fast") as flowroute:
        for call in (send, lambda one: one.numbers.release(FROM)):
            with pytest.raises(ConnectFailed, match="Connection refused"):
                call(flowroute)


def test_nothing_leaves_after_it_was_given_up() -> None:
    """A request that waits for its connection is certainly not sent, then and later."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        waiting = []
        for _ in range(3):
            one = socket.socket()
            one.setblocking(False)
            with suppress(BlockingIOError):
                one.connect(full.getsockname())
            waiting.append(one)
        url = f"http://127.0.0.1:{full.getsockname()[1]}"
        with (
            Flowroute("key", "secret", base_url=url, max_retries=0, engine="fast") as flowroute,
            pytest.raises(ConnectFailed, match=r"within 0\.05 s"),
        ):
            flowroute.messages.send(to=TO, from_=FROM, body=TEXT, timeout=0.05)
        for one in waiting:
            one.close()


def test_time_limits(fast: Flowroute, server: Server) -> None:
    """A response that is late or drips ends at the limit, and a deadline is one too."""

    def drip(line: Line) -> None:
        line.send(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
        with suppress(OSError):
            line.drip(b" ")

    server.script.append(drip)
    with pytest.raises(ResponseTimeout, match=r"no complete response within 0\.1 s"):
        fast.numbers.get(FROM, timeout=0.1)
    server.script.append(drip)
    with pytest.raises(OutcomeUnknown):
        fast.messages.send(to=TO, from_=FROM, body=TEXT, deadline=0.1)
    assert len(server.asked) == 2


def test_bounds(fast: Flowroute, server: Server) -> None:
    """A body is decompressed here, once and within bounds, and the connection is used again."""

    def compressed(body: bytes, coding: str) -> Reply:
        sent = gzip.compress(body)
        head = f"HTTP/1.1 200 OK\r\n{coding}\r\ncontent-length: {len(sent)}\r\n\r\n"
        return lambda line: line.send(head.encode() + sent)

    server.script += [
        compressed(NONE, "content-encoding: gzip"),
        lambda line: line.send(ODD + NONE),
        compressed(b" " * 10_000_000, "content-encoding: gzip"),
        compressed(b"", "content-encoding: gzip\r\ncontent-encoding: gzip"),
    ]
    pages = fast.numbers.list()
    assert [*pages, *pages] == []
    for fault in ("longer than 1,638,400 bytes", "compressed more than once"):
        with pytest.raises(UnreadableResponse) as caught:
            list(pages)
        assert fault in str(caught.value.__cause__)


def test_headers() -> None:
    """One that comes twice has both values."""
    assert {**Headers(HeaderMap([("age", "1"), ("x", "2"), ("age", "3")]))} == {"age": "1, 3"}


def test_what_is_said(fast: Flowroute, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    """Neither errors nor their causes nor logs have the keys, the number or the text."""
    caplog.set_level(1)
    secrets = ("secret", "a2V5OnNlY3JldA==", FROM, TO, TEXT)
    server.script += [raw(b""), raw(b"HTTP/1.1 " + FROM.encode() + b"\r\n\r\n")]
    said = []
    for call in (send, lambda one: one.numbers.get(FROM)):
        with pytest.raises(FlowrouteError) as caught:
            call(fast)
        link: BaseException | None = caught.value
        while link is not None:
            said.append(f"{link} {link!r} {getattr(link, 'details', '')}")
            link = link.__cause__ or link.__context__

    assert leaks(" ".join([*said, caplog.text, repr(fast)]), secrets) == []


def test_no_cookies_and_no_redirects(fast: Flowroute, server: Server) -> None:
    """None are kept, and none are followed."""
    server.script += [
        document(200, {"data": []}, set_cookie="a=b"),
        answer(302, "", location="/elsewhere"),
    ]
    list(fast.numbers.list())
    with pytest.raises(APIError, match="302"):
        list(fast.numbers.list())

    assert [asked.headers.get("cookie") for asked in server.asked] == [None, None]


def test_a_request_that_cannot_be_made(fast: Flowroute, server: Server) -> None:
    """What has no URL that can be sent is an invalid value."""
    with pytest.raises(InvalidValue, match="must have a URL that can be sent"):
        fast.call(list_account_phone_numbers, limit=1, offset=0, alias="x" * 70_000)
    assert server.asked == []


def test_a_signal(fast: Flowroute, server: Server) -> None:
    """What its handler raises ends the wait at once, and a later call works."""

    class Interrupted(BaseException):
        pass

    def raised(*_: object) -> None:
        raise Interrupted

    def interrupt(line: Line) -> None:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)
        line.until_gone()

    before = signal.signal(signal.SIGUSR1, raised)
    try:
        server.script.append(interrupt)
        with pytest.raises(Interrupted):
            fast.messages.send(to=TO, from_=FROM, body=TEXT, timeout=3)
    finally:
        signal.signal(signal.SIGUSR1, before)

    assert send(fast)


def test_inside_of_a_loop(fast: Flowroute) -> None:
    """The synchronous client works where a loop runs, which is still the running one after it."""

    async def call() -> bool:
        loop = asyncio.get_running_loop()
        fast.routes.edge_strategies()
        return asyncio.get_running_loop() is loop

    assert asyncio.run(call())


def test_threads(server: Server) -> None:
    """Threads share a client, each with a connection that is used again."""
    with Flowroute("key", "secret", base_url=server.url, engine="fast") as flowroute:
        together = threading.Barrier(4)

        def work() -> None:
            for _ in range(3):
                together.wait(30)
                flowroute.numbers.get(FROM)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

    assert len(server.asked) == 12
    assert server.connections <= 4
    gc.collect()


def test_more_than_a_response(fast: Flowroute, server: Server) -> None:
    """What a server sends beyond a response is not read as the next one."""
    document_ = b'{"data": {"type": "message", "id": "first"}}'
    head = f"HTTP/1.1 202 X\r\ncontent-type: {VENDOR_JSON}\r\ncontent-length: {len(document_)}"
    first = head.encode() + b"\r\n\r\n" + document_
    server.script.append(lambda line: line.send(first + first.replace(b"first", b"other")))

    assert send(fast) == "first"
    assert send(fast) != "other"
    assert server.connections == 2
