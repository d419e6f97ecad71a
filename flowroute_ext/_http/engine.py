"""The adapter of the HTTP library: httpx2 where installed, else httpx.

httpx2 is httpx's maintained continuation and has the same interface, so one small class
serves both. It makes clients, prepares requests, and translates failures; the transport sends
(`_async/transport.py`). No other module names either library.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import json
import platform
import ssl
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from flowroute_api.types import Unset

from .._base.errors import ConfigurationError, ConnectFailed, ConnectionFailed, ResponseTimeout
from .._base.masking import mask_text
from .._base.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flowroute_api.types import Request

    from .._calls.config import Config

LIBRARIES: tuple[str, ...] = ("httpx2", "httpx")


class Engine:
    """One of the two libraries, and what this package uses of it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._library: Any = importlib.import_module(name)
        # httpx raises InvalidURL for a bad Location header, although it follows none.
        self.errors: tuple[type[Exception], ...] = (
            self._library.RequestError,
            self._library.InvalidURL,
            # httpx lets the TLS errors of asynchronous connections through as they are.
            OSError,
        )
        self.status_error: Any = self._library.HTTPStatusError
        self._user_agent = (
            f"flowroute-ext/{__version__} "
            f"python/{platform.python_version()} {name}/{self._library.__version__}"
        )

    def client(self, config: Config) -> Any:
        """Return a new synchronous client for *config*."""
        return self._library.Client(**self._settings(config))

    def async_client(self, config: Config) -> Any:
        """Return a new asynchronous client for *config*."""
        return self._library.AsyncClient(**self._settings(config))

    def is_client(self, client: object) -> bool:
        """Return whether *client* is this library's synchronous one."""
        return isinstance(client, self._library.Client)

    def is_async_client(self, client: object) -> bool:
        """Return whether *client* is this library's asynchronous one."""
        return isinstance(client, self._library.AsyncClient)

    def prepare(
        self, client: Any, request: Request[Any], config: Config, timeout: float | None
    ) -> Any:
        """Return *request* as one of the library, with an absolute URL and the credentials.

        The client's own headers and cookies are sent as well. Its `build_request` would merge
        base URLs and parameters too, which takes twice as long and none of our requests needs.
        """
        url = config.base_url + request.path
        if request.params:
            url = f"{url}?{urlencode(request.params)}"
        content = None
        if not isinstance(request.body, Unset):
            # Before the headers are made: a failure here is then reported without the credentials.
            content = json.dumps(request.body, separators=(",", ":")).encode()
        headers = dict(client.headers.items()) | {
            "accept": "application/vnd.api+json, application/json",
            "authorization": config.authorization,
            "user-agent": self._user_agent,
        }
        if content is not None:
            headers["content-type"] = request.content_type or "application/vnd.api+json"
        return self._library.Request(
            request.method,
            url,
            headers=headers,
            cookies=client.cookies,
            content=content,
            extensions={"timeout": self._library.Timeout(timeout).as_dict()},
        )

    def failure(
        self, request: Request[Any], error: Exception, config: Config, timeout: float | None
    ) -> ConnectionFailed:
        """Return *error* as an error of this package, with *error* as the cause.

        The library's error holds its request, and its traceback the frames that held the
        headers and the body. Both are removed, so that a report of the exception, with or
        without local variables, has no credentials and no phone numbers in it.
        """
        kind, reason = self._kind(error, config.base_url, timeout)
        failure = kind(
            reason, operation=request.operation, method=request.method, path=request.template
        )
        failure.__cause__ = self._stripped(error)
        return failure

    def late(self) -> Exception:
        """Return the error for a body that is incomplete when the time is up."""
        error: Exception = self._library.ReadTimeout("the body was still coming in")
        return error

    def oversized(self, limit: int) -> Exception:
        """Return the error for a body longer than *limit* bytes."""
        error: Exception = self._library.RemoteProtocolError(f"the body exceeds {limit:,} bytes")
        return error

    def decoded(self, response: Any, pieces: list[bytes], limit: int) -> bytes:
        """Return the body of *response*, received as *pieces*, decompressed if need be.

        What cannot be decompressed is returned as it is: it is not JSON, and its status
        still shows whether the request was accepted.
        """
        if "content-encoding" not in response.headers:
            return b"".join(pieces)
        compressed = self._library.Response(200, headers=response.headers, content=iter(pieces))
        chunks: list[bytes] = []
        size = 0
        try:
            for chunk in compressed.iter_bytes():
                chunks.append(chunk)
                size += len(chunk)
                if size > limit:
                    raise self.oversized(limit)
        except self._library.DecodingError:
            return b"".join(pieces)
        return b"".join(chunks)

    def _kind(
        self, error: Exception, base_url: str, timeout: float | None
    ) -> tuple[type[ConnectionFailed], str]:
        library = self._library
        # A faulty response may repeat a phone number, and the library's message repeats that.
        detail = mask_text(f"{type(error).__name__}: {error}".rstrip(": "))
        within = "in time" if timeout is None else f"within {timeout:g} s"
        if isinstance(error, library.ConnectTimeout):
            return ConnectFailed, f"no connection to {base_url} {within} ({detail})"
        if isinstance(error, (library.ConnectError, library.ProxyError, library.PoolTimeout)):
            return ConnectFailed, f"no connection to {base_url} ({detail})"
        if isinstance(error, library.TimeoutException):
            return ResponseTimeout, f"no complete response {within} ({detail})"
        return (
            ConnectionFailed,
            f"the connection failed before the response was complete ({detail})",
        )

    def _stripped(self, error: Any) -> BaseException:
        """Return *error* without its request, and its causes without tracebacks."""
        error.request = self._library.Request("GET", "https://api.flowroute.com")
        link: BaseException | None = error
        while link is not None:
            link.__traceback__ = None
            link = link.__cause__ or link.__context__
        return cast("BaseException", error)

    def _settings(self, config: Config) -> Mapping[str, Any]:
        remote = config.base_url.startswith("https:")
        return {
            "verify": tls(self.name) if remote else no_tls(),
            # A proxy from the environment would see plain http, and the credentials in it.
            "trust_env": remote,
            "timeout": config.timeout,
            "follow_redirects": False,
            "limits": self._library.Limits(max_connections=1, max_keepalive_connections=1),
        }


@functools.cache
def engine(name: str | None = None) -> Engine:
    """Return the engine called *name*; without a name httpx2 if it is installed, else httpx."""
    return Engine(name or next(filter(importlib.util.find_spec, LIBRARIES)))


def engine_of(client: object) -> Engine:
    """Return the engine of *client*; raise `ConfigurationError` if it is of neither library."""
    for base in type(client).__mro__:
        library = base.__module__.partition(".")[0]
        if library in LIBRARIES:
            return engine(library)
    raise ConfigurationError(
        f"http_client is a {type(client).__name__}: pass a client of {' or '.join(LIBRARIES)}"
    )


@functools.cache
def tls(name: str) -> ssl.SSLContext:
    """Return the TLS context that all clients of this process share: making one takes 20 ms."""
    context: ssl.SSLContext = importlib.import_module(name).create_ssl_context()
    return context


@functools.cache
def no_tls() -> ssl.SSLContext:
    """Return a context that trusts no certificate, for plain http on this machine."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
