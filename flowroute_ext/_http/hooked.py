"""Responses that hooks of the user's HTTP client see before we do, and may read.

The library would decompress them any number of times, and without a bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .bodies import Body, received
from .surplus import has_surplus

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

# The extension of a request that has the bound of its response, and the one of a response that
# has its body.
OURS = "flowroute_ext"


def bound_for_hooks(library: Any, client: Any, response: Any) -> None:
    """Have the hooks of *client* get *response* decompressed, and as far as it is within bounds."""
    if not client.event_hooks["response"] or response.is_stream_consumed:
        return
    body = Body(response.headers.get("content-encoding", ""), response.request.extensions[OURS])
    response.headers.pop("content-encoding", None)
    response.extensions[OURS] = body
    response.stream = _stream(library, response, body)


def body_for_hooks(response: Any) -> Body | None:
    """Return the body of *response* if it was bounded for hooks."""
    body: Body | None = response.extensions.get(OURS)
    return body


def body_read(response: Any, bound: int) -> Body:
    """Return what a transport or a hook of the user's has read of *response*, if anything."""
    hooked = body_for_hooks(response)
    if hooked is not None:
        return hooked
    return received(response.content if response.is_stream_consumed else b"", bound)


def _stream(library: Any, response: Any, body: Body) -> Any:
    """Return the stream of *response* as one of the content of *body*, in one piece.

    It closes a connection with a surplus itself: when the stream is closed, it goes to the pool.
    """
    inner = response.stream

    def iterate(_: Any) -> Iterator[bytes]:
        for piece in inner:
            if not body.add(piece):
                break
        else:
            body.end()
            if has_surplus(inner):
                response.extensions["network_stream"].close()
        yield body.content

    async def aiterate(_: Any) -> AsyncIterator[bytes]:
        async for piece in inner:
            if not body.add(piece):
                break
        else:
            body.end()
            if has_surplus(inner):
                await response.extensions["network_stream"].aclose()
        yield body.content

    def close(_: Any) -> None:
        inner.close()

    async def aclose(_: Any) -> None:
        await inner.aclose()

    methods: dict[str, Any] = {
        "__iter__": iterate,
        "__aiter__": aiterate,
        "close": close,
        "aclose": aclose,
    }
    return type("Stream", (library.SyncByteStream, library.AsyncByteStream), methods)()
