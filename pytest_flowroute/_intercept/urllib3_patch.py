"""urllib3 and urllib3-future, with requests and niquests on top of them.

The patch is where the pool gets a response from a connection, so that the library's own retries,
redirects and errors work as always. Connections are not opened.
"""

from __future__ import annotations

import errno
import http.client
from functools import partial
from socket import getdefaulttimeout
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from .._base import active, blocking
from .._base.http_messages import HTTPRequest, HTTPResponse
from .connection_patch import connect_without_network, tunnel
from .http_parsing import read_by_http_client
from .method_patch import MethodPatch, Own, Wrap

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from .._base.http_messages import Outcome

PASSED_ON: Final = (
    *("retries", "preload_content", "decode_content", "enforce_content_length"),
    *("request_method", "request_url"),
)


def patches(urllib3: ModuleType, own: Own) -> list[MethodPatch]:
    """Return the patches of the library."""
    library: Any = urllib3
    pools = library.connectionpool
    connection = library.connection.HTTPConnection
    has_tunnel = "_tunnel" in vars(connection)
    pool_class = pools.HTTPConnectionPool
    urlopen = MethodPatch(pool_class, "urlopen", lambda below: below)
    manager = library.PoolManager
    front = _front_urlopen(own(pool_class, "urlopen"))
    secure = library.connection.HTTPSConnection
    method_patches = [
        urlopen,
        # requests before 2.30 sends bodies of unknown length by a connection of a pool.
        *(MethodPatch(kind, "connect", connect_without_network) for kind in {connection, secure}),
        MethodPatch(manager, "connection_from_host", _pool_wrap(urlopen, front)),
        # urllib3 has its own copy of http.client's where that has bugs.
        *([MethodPatch(connection, "_tunnel", tunnel)] if has_tunnel else []),
        MethodPatch(pool_class, "_make_request", _make_request_wrap(library)),
        MethodPatch(pools.HTTPSConnectionPool, "_prepare_proxy", _proxy_preparer),
    ]
    if hasattr(library, "AsyncHTTPResponse"):  # urllib3-future, under either name
        pool = library.AsyncHTTPConnectionPool
        method_patches.append(MethodPatch(pool, "_make_request", _async_make_request_wrap(library)))
    return method_patches


def _front_urlopen(real: Callable[..., Any]) -> Callable[..., Any]:
    def urlopen(pool: Any, *args: Any, **settings: Any) -> Any:
        try:
            return real(pool, *args, **settings)
        finally:
            if "urlopen" in vars(pool):
                del pool.urlopen

    return urlopen


def _pool_wrap(urlopen: MethodPatch, front: Callable[..., Any]) -> Wrap:
    """Return what has the next call of a pool bypass the mocks that replace its `urlopen`."""

    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def connection_from_host(self: Any, *args: Any, **settings: Any) -> Any:
            pool = below(self, *args, **settings)
            if urlopen.is_covered and active.responder_for(pool.host, pool.port) is not None:
                pool.urlopen = partial(front, pool)
            return pool

        return connection_from_host

    return wrap


def _make_request_wrap(library: Any) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def make_request(self: Any, conn: Any, method: str, url: str, **given: Any) -> Any:
            __tracebackhide__ = True
            read = _answered(library, self, conn, {**given, "method": method, "url": url})
            if read is None:
                return below(self, conn, method, url, **given)
            if "response_conn" not in given:  # of version 1.26, where the caller makes it
                return read
            settings = {**given, "request_method": method, "request_url": url}
            return _response(library, library.HTTPResponse, self, read, settings)

        return make_request

    return wrap


def _async_make_request_wrap(library: Any) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        async def make_request(self: Any, conn: Any, method: str, url: str, **given: Any) -> Any:
            __tracebackhide__ = True
            read = _answered(library, self, conn, {**given, "method": method, "url": url})
            if read is None:
                return await below(self, conn, method, url, **given)
            settings = {**given, "request_method": method, "request_url": url}
            return _response(library, library.AsyncHTTPResponse, self, read, settings)

        return make_request

    return wrap


