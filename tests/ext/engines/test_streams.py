"""Connections of asyncio for the HTTP libraries."""

from __future__ import annotations

import asyncio
import json
import ssl
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import httpcore2
import pytest
import trustme
import uvloop

from flowroute_ext import AsyncFlowroute
from flowroute_ext._http import clients as _clients
from flowroute_ext._http.sending.streams import Backend

SIZE = 6_000_000
Pair = tuple[Any, asyncio.StreamReader, asyncio.StreamWriter]
loops = pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])


async def connected(tls: trustme.CA | None = None) -> Pair:
    """A stream, and what reads and writes at the other end."""
    others = asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]]()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await others.put((reader, writer))

    server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=tls and server_context(tls))
    backend = Backend(httpcore2.AnyIOBackend(), httpcore2)
    stream = await backend.connect_tcp("127.0.0.1", server.sockets[0].getsockname()[1])
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        tls.configure_trust(context)
        stream = await stream.start_tls(context, "127.0.0.1", 30.0)
    pair = await others.get()
    server.close()  # it would wait for its connections
    return stream, *pair


def server_context(tls: trustme.CA) -> ssl.SSLContext:
    """The context of a server on this machine."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@loops
@pytest.mark.parametrize("secure", [False, True], ids=["plain", "tls"])
def test_reading_and_writing(loop: Any, authority: trustme.CA, *, secure: bool) -> None:
    """All that is written arrives, and both wait for the other end, but no longer than they may."""
    size = SIZE // 50 if secure else SIZE

    async def talk() -> None:
        stream, reader, writer = await connected(authority if secure else None)
        for count in range(1, 4):
            await stream.write(b"x" * count, 30.0)
            assert await reader.readexactly(count) == b"x" * count
        # TLS of asyncio takes everything at once.
        with nullcontext() if secure else pytest.raises(httpcore2.WriteTimeout):
            await stream.write(b"y" * size, 0.01)
        assert await reader.readexactly(size) == b"y" * size
        assert not stream.get_extra_info("is_readable")
        with pytest.raises(httpcore2.ReadTimeout):
            await stream.read(100, 0.01)

        writer.write(b"0123456789")
        assert [await stream.read(4, 30.0) for _ in range(3)] == [b"0123", b"4567", b"89"]
        writer.write(b"z" * size)
        left = size
        while left:
            left -= len(await stream.read(65_536, 30.0))
        writer.close()
        assert await stream.read(100, 30.0) == b""
        assert stream.get_extra_info("is_readable")
        with pytest.raises(httpcore2.WriteError):
            await stream.write(b"x", 30.0)
        await stream.aclose()

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(talk())


@loops
def test_much_that_nobody_reads(loop: Any) -> None:
    """A server that floods a connection waits, and the connection is not used again."""

    async def talk() -> int:
        stream, _, writer = await connected()
        writer.write(b"z" * SIZE)
        while not stream._was_paused:
            await asyncio.sleep(0)
        kept = len(stream._waiting)
        assert len(await stream.read(SIZE)) == kept
        assert stream.get_extra_info("is_readable")
        await stream.aclose()
        writer.transport.abort()
        return kept

    with asyncio.Runner(loop_factory=loop) as runner:
        assert runner.run(talk()) < SIZE / 4


@loops
def test_texts_by_tls(
    library: str,
    loop: Any,
    authority: trustme.CA,
    environment: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Requests go through TLS, one after another and at once, each on a connection of its own."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    environment.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    _clients.tls.cache_clear()
    connections = asyncio.Queue[object]()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await connections.put(writer)
        while True:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:  # they hang up
                writer.close()
                return
            length = int(head.lower().partition(b"content-length: ")[2].split()[0])
            text = json.loads(await reader.readexactly(length))["body"]
            body = json.dumps({"data": {"type": "message", "id": text}}).encode()
            writer.write(b"HTTP/1.1 202 X\r\ncontent-length: %d\r\n\r\n" % len(body) + body)

    async def call() -> list[str]:
        context = server_context(authority)
        async with await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context) as server:
            url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            async with AsyncFlowroute("k", "s", base_url=url, rate_limit=None) as flowroute:

                async def text(body: str) -> str:
                    sent = await flowroute.messages.send(
                        to="13125550199", from_="12065550100", body=body
                    )
                    return sent.id

                found = [await text(f"one-{number}") for number in range(3)]
                return found + list(await asyncio.gather(*map(text, ["a", "b", "c", "d"])))

    try:
        with asyncio.Runner(loop_factory=loop) as runner:
            found = runner.run(call())
    finally:
        _clients.tls.cache_clear()
    assert found == ["one-0", "one-1", "one-2", "a", "b", "c", "d"]
    assert connections.qsize() == 4
