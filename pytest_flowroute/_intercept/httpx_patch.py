"""httpx and httpx2, whose interfaces are the same.

The patch is on the transports that open connections, so that an application's own transport
around one of them is exercised. Where somebody else mocks these transports too, the client
puts this patch before theirs for as long as a request for Flowroute's hosts is under way.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

from .._base.exchange import Answer, Call
from .._playback import active as _stage
from .replacement import Layer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from types import ModuleType

    from .._base.exchange import Outcome


def layers(httpx: ModuleType) -> list[Layer]:
    """Patch the library."""
    library: Any = httpx
    streams = _streams(library)
    sync = Layer(library.HTTPTransport, "handle_request", _handler(library, streams))
    later = Layer(
        library.AsyncHTTPTransport, "handle_async_request", _async_handler(library, streams)
    )
    found = [sync, later]
    for client, layer in ((library.Client, sync), (library.AsyncClient, later)):
        chooser = Layer(client, "_transport_for_url", _chooser(client._transport_for_url, layer))
        found.append(chooser)
        send = _sender if client is library.Client else _async_sender
        found.append(Layer(client, "_send_single_request", send(chooser)))
    return found


def _handler(library: Any, streams: tuple[Any, Any]) -> Callable[..., Any]:
    def make(below: Callable[..., Any]) -> Callable[..., Any]:
        def handle_request(self: Any, request: Any) -> Any:
            playing = _stage.answering(request.url.host, request.url.port)
            if playing is None:
                return below(self, request)
            outcome = playing.answer(_call(request, request.read()))
            return _response(library, streams[0], request, outcome)

        return handle_request

    return make


def _async_handler(library: Any, streams: tuple[Any, Any]) -> Callable[..., Any]:
    def make(below: Callable[..., Any]) -> Callable[..., Any]:
        async def handle_async_request(self: Any, request: Any) -> Any:
            playing = _stage.answering(request.url.host, request.url.port)
            if playing is None:
                return await below(self, request)
            outcome = playing.answer(_call(request, await request.aread()))
            return _response(library, streams[1], request, outcome)

        return handle_async_request

    return make


def _chooser(
    real: Callable[..., Any], layer: Layer
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(below: Callable[..., Any]) -> Callable[..., Any]:
        def transport_for_url(self: Any, url: Any) -> Any:
            if _stage.answering(url.host, url.port) is None:
                return below(self, url)
            transport = real(self, url)
            return _Through(transport, layer) if layer.is_covered else transport

        return transport_for_url

    return make


def _sender(chooser: Layer) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(below: Callable[..., Any]) -> Callable[..., Any]:
        def send(self: Any, request: Any) -> Any:
            if not chooser.is_covered or not _is_played(request):
                return below(self, request)
            with chooser.before_others():
                return below(self, request)

        return send

    return make


def _async_sender(chooser: Layer) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(below: Callable[..., Any]) -> Callable[..., Any]:
        async def send(self: Any, request: Any) -> Any:
            if not chooser.is_covered or not _is_played(request):
                return await below(self, request)
            with chooser.before_others():
                return await below(self, request)

        return send

    return make


def _is_played(request: Any) -> bool:
    return _stage.answering(request.url.host, request.url.port) is not None


class _Through:
    """A client's transport, with the patch before others while it is at work."""

    def __init__(self, transport: Any, layer: Layer) -> None:
        self._transport = transport
        self._layer = layer

    def handle_request(self, request: Any) -> Any:
        with self._layer.before_others():
            return self._transport.handle_request(request)

    async def handle_async_request(self, request: Any) -> Any:
        with self._layer.before_others():
            return await self._transport.handle_async_request(request)


def _call(request: Any, body: bytes) -> Call:
    timeout = request.extensions.get("timeout", {}).get("read")
    return Call(request.method, str(request.url), dict(request.headers.items()), body, timeout)


def _response(library: Any, stream: Any, request: Any, outcome: Outcome) -> Any:
    """Return the library's response to *request*, or raise its error."""
    if not isinstance(outcome, Answer):
        raise _error(library, request, outcome)
    headers = [*outcome.headers, ("Content-Length", str(len(outcome.body)))]
    return library.Response(
        outcome.status,
        headers=headers,
        stream=stream(outcome, request),
        extensions={"http_version": b"HTTP/1.1", "reason_phrase": outcome.reason.encode()},
    )


def _error(library: Any, request: Any, outcome: str) -> Exception:
    kinds = {
        "refused": (library.ConnectError, f"[Errno {errno.ECONNREFUSED}] Connection refused"),
        "reset": (library.ReadError, f"[Errno {errno.ECONNRESET}] Connection reset by peer"),
        "connect-timeout": (library.ConnectTimeout, "timed out"),
        "read-timeout": (library.ReadTimeout, "The read operation timed out"),
        "lost-response": (
            library.RemoteProtocolError,
            "Server disconnected without sending a response.",
        ),
    }
    kind, text = kinds[outcome]
    error: Exception = kind(text, request=request)
    return error


def _streams(library: Any) -> tuple[Any, Any]:
    """Return the library's two kinds of stream, for the body of an answer."""

    def init(self: Any, answer: Answer, request: Any) -> None:
        self.answer = answer
        self.request = request

    def complete(self: Any) -> None:
        if self.answer.cut:
            raise library.RemoteProtocolError(
                "peer closed connection without sending complete message body "
                f"(received {len(self.answer.received)} bytes, expected {len(self.answer.body)})",
                request=self.request,
            )

    def pieces(self: Any) -> Iterator[bytes]:
        yield self.answer.received
        complete(self)

    async def async_pieces(self: Any) -> AsyncIterator[bytes]:
        yield self.answer.received
        complete(self)

    return (
        type("Body", (library.SyncByteStream,), {"__init__": init, "__iter__": pieces}),
        type(
            "AsyncBody", (library.AsyncByteStream,), {"__init__": init, "__aiter__": async_pieces}
        ),
    )
