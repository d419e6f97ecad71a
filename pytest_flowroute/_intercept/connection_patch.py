"""http.client and httpcore: the block of live requests on connections that are open already.

The connection may be one to a proxy. Installed only while a test uses the plugin; requests over
new connections are blocked by `network_guard`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .._base import blocking
from .method_patch import MethodPatch

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def patches(library: ModuleType) -> list[MethodPatch]:
    """Return the patches of this library."""
    return _http_client(library) if library.__name__ == "http.client" else _httpcore(library)


def _http_client(library: Any) -> list[MethodPatch]:
    connection = library.HTTPConnection
    return [
        MethodPatch(connection, "putrequest", _put_request),
        MethodPatch(connection, "_tunnel", tunnel),
    ]


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
        # A proxy gets a whole URL, or a tunnel.
        blocking.check(urlsplit(url).hostname or self._tunnel_host or self.host)
        return below(self, method, url, *args, **settings)

    return put_request


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
