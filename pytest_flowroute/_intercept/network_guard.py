"""The last gates before the network, where a request for Flowroute's hosts is stopped.

They are below everything that mocks an HTTP library, so what is mocked is not stopped: name
resolution, asyncio's and uvloop's; and for each library the place where a connection is used,
which may be one that is open already, or one to a proxy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast
from urllib.parse import urlsplit

from .._playback import active as _stage
from .replacement import Layer

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

Gate: TypeAlias = "tuple[Any, str, Callable[[Callable[..., Any]], Callable[..., Any]]]"
"""A class or module, the name of a function in it, and what puts a gate before that."""


def layers(library: ModuleType) -> list[Layer]:
    """Patch this library."""
    found = GATES[library.__name__](library)
    return [Layer(owner, name, make) for owner, name, make in found]


def _socket(library: Any) -> list[Gate]:
    names = ("getaddrinfo", "gethostbyname", "gethostbyname_ex")
    return [
        *((library, name, _gate(_first)) for name in names),
        *((library.socket, name, _gate(_address)) for name in ("connect", "connect_ex")),
    ]


def _http_client(library: Any) -> list[Gate]:
    connection = library.HTTPConnection
    return [
        (connection, "putrequest", _gate(_target)),
        (connection, "_tunnel", tunnelled),
    ]


def _httpcore(library: Any) -> list[Gate]:
    return [
        (library.ConnectionPool, "handle_request", _core),
        (library.AsyncConnectionPool, "handle_async_request", _async_core),
    ]


def _uvloop(library: Any) -> list[Gate]:
    return [
        (library.Loop, "getaddrinfo", _gate(_loop_host)),
        (library.Loop, "create_connection", _gate(_connection_host)),
        (library.Loop, "sock_connect", _gate(_loop_address)),
    ]


def _aiodns(library: Any) -> list[Gate]:
    names = ("getaddrinfo", "gethostbyname", "query", "query_dns")
    resolver = library.DNSResolver
    return [(resolver, name, _gate(_loop_host)) for name in names if hasattr(resolver, name)]


GATES: dict[str, Callable[[Any], list[Gate]]] = {
    "aiodns": _aiodns,
    "http.client": _http_client,
    "httpcore": _httpcore,
    "httpcore2": _httpcore,
    "socket": _socket,
    "uvloop": _uvloop,
}


def _gate(host_of: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what puts a gate before a function: *host_of* tells the host from its arguments."""

    def make(below: Callable[..., Any]) -> Callable[..., Any]:
        def gate(*args: Any, **settings: Any) -> Any:
            __tracebackhide__ = True
            _stage.guard(host_of(*args, **settings))
            return below(*args, **settings)

        return gate

    return make


def tunnelled(below: Callable[..., Any]) -> Callable[..., Any]:
    """Return what puts a gate before the request for a tunnel through a proxy."""

    def gate(self: Any) -> Any:
        _stage.guard(self._tunnel_host)
        return below(self)

    return gate


def _core(below: Callable[..., Any]) -> Callable[..., Any]:
    # respx reads the names of the parameters.
    def handle_request(self: Any, request: Any) -> Any:
        __tracebackhide__ = True
        _stage.guard(request.url.host)
        return below(self, request)

    return handle_request


def _async_core(below: Callable[..., Any]) -> Callable[..., Any]:
    async def handle_async_request(self: Any, request: Any) -> Any:
        __tracebackhide__ = True
        _stage.guard(request.url.host)
        return await below(self, request)

    return handle_async_request


def _first(host: Any = None, *_: Any, **__: Any) -> Any:
    return host


def _address(_: Any, address: Any) -> Any:
    return _host(address)


def _host(address: Any) -> Any:
    return cast("tuple[object, ...]", address)[0] if isinstance(address, tuple) else None


def _loop_address(_: Any, __: Any, address: Any) -> Any:
    return _host(address)


def _loop_host(_: Any, host: Any = None, *__: Any, **___: Any) -> Any:
    return host


def _connection_host(_: Any, __: Any, host: Any = None, *___: Any, **settings: Any) -> Any:
    return host or settings.get("server_hostname")


def _target(connection: Any, _: str, url: str = "", **__: Any) -> Any:
    """Return the host of a request: a proxy is asked for a whole URL or through a tunnel."""
    return urlsplit(url).hostname or connection._tunnel_host or connection.host
