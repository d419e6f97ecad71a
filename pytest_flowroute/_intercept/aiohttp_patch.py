"""aiohttp: a transport without a network, from which the library reads a response.

The connector returns it, so that the library's own redirects, retries, timeouts and errors
work. Mocks of aiohttp replace `ClientSession._request`; the methods that call it put the real
one in front of theirs, for Flowroute's hosts.
"""

from __future__ import annotations

import asyncio
import errno
from typing import TYPE_CHECKING, Any, Final

from .._base import active, blocking
from .._base.http_messages import HTTPRequest, HTTPResponse
from .http_parsing import RequestParser, wire
from .method_patch import MethodPatch, Own, Wrap

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from .._base.http_messages import Failure
    from .._base.responder import Responder

VERBS: Final = ("get", "options", "head", "post", "put", "patch", "delete")


def patches(aiohttp: ModuleType, own: Own) -> list[MethodPatch]:
    """Return the patches of the library."""
    library: Any = aiohttp
    session = library.ClientSession
    request = MethodPatch(session, "_request", _request_wrap(own(session, "_request")))
    return [
        MethodPatch(library.BaseConnector, "connect", _connect_wrap(library)),
        request,
        *(MethodPatch(session, verb, _verb_wrap(request, 0)) for verb in VERBS),
        MethodPatch(session, "request", _verb_wrap(request, 1)),
    ]


def _verb_wrap(patch: MethodPatch, place: int) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def verb(self: Any, *args: Any, **settings: Any) -> Any:
            url = args[place] if len(args) > place else settings.get("url", "")
            if not patch.is_covered or _responder(self._build_url(url)) is None:
                return below(self, *args, **settings)
            with patch.in_front():
                return below(self, *args, **settings)

        return verb

    return wrap


def _request_wrap(real: Callable[..., Any]) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def request(self: Any, method: str, str_or_url: Any, **settings: Any) -> Any:
            responder = _responder(self._build_url(str_or_url))
            send = below if responder is None else real
            return send(self, method, str_or_url, **settings)

        return request

    return wrap


def _connect_wrap(library: Any) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        async def connect(self: Any, req: Any, traces: Any, timeout: Any) -> Any:
            responder = _responder(req.url)
            if responder is None:
                if req.proxy:
                    blocking.check(req.url.host)
                return await below(self, req, traces, timeout)
            protocol = library.client_proto.ResponseHandler(asyncio.get_running_loop())
            transport = _ReplayTransport(protocol, req, responder, library, _timeout(timeout))
            protocol.connection_made(transport)
            protocol.force_close()
            return library.connector.Connection(self, req.connection_key, protocol, self._loop)

        return connect

    return wrap


def _responder(url: Any) -> Responder | None:
    return active.responder_for(url.host, url.port)


class _ReplayTransport(asyncio.Transport):
    """A transport without a network: reads one request, and writes its response."""

    def __init__(
        self, protocol: Any, sent: Any, responder: Responder, library: Any, timeout: float | None
    ) -> None:
        super().__init__()
        self._protocol = protocol
        self._sent = sent
        self._responder = responder
        self._library = library
        self._timeout = timeout
        self._request = RequestParser()
        self._closing = False

    def write(self, data: bytes | bytearray | memoryview[Any]) -> None:
        """Read a part of the request; respond as soon as it is complete."""
        if self._request.feed(bytes(data)):
            asyncio.get_running_loop().call_soon(self._respond)

    def is_closing(self) -> bool:
        """Whether the client has closed it."""
        return self._closing

    def close(self) -> None:
        """Close it."""
        self._closing = True

    def abort(self) -> None:
        """Close it."""
        self._closing = True

    def pause_reading(self) -> None:
        """Do nothing: the response is complete."""

    def resume_reading(self) -> None:
        """Do nothing: the response is complete."""

    def _respond(self) -> None:
        parsed = self._request
        url = str(self._sent.url)
        request = HTTPRequest(parsed.method, url, parsed.headers, parsed.body, self._timeout)
        try:
            outcome = self._responder.respond(request)
        except Exception as error:  # where it is raised, the event loop would only log it
            self._protocol.set_exception(error)
            return
        if isinstance(outcome, HTTPResponse):
            self._protocol.data_received(wire(outcome))
            if outcome.cut:
                self._protocol.connection_lost(None)
        else:
            self._fail(outcome)

    def _fail(self, outcome: Failure) -> None:
        if outcome == "lost-response":
            self._protocol.connection_lost(None)
        elif outcome == "reset":
            lost = ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
            self._protocol.connection_lost(lost)
        elif outcome == "refused":
            refused = ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
            error = self._library.ClientConnectorError(self._sent.connection_key, refused)
            self._protocol.set_exception(error)
        elif outcome == "connect-timeout":
            text = f"Connection timeout to host {self._sent.url}"
            self._protocol.set_exception(self._timeout_error("ConnectionTimeoutError")(text))
        else:
            text = "Timeout on reading data from socket"
            self._protocol.set_exception(self._timeout_error("SocketTimeoutError")(text))

    def _timeout_error(self, name: str) -> Any:
        # Before 3.10 there is one for both.
        return getattr(self._library, name, self._library.ServerTimeoutError)


def _timeout(timeout: Any) -> float | None:
    """Return the timeout of a response in seconds; None is without a limit."""
    limits = [limit for limit in (timeout.sock_read, timeout.total) if limit]
    return min(limits, default=None)
