# Written by scripts/unasync.py from tests/ext/_async/test_headers.py. Do not edit.
"""Headers of a response: none raises, and none changes a later request."""

from __future__ import annotations

import importlib
from functools import partial
from typing import Any

import pytest
from ext.calls import NUMBER
from ext.server import Line, Reply, Server
from ext.unsafe_calls import UNSAFE_CALLS

from flowroute_ext import Flowroute, FlowrouteError, OutcomeUnknown

SNOWMAN = "☃".encode()
HEADERS = {
    "cookie": b"set-cookie: a=b; path=/",
    "snowman": b"set-cookie: a=" + SNOWMAN,
    "bytes": b'set-cookie: a=b; version=\xff; port="x"; domain=.1.1',
    "expiry": b"set-cookie: a=b; expires=Wed, 99 Foo 9999999999 99:99:99 GMT; max-age="
    + b"9" * 5000,
    "cookie2": b"set-cookie2: a=b; Version=1",
    "link": b'link: <https://example.com/>; rel="next"',
    "location": b"location: https://example.com/",
    "bad location": b"location: http://[",
    "snowy location": b"location: http://" + SNOWMAN + b".example/",
    "long location": b"location: http://example.com/" + b"a" * 70_000,
    "port": b"location: http://a:99999999/",
    "wait": b"retry-after: " + b"9" * 5000,
    "no number": b"retry-after: nan",
    "superscript": b"retry-after: \xc2\xb2",
    "last day": b"retry-after: Fri, 31 Dec 9999 23:59:59 -2359",
    "first day": b"retry-after: Mon, 01 Jan 0001 00:00:00 +2359",
    "many days": b"retry-after: " + b"Mon, 01 " * 5000,
    "late": b"date: Fri, 31 Dec 9999 23:59:59 GMT",
    "early": b"date: Mon, 01 Jan 0001 00:00:00 GMT",
    "brackets": b"date: [[[[",
    "digits": b"date: " + b"9" * 30_000,
    "age": b"age: \xff",
    "charset": b"content-type: application/json; charset=undefined",
    "strange charset": b"content-type: a/b; charset=\xff\xfe",
    "semicolons": b"content-type: " + b";" * 50_000,
    "codings": b"content-encoding: " + b"gzip," * 10_000,
    "challenge": b'www-authenticate: Digest realm="x", nonce="y", qop="auth"',
    "service": b'alt-svc: h2="example.com:443"',
    "upgrade": b"upgrade: h2c\r\nconnection: upgrade",
    "id": b"x-request-id: \xff\x01",
}


def with_headers(status: int, headers: bytes) -> Reply:
    head = b"HTTP/1.1 %d Whatever\r\n%s\r\ncontent-length: 2\r\n\r\n{}" % (status, headers)
    return lambda line: line.send(head)


def error_of(called: Any) -> BaseException:
    try:
        called()
    except BaseException as error:
        return error
    raise AssertionError("it succeeded")


@pytest.mark.once
@pytest.mark.parametrize(("status", "users"), [(200, False), (303, True), (503, True)])
def test_the_next_request(server: Server, library: str, status: int, users: bool) -> None:
    """After any headers a client raises its own errors only, and sends what it sent before."""
    module: Any = importlib.import_module(library)
    with module.Client() as http:
        flowroute = Flowroute(
            "key",
            "secret",
            base_url=server.url,
            http_client=http if users else None,
            max_retries=0,
            rate_limit=None,
        )
        flowroute.numbers.get(NUMBER)
        before = server.asked[0].headers
        errors: dict[str, list[BaseException]] = {}
        for name, headers in HEADERS.items():
            server.script.extend([with_headers(status, headers)] * 2)
            errors[name] = [
                error_of(partial(flowroute.numbers.get, NUMBER)),
                error_of(partial(UNSAFE_CALLS["send_a_message"], flowroute)),
            ]
            flowroute.numbers.get(NUMBER)
            assert {name: server.asked[-1].headers} == {name: before}
        kept = [*http.cookies.jar]
        flowroute.close()

    found = [(name, error) for name in errors for error in errors[name]]
    assert [each for each in found if not isinstance(each[1], FlowrouteError)] == []
    assert kept == []


@pytest.mark.parametrize("date", ["late", "early", "brackets", "digits"])
def test_an_impossible_date(server: Server, library: str, date: str) -> None:
    """A message whose response has it is unknown, and is looked up as if there were none."""
    with Flowroute("key", "secret", base_url=server.url, max_retries=0) as flowroute:
        server.script.append(with_headers(503, HEADERS[date]))

        unknown = error_of(partial(UNSAFE_CALLS["send_a_message"], flowroute))
        assert isinstance(unknown, OutcomeUnknown)
        found = unknown.resolve(timeout=0.001)

    assert found.verdict == "still unknown"


def test_cookies_of_the_user(server: Server, library: str) -> None:
    """What the user requests with an HTTP client of the user sets cookies there, as before."""
    module: Any = importlib.import_module(library)
    server.script.extend([with_headers(200, HEADERS["cookie"])] * 2)

    with module.Client() as http:
        flowroute = Flowroute("key", "secret", base_url=server.url, http_client=http)
        error_of(partial(flowroute.numbers.get, NUMBER))
        none = [*http.cookies.items()]
        http.get(server.url)
        one = [*http.cookies.items()]
        flowroute.numbers.get(NUMBER)

    assert (none, one) == ([], [("a", "b")])
    assert "cookie" not in server.asked[-1].headers


def test_headers_of_the_user(server: Server, library: str) -> None:
    """Headers of the user's HTTP client that are not ASCII are sent as it would send them."""
    module: Any = importlib.import_module(library)
    headers = [(b"x-name", "Zoë".encode()), (b"x-more", b"1")]

    with module.Client(headers=headers) as http:
        flowroute = Flowroute("key", "secret", base_url=server.url, http_client=http)
        flowroute.numbers.get(NUMBER)

    sent = server.asked[0].headers
    assert (sent["x-name"].encode("latin-1").decode(), sent["x-more"]) == ("Zoë", "1")


def test_hints_without_end(server: Server, library: str) -> None:
    """A response of ever more headers is cut off, as a connection that failed."""

    def headers(line: Line) -> None:
        line.send(b"HTTP/1.1 200 OK\r\n")
        while True:
            line.send(b"x-a: " + b"y" * 8000 + b"\r\n")

    server.script.append(headers)
    with Flowroute("key", "secret", base_url=server.url, max_retries=0) as flowroute:
        error = error_of(partial(flowroute.numbers.get, NUMBER))
        flowroute.numbers.get(NUMBER)

    assert type(error).__name__ == "ConnectionFailed"
