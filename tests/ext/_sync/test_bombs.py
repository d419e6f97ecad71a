# Written by scripts/unasync.py from tests/ext/_async/test_bombs.py. Do not edit.
"""Responses that would fill the memory: they are refused early, and mean what their status says."""

from __future__ import annotations

import gzip
import importlib
import zlib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from ext.calls import NUMBER
from ext.server import Line, Reply, Server, answer
from ext.unsafe_calls import UNSAFE_CALLS

from flowroute_ext import (
    Flowroute,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    ServerError,
    Unauthorized,
    Unprocessable,
)
from flowroute_ext.errors import APIError, BadRequest, UnreadableResponse

BLANKS = bytes(8 * 1024 * 1024)
LISTS = b'{"data":[' + b"[]," * 2_000_000 + b"[]]}"
LONG = "the body was longer than 1,638,400 bytes"
TWICE = "the body was compressed more than once"
CUT = "the body was compressed, and cut off"


def bare_deflate(data: bytes) -> bytes:
    compress = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compress.compress(data) + compress.flush()


# The coding, the body, and what is said of it.
BOMBS: dict[str, tuple[str, bytes, str]] = {
    "long": ("identity", BLANKS, LONG),
    "gzip": ("gzip", gzip.compress(BLANKS, 1), LONG),
    "x-gzip": ("X-GZip", gzip.compress(BLANKS, 1), LONG),
    "deflate": ("deflate", zlib.compress(BLANKS, 1), LONG),
    "bare deflate": ("deflate", bare_deflate(BLANKS), LONG),
    "lists": ("gzip", gzip.compress(LISTS, 1), LONG),
    "fewer lists": (
        "gzip",
        gzip.compress(LISTS[:300_000] + b"[]]}"),
        "the body had too many values in it",
    ),
    "brackets": (
        "gzip",
        gzip.compress(b"[" * 500 + b"]" * 500),
        "the body was nested deeper than 32 levels",
    ),
    "gzip twice": ("gzip, gzip", gzip.compress(gzip.compress(BLANKS, 1)), TWICE),
    "deflate and gzip": ("deflate,identity ,gzip", gzip.compress(zlib.compress(BLANKS, 1)), TWICE),
    "unknown and gzip": ("br,gzip", gzip.compress(b"{}"), TWICE),
    "two headers": ("gzip\r\ncontent-encoding: gzip", gzip.compress(gzip.compress(b"{}")), TWICE),
    "cut": ("gzip", gzip.compress(b"{}" * 1000)[:-9], CUT),
    "one byte": ("deflate", b"x", CUT),
    "not gzip": ("gzip", b"none", "the body could not be decompressed"),
}


def bomb(name: str, status: int = 200) -> Reply:
    coding, body, _ = BOMBS[name]
    return answer(status, body, content_encoding=coding)


def packed(usual: Any, asked: Any) -> Reply:
    """The usual response, compressed."""
    sent: list[bytes] = []
    recorder: Any = SimpleNamespace(send=sent.append)
    usual(asked)(recorder)
    body = b"".join(sent).partition(b"\r\n\r\n")[2]
    return answer(200, gzip.compress(body), content_encoding="gzip")


@pytest.fixture
def flowroute(server: Server, library: str) -> Iterator[Flowroute]:
    """A client that would send again what may be sent again."""
    with Flowroute("key", "secret", base_url=server.url) as client:
        yield client


@pytest.mark.parametrize("name", BOMBS)
def test_a_success(flowroute: Flowroute, server: Server, name: str) -> None:
    """It is requested once, and one error says what is wrong with it; the client can go on."""
    server.script.append(bomb(name))

    with pytest.raises(UnreadableResponse) as caught:
        flowroute.numbers.get(NUMBER)

    said = f"the response 200 OK is not as documented: {BOMBS[name][2]}"
    assert (caught.value.reason, len(server.asked)) == (said, 1)
    assert len(caught.value.body) <= 1_638_400
    assert (flowroute.numbers.get(NUMBER)).rate_center == "millbrae"


@pytest.mark.parametrize("name", BOMBS)
def test_a_refusal(flowroute: Flowroute, server: Server, name: str) -> None:
    """A refusal has its status and its class, whatever its body is."""
    server.script.append(bomb(name, 404))

    with pytest.raises(NotFound) as caught:
        flowroute.numbers.get(NUMBER)

    assert caught.value.reason == f"Flowroute gave no reason; {BOMBS[name][2]}"
    assert (caught.value.errors, len(server.asked)) == ((), 1)