def _answered(
    library: Any, pool: Any, conn: Any, given: dict[str, Any]
) -> http.client.HTTPResponse | None:
    """Return the response to a request, or raise the library's error; None for other hosts."""
    __tracebackhide__ = True
    method, url = given["method"], given["url"]
    target = _target(pool, url)
    parts = urlsplit(target)
    responder = active.responder_for(parts.hostname, parts.port)
    if responder is None:
        return None
    fields = dict(given.get("headers") or pool.headers)
    headers = {name.lower(): _text(value) for name, value in fields.items()}
    body, timeout = _bytes(given.get("body")), _timeout(pool, given)
    outcome = responder.respond(HTTPRequest(method, target, headers, body, timeout))
    if isinstance(outcome, HTTPResponse):
        return read_by_http_client(outcome, method)
    raise _error(library, pool, conn, url, outcome)


def _proxy_preparer(below: Callable[..., Any]) -> Callable[..., Any]:
    def prepare_proxy(self: Any, conn: Any) -> Any:
        if active.responder_for(self.host, self.port) is not None:
            return None
        blocking.check(self.host)
        return below(self, conn)

    return prepare_proxy


def _target(pool: Any, url: str) -> str:
    """Return the whole URL; a proxy is asked for whole ones anyway."""
    port = "" if pool.port is None else f":{pool.port}"
    return url if "://" in url else f"{pool.scheme}://{pool.host}{port}{url}"


def _timeout(pool: Any, given: dict[str, Any]) -> float | None:
    """Return the timeout of a response in seconds; None is without a limit."""
    timeout = pool._get_timeout(given.get("timeout", pool.timeout))
    timeout.start_connect()
    seconds = timeout.read_timeout
    # In version 1.26 an object stands for the default.
    return seconds if isinstance(seconds, int | float | None) else getdefaulttimeout()


def _response(library: Any, kind: Any, pool: Any, read: Any, given: dict[str, Any]) -> Any:
    """Return a response of the library, as its connections make it."""
    if hasattr(library, "AsyncHTTPResponse"):
        read.__class__ = _EarlyEnd
    response = kind(
        body=read,
        headers=library.response.HTTPHeaderDict(read.msg.items()),
        status=read.status,
        version=read.version,
        reason=read.reason,
        original_response=read,
        connection=given["response_conn"],
        pool=pool,
        **{name: given[name] for name in PASSED_ON if name in given},
    )
    response.version_string = "HTTP/1.1"
    return response


class _EarlyEnd(http.client.HTTPResponse):
    """Raises an error that urllib3-future, which has its own http.client, turns into its own."""

    def read(self, amt: int | None = None) -> bytes:
        try:
            return super().read(amt)
        except http.client.IncompleteRead as cut:
            raise ConnectionError(str(cut)) from cut


def _error(library: Any, pool: Any, conn: Any, url: str, outcome: Outcome) -> Exception:
    errors = library.exceptions
    error: Exception
    if outcome == "refused":
        text = f"[Errno {errno.ECONNREFUSED}] Connection refused"
        error = errors.NewConnectionError(conn, f"Failed to establish a new connection: {text}")
    elif outcome == "connect-timeout":
        error = errors.ConnectTimeoutError(conn, f"Connection to {pool.host} timed out.")
    elif outcome == "read-timeout":
        error = errors.ReadTimeoutError(pool, url, "Read timed out.")
    elif outcome == "reset":
        error = ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
    else:
        error = http.client.RemoteDisconnected("Remote end closed connection without response")
    return error


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _bytes(body: Any) -> bytes:
    """Return the bytes of a body, which may be a text, a file, or an iterable of chunks."""
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    content = body.read() if hasattr(body, "read") else b"".join(map(_bytes, body))
    return _bytes(content)
