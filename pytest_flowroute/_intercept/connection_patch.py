"""http.client, with what uses it, and httpcore.

A connection of http.client to Flowroute is a socket without a network while a test is answered, so
urllib.request works, and httplib2, which connects by code of its own. Requests on connections that
are open already are blocked; one may be to a proxy. Requests over new connections are blocked by
`live.network_guard`.
"""

from __future__ import annotations

import http.client
from socket import getdefaulttimeout
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .._base import active, blocking
from .method_patch import MethodPatch, Own, Wrap
from .replay_socket import ReplaySocket

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def patches(library: ModuleType, own: Own) -> list[MethodPatch]:
    """Return the patches of this library."""
    if library.__name__ == "http.client":
        return _http_client(library, own)
    return _httplib2(library) if library.__name__ == "httplib2" else _httpcore(library)


def _http_client(library: Any, own: Own) -> list[MethodPatch]:
    import urllib.request

    connection = library.HTTPConnection
    request = MethodPatch(connection, "request", _request_wrap(own(connection, "request")))
    handler = urllib.request.AbstractHTTPHandler
    return [
        request,
        MethodPatch(handler, "do_open", _open_wrap(request)),
        MethodPatch(connection, "putrequest", _put_request),
        MethodPatch(connection, "_tunnel", tunnel),
        MethodPatch(connection, "connect", connect_without_network),
        MethodPatch(library.HTTPSConnection, "connect", connect_without_network),
    ]


def _httplib2(library: Any) -> list[MethodPatch]:
    classes = library.HTTPConnectionWithTimeout, library.HTTPSConnectionWithTimeout
    return [MethodPatch(kind, "connect", connect_without_network) for kind in classes]


def _httpcore(library: Any) -> list[MethodPatch]:
    return [
        MethodPatch(library.ConnectionPool, "handle_request", _handler),
        MethodPatch(library.AsyncConnectionPool, "handle_async_request", _async_handler),
    ]


def tunnel(below: Callable[..., Any]) -> Callable[..., Any]:
    """Return what blocks the request for a tunnel through a proxy."""

    def checked(self: Any) -> Any:
        __tracebackhide__ = True
        blocking.check(self._tunnel_host)
        return below(self)

    return checked


def _put_request(below: Callable[..., Any]) -> Callable[..., Any]:
    def put_request(self: Any, method: str, url: str, *args: Any, **settings: Any) -> Any:
        __tracebackhide__ = True
        host, port = _end(self)
        if active.responder_for(host, port) is None:
            # A proxy gets a whole URL, or a tunnel.
            blocking.check(urlsplit(url).hostname or host)
        elif self.sock is not None and not isinstance(self.sock, ReplaySocket):
            self.close()  # it was opened before the test
        return below(self, method, url, *args, **settings)

    return put_request


def _request_wrap(real: Callable[..., Any]) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def request(self: Any, *args: Any, **settings: Any) -> Any:
            responder = active.responder_for(*_end(self))
            return (below if responder is None else real)(self, *args, **settings)

        return request

    return wrap


def _open_wrap(request: MethodPatch) -> Wrap:
    """Return what has a connection's real method in front of mocks, for Flowroute's hosts."""

    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def do_open(self: Any, http_class: Any, req: Any, **settings: Any) -> Any:
            parts = urlsplit(str(req.full_url))
            responder = active.responder_for(parts.hostname, parts.port)
            if responder is None or not request.is_covered:
                return below(self, http_class, req, **settings)
            with request.in_front():
                return below(self, http_class, req, **settings)

        return do_open

    return wrap


def connect_without_network(below: Callable[..., Any]) -> Callable[..., Any]:
    """Return what gives a connection to Flowroute a socket that is answered here."""

    def connect(self: Any) -> None:
        __tracebackhide__ = True
        host, port = _end(self)
        if active.responder_for(host, port) is None:
            below(self)
            return
        is_number = isinstance(self.timeout, int | float)
        timeout = self.timeout if is_number or self.timeout is None else getdefaulttimeout()
        scheme = "http" if self.default_port == http.client.HTTP_PORT else "https"
        self.sock = ReplaySocket(scheme, host, port, timeout)

    return connect


def _end(connection: Any) -> tuple[str, int]:
    """Return the host and the port that requests are for, behind a tunnel if there is one."""
    if connection._tunnel_host:
        return connection._tunnel_host, connection._tunnel_port
    return connection.host, connection.port


def _handler(below: Callable[..., Any]) -> Callable[..., Any]:
    # respx reads the names of the parameters.
    def handle_request(self: Any, request: Any) -> Any:
        __tracebackhide__ = True
        blocking.check(request.url.host)
        return below(self, request)

    return handle_request


def _async_handler(below: Callable[..., Any]) -> Callable[..., Any]:
    async def handle_async_request(self: Any, request: Any) -> Any:
        __tracebackhide__ = True
        blocking.check(request.url.host)
        return await below(self, request)

    return handle_async_request
