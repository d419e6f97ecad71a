# Written by scripts/unasync.py from tests/ext/_async/test_failures.py. Do not edit.
"""Connections that fail: one kind of error, and the client can go on."""

from __future__ import annotations

import socket

import pytest
from ext.calls import NUMBER
from ext.server import Line, Reply, Server, raw

from flowroute_ext import (
    ConnectFailed,
    ConnectionFailed,
    Flowroute,
    OutcomeUnknown,
    ResponseTimeout,
)
from flowroute_ext.errors import CallFailed, UnreadableResponse

OK = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/vnd.api+json\r\n"
TWO_BYTES = b"content-length: 2\r\n\r\n{}"
HUNG_UP = "RemoteProtocolError: Server disconnected without sending a response."

BROKEN = {
    "hangs up": (Line.hang_up, HUNG_UP),
    "resets": (Line.reset, "ReadError"),
    "says nothing": (raw(b""), HUNG_UP),
    "is no HTTP server": (raw(b"SSH-2.0-OpenSSH_9.9\r\n"), HUNG_UP),
    "speaks HTTP/0.9": (raw(b"<html>"), HUNG_UP),
    "has a status of four digits": (raw(b"HTTP/1.1 2000 OK\r\n\r\n"), "RemoteProtocolError"),
    "has a status below 100": (raw(b"HTTP/1.1 099 Low\r\n\r\n"), "RemoteProtocolError"),
    "wants another protocol": (
        raw(b"HTTP/1.1 101 Switching Protocols\r\nupgrade: h9\r\nconnection: upgrade\r\n\r\n"),
        "RemoteProtocolError",
    ),
    "gives hints alone": (raw(b"HTTP/1.1 103 Early Hints\r\n\r\n"), HUNG_UP),
    "cuts a header": (raw(OK + b"content-le"), HUNG_UP),
    "has no colon in a header": (raw(OK + b"hello\r\n" + TWO_BYTES), "RemoteProtocolError"),
    "has NUL in a header": (raw(OK + b"x-a: \x00\r\n" + TWO_BYTES), "RemoteProtocolError"),
    "has 0xFF in a header's name": (raw(OK + b"x-\xff: 1\r\n" + TWO_BYTES), "RemoteProtocolError"),
    "has headers without end": (raw(OK + b"x-a: 1\r\n" * 30_000), "RemoteProtocolError"),
    "has two lengths": (raw(OK + b"content-length: 5\r\n" + TWO_BYTES), "RemoteProtocolError"),
    "has a length in words": (raw(OK + b"content-length: two\r\n\r\n{}"), "RemoteProtocolError"),
    "has a length below 0": (raw(OK + b"content-length: -2\r\n\r\n{}"), "RemoteProtocolError"),
    "cuts the body": (raw(OK + b"content-length: 50\r\n\r\n{"), "RemoteProtocolError"),
    "cuts a chunk": (raw(OK + b"transfer-encoding: chunked\r\n\r\n9\r\n{"), "RemoteProtocolError"),
    "has a chunk in words": (
        raw(OK + b"transfer-encoding: chunked\r\n\r\nzz\r\n{}"),
        "RemoteProtocolError: illegal chunk header: ",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_response(flowroute: Flowroute, server: Server, name: str) -> None:
    """A response that breaks off or is not HTTP raises one error; the next call works."""
    reply, expected = BROKEN[name]
    server.script.append(reply)

    with pytest.raises(OutcomeUnknown) as caught:
        flowroute.numbers.purchase(NUMBER)

    error = caught.value.__cause__
    assert isinstance(error, ConnectionFailed)
    assert (type(error), error.operation, error.method, error.path) == (
        ConnectionFailed,
        "purchase_a_phone_number",
        "POST",
        "/v2/numbers/{number_id}",
    )
    assert error.reason.startswith(
        f"the connection failed before the response was complete ({expected}"
    )
    assert type(error.__cause__).__name__ == expected.partition(":")[0]
    assert (flowroute.numbers.get(NUMBER)).rate_center == "millbrae"
    assert len(server.asked) == 2


ODD = {
    "has 0xFF in a header": raw(OK + b"x-a: \xff\xfe\r\n" + TWO_BYTES),
    "has 0xFF in its content type": raw(
        b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: \xff;charset=\x80\r\n" + TWO_BYTES
    ),
    "sets impossible cookies": raw(
        OK + b"set-cookie: =;;\r\nset-cookie: a=b; expires=x; max-age=z; domain=..\r\n" + TWO_BYTES
    ),
    "sends hints first": raw(b"HTTP/1.1 103 Early Hints\r\n\r\n" + OK + TWO_BYTES),
    "says more than its length": raw(OK + TWO_BYTES + b"and more"),
    "has an unknown encoding": raw(OK + b"content-encoding: foo\r\n" + TWO_BYTES),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_response(flowroute: Flowroute, server: Server, name: str) -> None:
    """Unusual but valid HTTP can be read, and so can the next response."""
    server.script.append(ODD[name])

    with pytest.raises(UnreadableResponse) as caught:
        flowroute.numbers.get(NUMBER)

    assert (caught.value.status, caught.value.body) == (200, b"{}")
    assert (flowroute.numbers.get(NUMBER)).rate_center == "millbrae"


@pytest.mark.parametrize(
    "location",
    [b"http://[bad", b"\xff\xfe://\x7f", b"mailto:a@example.com", b"http://a:999999/", b""],
)
def test_a_redirect_to_nowhere(flowroute: Flowroute, server: Server, location: bytes) -> None:
    """A redirect with a bad URL fails as a response, not with an error of the library."""
    head = b"HTTP/1.1 302 Found\r\nconnection: close\r\nlocation: " + location
    server.script.append(raw(head + b"\r\ncontent-length: 0\r\n\r\n"))

    with pytest.raises(CallFailed):
        flowroute.numbers.get(NUMBER)

    assert (flowroute.numbers.get(NUMBER)).rate_center == "millbrae"


def test_no_connection(library: str) -> None:
    """If the connection is refused, the error says that the request was not sent."""
    with socket.socket() as bound:  # and not listening, so that no other test takes the port
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        with Flowroute("key", "secret", base_url=url) as flowroute:
            with pytest.raises(ConnectFailed) as caught:
                flowroute.numbers.get(NUMBER)

    assert caught.value.reason.startswith(f"no connection to http://127.0.0.1:{port} (ConnectError")
    assert type(caught.value.__cause__).__name__ == "ConnectError"


def test_no_tls(server: Server, library: str) -> None:
    """A server without TLS fails as a connection, not as a response."""
    url = server.url.replace("http:", "https:")

    with Flowroute("key", "secret", base_url=url) as flowroute:
        with pytest.raises(ConnectFailed) as caught:
            flowroute.numbers.get(NUMBER)

    assert caught.value.reason.startswith(f"no connection to {url} (ConnectError")
    assert server.asked == []


def silence(line: Line) -> None:
    """Accept the connection, and send nothing."""
    line.until_gone()


def stops_in_headers(line: Line) -> None:
    line.send(OK)
    line.until_gone()


def stops_in_body(line: Line) -> None:
    line.send(OK + b"content-length: 50\r\n\r\n{")
    line.until_gone()


def drips(line: Line) -> None:
    line.send(OK + b"content-length: 1000000\r\n\r\n")
    line.drip(b" ")


def drips_chunks(line: Line) -> None:
    line.send(OK + b"transfer-encoding: chunked\r\n\r\n")
    line.drip(b"1\r\n \r\n")


def drips_without_content(line: Line) -> None:
    """A gzip header with an endless file name, from which nothing is ever decompressed."""
    line.send(OK + b"content-encoding: gzip\r\ncontent-length: 1000000\r\n\r\n")
    line.send(b"\x1f\x8b\x08\x08" + bytes(6))
    line.drip(b"a")


@pytest.mark.parametrize(
    "reply",
    [silence, stops_in_headers, stops_in_body, drips, drips_chunks, drips_without_content],
)
def test_a_response_that_does_not_come(flowroute: Flowroute, server: Server, reply: Reply) -> None:
    """However slow the response, the timeout ends the call; the next one works."""
    flowroute.numbers.get(NUMBER)  # connects, which a busy machine may do slowly
    server.script.append(reply)

    with pytest.raises(ResponseTimeout) as caught:
        flowroute.numbers.get(NUMBER, timeout=0.2)

    cause = type(caught.value.__cause__).__name__
    # The timer of the client ends soon after that of the library: on a busy machine, before it.
    assert cause in {"ReadTimeout", "TimeoutError"}
    assert caught.value.reason.startswith(f"no complete response within 0.2 s ({cause}")
    assert (flowroute.numbers.get(NUMBER)).rate_center == "millbrae"
    assert len(server.asked) == 3


def test_the_timeout_of_a_client(server: Server, library: str) -> None:
    """The timeout of a client applies to each of its calls."""
    with Flowroute("key", "secret", base_url=server.url, timeout=0.5) as flowroute:
        flowroute.numbers.get(NUMBER, timeout=60)  # connects
        server.usually = lambda asked: silence
        with pytest.raises(ResponseTimeout, match=r"within 0\.5 s"):
            flowroute.numbers.get(NUMBER)
        with pytest.raises(ResponseTimeout, match=r"within 0\.5 s"):
            flowroute.numbers.list().first()


def test_slow_headers(flowroute: Flowroute, server: Server) -> None:
    """A response in many small pieces, each in time, is read."""
    answer = OK + TWO_BYTES

    def slowly(line: Line) -> None:
        for byte in answer:
            line.send(bytes([byte]))

    server.script.append(slowly)

    with pytest.raises(UnreadableResponse) as caught:
        flowroute.numbers.get(NUMBER, timeout=30)

    assert caught.value.body == b"{}"
