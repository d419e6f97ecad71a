"""The block of live requests in this process, where a connection is made.

It is below everything that mocks an HTTP library, so what is mocked is not blocked. It guards the
names that `socket`, uvloop and aiodns look up and connect to, the addresses that `socket` and
uvloop connect to, the names for which `ssl` begins a handshake, and what is sent over `socket`
and `ssl` to a proxy or a name server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from ..._base import blocking
from ..method_patch import MethodPatch, Own, Wrap
from . import addresses
from .sent_hosts import SentHosts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

HOSTS: Final = SentHosts()

Guard: TypeAlias = "tuple[Any, str, Wrap]"
"""A class or module, the name of a function in it, and what wraps that function."""


def patches(library: ModuleType, _: Own) -> list[MethodPatch]:
    """Return the patches of this library."""
    return [
        MethodPatch(owner, name, wrap) for owner, name, wrap in GUARDS[library.__name__](library)
    ]


def _socket(library: Any) -> list[Guard]:
    resolve = library.getaddrinfo
    connect = _guarded(_address, resolve)
    message = _guarded(_message_address, resolve)
    return [
        (library, "getaddrinfo", _look_up(_rows)),
        (library, "gethostbyname", _look_up(_single)),
        (library, "gethostbyname_ex", _look_up(_listed)),
        (library, "gethostbyaddr", _look_up(_listed)),
        *((library.socket, name, connect) for name in ("connect", "connect_ex")),
        (library.socket, "bind", _guarded(_address)),
        *((library.socket, name, _sent) for name in ("send", "sendall")),
        (library.socket, "sendto", lambda below: _sent(connect(below))),
        (library.socket, "sendmsg", lambda below: _sent_parts(message(below))),
        # Event loops make a pair of sockets when they start: the last moment to patch uvloop
        # that a test imports itself.
        (library, "socketpair", _guarded(_no_host)),
    ]


def _ssl(library: Any) -> list[Guard]:
    return [
        (library.SSLContext, "wrap_socket", _guarded(_socket_server_name)),
        (library.SSLContext, "wrap_bio", _guarded(_bio_server_name)),
        *((library.SSLSocket, name, _sent) for name in ("send", "write")),
        (library.SSLObject, "write", _sent),
    ]


def _uvloop(library: Any) -> list[Guard]:
    import socket

    resolve = socket.getaddrinfo
    return [
        (library.Loop, "getaddrinfo", _guarded(_second)),
        (library.Loop, "create_connection", _guarded(_connection_host, resolve)),
        (library.Loop, "create_datagram_endpoint", _guarded(_datagram_host, resolve)),
        (library.Loop, "sock_connect", _guarded(_loop_address, resolve)),
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


def _guarded(host_of: Callable[..., Any], resolve: Callable[..., Any] | None = None) -> Wrap:
    """Return what checks a function's host, which *host_of* returns for its arguments.

    With *resolve* the host may be an address.
    """
    from .. import NETWORK

    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*args: Any, **settings: Any) -> Any:
            __tracebackhide__ = True
            NETWORK.update()
            host = host_of(*args, **settings)
            blocking.check(host)
            if resolve is not None and blocking.is_on() and addresses.is_flowroutes(host, resolve):
                blocking.stop()
            return below(*args, **settings)

        return guarded

    return wrap


def _look_up(addresses_in: Callable[[Any], Iterable[object]]) -> Wrap:
    """Return what checks the host that is looked up, and notes the addresses of others."""
    from .. import NETWORK

    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def look_up(*args: Any, **settings: Any) -> Any:
            __tracebackhide__ = True
            NETWORK.update()
            host = _first(*args, **settings)
            blocking.check(host)
            result = below(*args, **settings)
            addresses.note(host, addresses_in(result))
            return result

        return look_up

    return wrap


def _sent(below: Callable[..., Any]) -> Callable[..., Any]:
    """Return what checks the data for a socket."""

    def sent(self: Any, data: object, *args: Any, **settings: Any) -> Any:
        __tracebackhide__ = True
        blocking.check(HOSTS.named(self, data))
        return below(self, data, *args, **settings)

    return sent


def _sent_parts(below: Callable[..., Any]) -> Callable[..., Any]:
    """Return what checks the data for a socket, which is in several parts."""

    def sent(self: Any, data: Iterable[object], *args: Any, **settings: Any) -> Any:
        __tracebackhide__ = True
        parts = [*data]
        blocking.check(HOSTS.named(self, *parts))
        return below(self, parts, *args, **settings)

    return sent


def _no_host(*_: Any, **__: Any) -> None:
    return None


def _first(host: Any = None, *_: Any, **__: Any) -> Any:
    return host


def _second(_: Any, host: Any = None, *__: Any, **___: Any) -> Any:
    return host


def _address(_: Any, *args: Any, **__: Any) -> Any:
    """Return the host of the address, which is the last argument."""
    return _host(args[-1]) if args else None


def _message_address(_: Any, *args: Any, **__: Any) -> Any:
    """Return the host of the address, which follows data, ancillary data and flags."""
    return _host(args[3]) if len(args) > 3 else None


def _host(address: Any) -> Any:
    return (
        cast("tuple[object, ...]", address)[0] if isinstance(address, tuple) and address else None
    )


def _loop_address(_: Any, __: Any, address: Any) -> Any:
    return _host(address)


def _connection_host(_: Any, __: Any, host: Any = None, *___: Any, **settings: Any) -> Any:
    return host or settings.get("server_hostname")


def _datagram_host(_: Any, __: Any, ___: Any = None, remote_addr: Any = None, **____: Any) -> Any:
    return _host(remote_addr)


def _socket_server_name(*args: Any, server_hostname: Any = None, **_: Any) -> Any:
    return args[5] if len(args) > 5 else server_hostname


def _bio_server_name(*args: Any, server_hostname: Any = None, **_: Any) -> Any:
    return args[4] if len(args) > 4 else server_hostname


def _rows(result: Any) -> Iterable[object]:
    return [row[4][0] for row in result]


def _single(result: Any) -> Iterable[object]:
    return [result]


def _listed(result: Any) -> Iterable[object]:
    return cast("Iterable[object]", result[2])