@pytest.mark.parametrize(
    ("status", "kind", "cause"),
    [
        (200, OutcomeUnknown, UnreadableResponse),
        (202, OutcomeUnknown, UnreadableResponse),
        (207, OutcomeUnknown, UnreadableResponse),
        (302, OutcomeUnknown, APIError),
        (303, OutcomeUnknown, APIError),
        (301, APIError, None),
        (307, APIError, None),
        (308, APIError, None),
        (400, BadRequest, None),
        (401, Unauthorized, None),
        (403, Forbidden, None),
        (404, NotFound, None),
        (408, OutcomeUnknown, APIError),
        (422, Unprocessable, None),
        (429, RateLimited, None),
        (500, OutcomeUnknown, ServerError),
        (503, OutcomeUnknown, ServerError),
    ],
)
def test_a_message(
    flowroute: Flowroute, server: Server, status: int, kind: Any, cause: Any
) -> None:
    """A message is sent once; it is unknown whether it was accepted, unless the status says so."""
    server.script.append(answer(status, BOMBS["gzip"][1], content_encoding="gzip"))

    with pytest.raises(kind) as caught:
        UNSAFE_CALLS["send_a_message"](flowroute, max_retries=0)

    assert type(caught.value) is kind
    assert type(caught.value.__cause__) is (cause or type(None))
    assert len(server.asked) == 1


def test_an_endless_body(flowroute: Flowroute, server: Server) -> None:
    """A body that does not end is not read on, and its connection is not used again."""

    def endless(line: Line) -> None:
        line.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        while True:
            line.send(b"10000\r\n" + bytes(65536) + b"\r\n")

    server.script.append(endless)

    with pytest.raises(UnreadableResponse, match="longer than 1,638,400 bytes"):
        flowroute.numbers.get(NUMBER)

    assert (flowroute.numbers.get(NUMBER)).rate_center == "millbrae"
    assert server.connections == 2


def test_what_is_accepted(flowroute: Flowroute, server: Server) -> None:
    """Only codings with a bound are asked for, also by an HTTP client of the user."""
    library: Any = importlib.import_module(flowroute._loaded().transport._engine.name)
    flowroute.numbers.get(NUMBER)
    with library.Client(headers={"accept-encoding": "br, zstd"}) as client:
        users = Flowroute("key", "secret", base_url=server.url, http_client=client)
        users.numbers.get(NUMBER)

    assert [asked.headers["accept-encoding"] for asked in server.asked] == ["gzip, deflate"] * 2


@pytest.mark.parametrize("name", ["long", "gzip", "gzip twice", "lists", "fewer lists"])
def test_a_client_of_the_user(server: Server, library: str, name: str) -> None:
    """The bounds are the same with an HTTP client of the user."""
    module: Any = importlib.import_module(library)
    server.script.append(bomb(name))

    with module.Client() as client:
        flowroute = Flowroute("key", "secret", base_url=server.url, http_client=client)
        with pytest.raises(UnreadableResponse) as caught:
            flowroute.numbers.get(NUMBER)
        assert (flowroute.numbers.get(NUMBER)).rate_center == "millbrae"

    assert caught.value.reason.endswith(BOMBS[name][2])


@pytest.mark.parametrize("reads", [True, False])
@pytest.mark.parametrize("name", ["long", "gzip", "gzip twice", "fewer lists"])
def test_a_hook_that_reads(server: Server, library: str, name: str, reads: bool) -> None:
    """A hook of the user gets a body decompressed, and only what is within the bounds."""
    module: Any = importlib.import_module(library)
    seen: list[bytes] = []

    def on_response(response: Any) -> None:
        if reads:
            seen.append(b"".join([piece for piece in response.iter_raw()]))

    with module.Client(event_hooks={"response": [on_response]}) as client:
        flowroute = Flowroute("key", "secret", base_url=server.url, http_client=client)
        server.script.append(bomb(name))
        with pytest.raises(UnreadableResponse) as caught:
            flowroute.numbers.get(NUMBER)
        usual = server.usually
        server.usually = lambda asked: packed(usual, asked)
        assert (flowroute.numbers.get(NUMBER)).rate_center == "millbrae"

    assert caught.value.reason.endswith(BOMBS[name][2])
    assert [len(body) <= 1_638_400 for body in seen] == [True, True][: 2 * reads]
    assert [body[:8] for body in seen[1:]] == [b'{"data":'][:reads]


def test_reasons_without_end(flowroute: Flowroute, server: Server) -> None:
    """Of an error with thousands of reasons, or with names without end, some are kept."""
    many = b'{"errors":[' + b",".join([b'{"detail":{"a":["x","y"]}}'] * 2_000) + b"]}"
    wide = b'{"errors":[{"detail":{"' + b"k" * 500_000 + b'":{'
    wide += b",".join(b'"k%d":["x"]' % number for number in range(1_000)) + b"}}}]}"
    server.script.extend([answer(422, many), answer(422, wide)])

    for most in (200, 100):
        with pytest.raises(Unprocessable) as caught:
            flowroute.numbers.get(NUMBER)
        fields = caught.value.fields
        assert 0 < sum(map(len, fields.values())) <= 2 * most
        assert max(map(len, fields)) < 500
        assert len(str(caught.value)) < 1000
