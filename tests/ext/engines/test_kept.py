"""Requests on a connection that the HTTP library has kept open."""

from __future__ import annotations

import importlib
import zlib
from typing import Any

import pytest
from ext.server import Line, Reply, Server, answer, raw

from flowroute_ext import AsyncFlowroute, Flowroute
from flowroute_ext._http.sending.kept import KeptConnections
from flowroute_ext.errors import CallFailed

SENT = b'{"data": {"type": "message", "id": "mdr2-1"}}'
HEAD = b"HTTP/1.1 202 Accepted\r\ncontent-length: 45\r\n\r\n"
BOMB = zlib.compress(b" " * 5_000_000)


def in_pieces(line: Line) -> None:
    """A reply of one byte at a time."""
    for byte in HEAD + SENT:
        line.send(bytes([byte]))


def late(line: Line) -> None:
    """No reply, on a connection that stays open."""
    line.until_gone()


REPLIES: dict[str, Reply] = {
    "a success": answer(202, SENT),
    "in pieces": in_pieces,
    "in chunks": answer(202, b"2d\r\n" + SENT + b"\r\n0\r\n\r\n", transfer_encoding="chunked"),
    "until the end": raw(b"HTTP/1.0 202 Accepted\r\n\r\n" + SENT),
    "after an interim response": lambda line: line.send(b"HTTP/1.1 103 E\r\n\r\n" + HEAD + SENT),
    "another protocol": raw(b"HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n"),
    "no text": answer(202, SENT, kind="a\xffb", content_encoding="\xe9"),
    "a refusal": answer(422, b'{"errors": [{"title": "no"}]}'),
    "too long": answer(202, BOMB, content_encoding="deflate"),
    "cut off": raw(HEAD + SENT[:9]),
    "no response": lambda line: line.hang_up(),
    "a reset": lambda line: line.reset(),
    "no HTTP": raw(b"220 mail.example.com\r\n"),
    "late": late,
}


def text(flowroute: Any, reply: Reply) -> Any:
    """A text that gets *reply*, sent or about to be."""
    timeout = 0.2 if reply is late else 30
    return flowroute.messages.send(
        to="13125550199", from_="12065550100", body="Hi", timeout=timeout
    )


async def outcomes(client: str, server: Server, script: list[Reply]) -> list[str]:
    """The result of each text that got a reply of *script*, and the number of connections."""
    server.script.extend(script)
    before, found = server.connections, list[str]()
    settings: Any = {"base_url": server.url, "max_retries": 0, "rate_limit": None}
    if client == "sync":
        with Flowroute("key", "secret", **settings) as flowroute:
            for reply in script:
                try:
                    found.append(text(flowroute, reply).id)
                except CallFailed as error:
                    found.append(f"{type(error).__name__} {getattr(error, 'status', '')}")
    else:
        async with AsyncFlowroute("key", "secret", **settings) as other:
            for reply in script:
                try:
                    found.append((await text(other, reply)).id)
                except CallFailed as error:
                    found.append(f"{type(error).__name__} {getattr(error, 'status', '')}")
    return [*found, f"{server.connections - before}"]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The methods of requests on connections that were kept open."""
    found: list[str] = []

    def request(self: Any, connection: Any, method: str, *rest: Any) -> Any:
        found.append(method)
        return original(self, connection, method, *rest)

    original: Any = KeptConnections.request
    monkeypatch.setattr(KeptConnections, "request", request)
    return found


@pytest.mark.anyio
@pytest.mark.parametrize("client", ["sync", "async"])
@pytest.mark.parametrize("name", REPLIES)
@pytest.mark.sampled(12)
async def test_the_same_outcome(
    server: Server, library: str, client: str, name: str, kept: list[str]
) -> None:
    """A response, or none, means the same as on a new connection, and so for the next request."""
    reply, success = REPLIES[name], answer(202, SENT)
    new = await outcomes(client, server, [reply, success])
    assert kept == (["POST"] if new[-1] == "1" else [])
    kept.clear()

    first, *rest, connections = await outcomes(client, server, [success, reply, success])

    assert ([*rest, connections], first) == (new, "mdr2-1")
    assert kept == (["POST"] * (2 if connections == "1" else 1))


PARTS = [
    ("httpx{}", "HTTPTransport"),
    ("httpcore{}", "ConnectionPool"),
    ("httpcore{}", "HTTPConnection"),
    ("httpcore{}", "HTTP11Connection"),
]


@pytest.mark.anyio
@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
@pytest.mark.parametrize(("package", "name"), PARTS)
async def test_a_tool_below_the_client_is_called(
    server: Server, library: str, package: str, name: str, *, asynchronous: bool
) -> None:
    """What has replaced a method between client and socket, also after a request, sees the next."""
    module: Any = importlib.import_module(package.format(library.removeprefix("httpx")))
    of: Any = getattr(module, f"Async{name}" if asynchronous else name)
    method = "handle_async_request" if asynchronous else "handle_request"
    original, seen = getattr(of, method), list[object]()

    def replaced(self: Any, request: Any) -> Any:
        seen.append(request)
        return original(self, request)

    with pytest.MonkeyPatch.context() as patched:
        if asynchronous:
            async with AsyncFlowroute("key", "secret", base_url=server.url) as other:
                await other.routes.edge_strategies()
                patched.setattr(of, method, replaced)
                await other.routes.edge_strategies()
        else:
            with Flowroute("key", "secret", base_url=server.url) as flowroute:
                flowroute.routes.edge_strategies()
                patched.setattr(of, method, replaced)
                flowroute.routes.edge_strategies()

    assert (len(seen), server.connections) == (1, 1)
