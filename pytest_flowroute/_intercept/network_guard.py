"""The block of live requests, where a connection to one of Flowroute's hosts is made.

It is below everything that mocks an HTTP library, so what is mocked is not blocked: name
resolution and connections of `socket`, which asyncio uses as well, and those of uvloop and
aiodns, which do not use `socket`. A connection through a proxy is stopped before its TLS
handshake with Flowroute, when the proxy has got no more than the name of the host.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

from .._base import blocking
from .method_patch import MethodPatch, Wrap

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

Guard: TypeAlias = "tuple[Any, str, Wrap]"
"""A class or module, the name of a function in it, and what wraps that function."""


def patches(library: ModuleType) -> list[MethodPatch]:
    """Return the patches of this library."""
    return [
        MethodPatch(owner, name, wrap) for owner, name, wrap in GUARDS[library.__name__](library)
    ]


def _socket(library: Any) -> list[Guard]:
    names = ("getaddrinfo", "gethostbyname", "gethostbyname_ex")
    return [
        *((library, name, _guarded(_first)) for name in names),
        *((library.socket, name, _guarded(_address)) for name in ("connect", "connect_ex")),
        # Event loops make a pair of sockets when they start: the last moment to patch uvloop
        # that a test imports itself.
        (library, "socketpair", _guarded(_no_host)),
    ]


def _ssl(library: Any) -> list[Guard]:
    return [
        (library.SSLContext, "wrap_socket", _guarded(_socket_server_name)),
        (library.SSLContext, "wrap_bio", _guarded(_bio_server_name)),
    ]


def _uvloop(library: Any) -> list[Guard]:
    return [
        (library.Loop, "getaddrinfo", _guarded(_second)),
        (library.Loop, "create_connection", _guarded(_connection_host)),
        (library.Loop, "sock_connect", _guarded(_loop_address)),
    ]


def _aiodns(library: Any) -> list[Guard]:
    names = ("getaddrinfo", "gethostbyname", "query", "query_dns")
    resolver = library.DNSResolver
    return [(resolver, name, _guarded(_second)) for name in names if hasattr(resolver, name)]


GUARDS: dict[str, Callable[[Any], list[Guard]]] = {
    "aiodns": _aiodns,
    "socket": _socket,
    "ssl": _ssl,
    "uvloop": _uvloop,
}


def _guarded(host_of: Callable[..., Any]) -> Wrap:
    """Return what checks a function's host, which *host_of* returns for its arguments."""
    from . import NETWORK

    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*args: Any, **settings: Any) -> Any:
            __tracebackhide__ = True
            NETWORK.update()
            blocking.check(host_of(*args, **settings))
            return below(*args, **settings)

        return guarded

    return wrap


def _no_host(*_: Any, **__: Any) -> None:
    return None


def _first(host: Any = None, *_: Any, **__: Any) -> Any:
    return host


def _second(_: Any, host: Any = None, *__: Any, **___: Any) -> Any:
    return host


def _address(_: Any, address: Any) -> Any:
    return _host(address)


def _host(address: Any) -> Any:
    return cast("tuple[object, ...]", address)[0] if isinstance(address, tuple) else None


def _loop_address(_: Any, __: Any, address: Any) -> Any:
    return _host(address)


def _connection_host(_: Any, __: Any, host: Any = None, *___: Any, **settings: Any) -> Any:
    return host or settings.get("server_hostname")


def _socket_server_name(*args: Any, server_hostname: Any = None, **_: Any) -> Any:
    return args[5] if len(args) > 5 else server_hostname


def _bio_server_name(*args: Any, server_hostname: Any = None, **_: Any) -> Any:
    return args[4] if len(args) > 4 else server_hostname
