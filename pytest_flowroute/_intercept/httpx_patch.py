"""httpx and httpx2, which have the same interface.

The patch is on the transports that open connections, so that an application's own transport
around one of them works as always. If another library mocks these transports too, the client
puts this patch in front of theirs during a request for Flowroute's hosts.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

from .._base import active
from .._base.http_messages import HTTPRequest, HTTPResponse, as_sent
from .method_patch import MethodPatch, Own, Wrap

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from types import ModuleType

    from .._base.http_messages import Outcome


def patches(httpx: ModuleType, own: Own) -> list[MethodPatch]:
    """Return the patches of the library."""
    library: Any = httpx
    streams = _streams(library)
    sync = MethodPatch(library.HTTPTransport, "handle_request", _handle_wrap(library, streams))
    asynchronous = MethodPatch(
        library.AsyncHTTPTransport, "handle_async_request", _async_handle_wrap(library, streams)
    )
    method_patches = [sync, asynchronous]
    for client, patch in ((library.Client, sync), (library.AsyncClient, asynchronous)):
        name = "_transport_for_url"
        getter = MethodPatch(client, name, _transport_getter(own(client, name), patch))
        method_patches.append(getter)
        send = _send_wrap if client is library.Client else _async_send_wrap
        method_patches.append(MethodPatch(client, "_send_single_request", send(getter)))
    return method_patches


def _handle_wrap(library: Any, streams: tuple[Any, Any]) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def handle_request(self: Any, request: Any) -> Any:
            responder = active.responder_for(request.url.host, request.url.port)
            if responder is None:
                return below(self, request)
            outcome = responder.respond(_request(request, request.read()))
            return _response(library, streams[0], request, outcome)

        return handle_request

    return wrap


def _async_handle_wrap(library: Any, streams: tuple[Any, Any]) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        async def handle_async_request(self: Any, request: Any) -> Any:
            responder = active.responder_for(request.url.host, request.url.port)
            if responder is None:
                return await below(self, request)
            outcome = responder.respond(_request(request, await request.aread()))
            return _response(library, streams[1], request, outcome)

        return handle_async_request

    return wrap


def _transport_getter(real: Callable[..., Any], patch: MethodPatch) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def transport_for_url(self: Any, url: Any) -> Any:
            if active.responder_for(url.host, url.port) is None:
                return below(self, url)
            transport = real(self, url)
            return _FrontTransport(transport, patch) if patch.is_covered else transport

        return transport_for_url

    return wrap


def _send_wrap(getter: MethodPatch) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def send(self: Any, request: Any) -> Any:
            if not getter.is_covered or not _is_played(request):
                return below(self, request)
            with getter.in_front():
                return below(self, request)

        return send

    return wrap


def _async_send_wrap(getter: MethodPatch) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        async def send(self: Any, request: Any) -> Any:
            if not getter.is_covered or not _is_played(request):
                return await below(self, request)
            with getter.in_front():
                return await below(self, request)

        return send

    return wrap


def _is_played(request: Any) -> bool:
    return active.responder_for(request.url.host, request.url.port) is not None


class _FrontTransport:
    """A client's transport, with the patch in front of other libraries' while it sends."""

    def __init__(self, transport: Any, patch: MethodPatch) -> None:
        self._transport = transport
        self._patch = patch

    def handle_request(self, request: Any) -> Any:
        with self._patch.in_front():
            return self._transport.handle_request(request)

    async def handle_async_request(self, request: Any) -> Any:
        with self._patch.in_front():
            return await self._transport.handle_async_request(request)


def _request(request: Any, body: bytes) -> HTTPRequest:
    timeout = request.extensions.get("timeout", {}).get("read")
    return HTTPRequest(
        request.method, str(request.url), dict(request.headers.items()), body, timeout
    )


def _response(library: Any, stream: Any, request: Any, outcome: Outcome) -> Any:
    """Return the library's response to *request*, or raise its error."""
    if not isinstance(outcome, HTTPResponse):
        raise _error(library, request, outcome)
    fields = [*outcome.headers, ("Content-Length", str(len(outcome.body)))]
    headers = [(as_sent(name), as_sent(value)) for name, value in fields]
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
    """Return the library's two kinds of stream, for the body of a response."""

    def init(self: Any, sent: HTTPResponse, request: Any) -> None:
        self.sent = sent
        self.request = request

    def check(self: Any) -> None:
        if self.sent.cut:
            raise library.RemoteProtocolError(
                "peer closed connection without sending complete message body "
                f"(received {len(self.sent.received)} bytes, expected {len(self.sent.body)})",
                request=self.request,
            )

    def chunks(self: Any) -> Iterator[bytes]:
        yield self.sent.received
        check(self)

    async def async_chunks(self: Any) -> AsyncIterator[bytes]:
        yield self.sent.received
        check(self)

    return (
        type("Body", (library.SyncByteStream,), {"__init__": init, "__iter__": chunks}),
        type(
            "AsyncBody", (library.AsyncByteStream,), {"__init__": init, "__aiter__": async_chunks}
        ),
    )
