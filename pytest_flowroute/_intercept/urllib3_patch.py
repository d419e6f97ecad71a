"""urllib3, and requests on top of it.

The patch is where a connection is asked for one answer, so that the library's own retries,
redirects and errors are those of a real connection. Connections of a pool are not opened.
"""

from __future__ import annotations

import errno
import http.client
import io
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from .._base.exchange import Answer, Call
from .._playback import active as _stage
from .network_guard import tunnelled
from .replacement import Layer

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from .._base.exchange import Outcome

PASSED_ON: Final = ("retries", "preload_content", "decode_content", "enforce_content_length")


def layers(urllib3: ModuleType) -> list[Layer]:
    """Patch the library."""
    library: Any = urllib3
    pools = library.connectionpool
    has_tunnel = "_tunnel" in vars(library.connection.HTTPConnection)
    return [
        # Its own copy of http.client's, on the Pythons whose one has faults.
        *([Layer(library.connection.HTTPConnection, "_tunnel", tunnelled)] if has_tunnel else []),
        Layer(pools.HTTPConnectionPool, "_make_request", _maker(library)),
        Layer(pools.HTTPSConnectionPool, "_prepare_proxy", _preparer),
    ]


def _maker(library: Any) -> Callable[..., Any]:
    def make(below: Callable[..., Any]) -> Callable[..., Any]:
        def make_request(self: Any, conn: Any, method: str, url: str, **given: Any) -> Any:
            __tracebackhide__ = True
            target = _target(self, url)
            parts = urlsplit(target)
            playing = _stage.answering(parts.hostname, parts.port)
            if playing is None:
                return below(self, conn, method, url, **given)
            fields = dict(given.get("headers") or self.headers)
            headers = {name.lower(): _text(value) for name, value in fields.items()}
            body, patience = _bytes(given.get("body")), _patience(self, given)
            outcome = playing.answer(Call(method, target, headers, body, patience))
            if not isinstance(outcome, Answer):
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

    return make


def _preparer(below: Callable[..., Any]) -> Callable[..., Any]:
    def prepare_proxy(self: Any, conn: Any) -> Any:
        if _stage.answering(self.host, self.port) is not None:
            return None
        _stage.guard(self.host)
        return below(self, conn)

    return prepare_proxy


def _target(pool: Any, url: str) -> str:
    """Return the whole URL; a proxy is asked for whole ones anyway."""
    return url if "://" in url else f"{pool.scheme}://{pool.host}:{pool.port}{url}"


def _patience(pool: Any, given: dict[str, Any]) -> float | None:
    """Return how many seconds an answer is waited for; None is for ever."""
    timeout = pool._get_timeout(given.get("timeout", pool.timeout))
    timeout.start_connect()
    seconds: float | None = timeout.read_timeout
    return seconds


def _reply(answer: Answer) -> dict[str, Any]:
    headers = [*answer.headers, ("Content-Length", str(len(answer.body)))]
    return {
        "body": _Cut(answer.received) if answer.cut else io.BytesIO(answer.body),
        "headers": headers,
        "status": answer.status,
        "version": 11,
        "version_string": "HTTP/1.1",
        "reason": answer.reason,
    }


class _Cut(io.BytesIO):
    """A body whose end does not come."""

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
    """Return a body, which may be a text, a file, or pieces."""
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    content = body.read() if hasattr(body, "read") else b"".join(map(_bytes, body))
    return _bytes(content)
