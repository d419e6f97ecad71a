"""urllib3, and requests on top of it.

The patch is where the pool gets a response from a connection, so that the library's own retries,
redirects and errors work as always. Connections are not opened.
"""

from __future__ import annotations

import errno
import http.client
import io
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from .._base import active, blocking
from .._base.http_messages import HTTPRequest, HTTPResponse
from .connection_patch import tunnel
from .method_patch import MethodPatch, Wrap

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from .._base.http_messages import Outcome

PASSED_ON: Final = ("retries", "preload_content", "decode_content", "enforce_content_length")


def patches(urllib3: ModuleType) -> list[MethodPatch]:
    """Return the patches of the library."""
    library: Any = urllib3
    pools = library.connectionpool
    connection = library.connection.HTTPConnection
    has_tunnel = "_tunnel" in vars(connection)
    return [
        # urllib3 has its own copy of http.client's where that has bugs.
        *([MethodPatch(connection, "_tunnel", tunnel)] if has_tunnel else []),
        MethodPatch(pools.HTTPConnectionPool, "_make_request", _make_request_wrap(library)),
        MethodPatch(pools.HTTPSConnectionPool, "_prepare_proxy", _proxy_preparer),
    ]


def _make_request_wrap(library: Any) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        def make_request(self: Any, conn: Any, method: str, url: str, **given: Any) -> Any:
            __tracebackhide__ = True
            target = _target(self, url)
            parts = urlsplit(target)
            responder = active.responder_for(parts.hostname, parts.port)
            if responder is None:
                return below(self, conn, method, url, **given)
            fields = dict(given.get("headers") or self.headers)
            headers = {name.lower(): _text(value) for name, value in fields.items()}
            body, timeout = _bytes(given.get("body")), _timeout(self, given)
            outcome = responder.respond(HTTPRequest(method, target, headers, body, timeout))
            if not isinstance(outcome, HTTPResponse):
                raise _error(library, self, conn, url, outcome)
            return library.HTTPResponse(
                **_reply(outcome),
                **{name: given[name] for name in PASSED_ON if name in given},
                connection=given.get("response_conn"),
                pool=self,
                request_method=method,
                request_url=url,
            )

        return make_request

    return wrap


def _proxy_preparer(below: Callable[..., Any]) -> Callable[..., Any]:
    def prepare_proxy(self: Any, conn: Any) -> Any:
        if active.responder_for(self.host, self.port) is not None:
            return None
        blocking.check(self.host)
        return below(self, conn)

    return prepare_proxy


def _target(pool: Any, url: str) -> str:
    """Return the whole URL; a proxy is asked for whole ones anyway."""
    return url if "://" in url else f"{pool.scheme}://{pool.host}:{pool.port}{url}"


def _timeout(pool: Any, given: dict[str, Any]) -> float | None:
    """Return the timeout of a response in seconds; None is without a limit."""
    timeout = pool._get_timeout(given.get("timeout", pool.timeout))
    timeout.start_connect()
    seconds: float | None = timeout.read_timeout
    return seconds


def _reply(response: HTTPResponse) -> dict[str, Any]:
    headers = [*response.headers, ("Content-Length", str(len(response.body)))]
    return {
        "body": _CutBody(response.received) if response.cut else io.BytesIO(response.body),
        "headers": headers,
        "status": response.status,
        "version": 11,
        "version_string": "HTTP/1.1",
        "reason": response.reason,
    }


class _CutBody(io.BytesIO):
    """A body that raises the error of a closed connection at its end."""

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        if size is None or size < 0 or not data:
            raise http.client.IncompleteRead(data)
        return data


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
