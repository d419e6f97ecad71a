"""The adapter of the HTTP library: httpx2 where installed, else httpx.

httpx2 is httpx's maintained continuation and has the same interface, so one small class
serves both. It makes clients, prepares requests, and translates failures; the transport sends
(`_async/transport.py`). Only `libraries.py` names either library.
"""

from __future__ import annotations

import functools
import os
import platform
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flowroute_api.types import Unset

from .._base.errors import ConfigurationError, ConnectFailed, ConnectionFailed, ResponseTimeout
from .._base.json.writing import dumps
from .._base.masking import mask_text, visible_name
from .._base.version import __version__
from . import libraries, variables
from .bodies import ACCEPTED, bound_of
from .clients import make
from .cookies import keep_no_cookies
from .echoes import hider, without_traces
from .failures import is_of, unmakeable
from .hooked import OURS
from .progress import Progress, tracked_request
from .time_limits import bound, timeouts

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowroute_api.types import Request

    from .._calls.config import Config
    from .time_limits import Until

LIBRARIES: tuple[str, ...] = tuple(libraries.LIBRARIES)

# What they are made of, whose errors they let through here and there.
INSIDE = frozenset(
    {
        *LIBRARIES,
        "anyio",
        "h11",
        "h2",
        "hpack",
        "httpcore",
        "httpcore2",
        "idna",
        "socksio",
        "uvloop",
    }
)

# By this package, or by the library from the body. Those that a client has are not sent.
SET_BY_US = frozenset(
    b"accept accept-encoding authorization content-length content-type "
    b"transfer-encoding user-agent".split()
)


class Engine:
    """One of the two libraries, and what this package uses of it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._library = libraries.library(name)
        self._request: Any = tracked_request(self._library.Request)
        self._user_agent = (
            f"flowroute-ext/{__version__} "
            f"python/{platform.python_version()} {name}/{self._library.__version__}"
        )

    @property
    def library(self) -> Any:
        """The library itself, a module."""
        return self._library

    def client(self, config: Config) -> Any:
        """Return a new synchronous client for *config*.

        Raises `ConfigurationError` where a variable of the environment does not allow for one.
        """
        client = make(self._library, self._library.Client, config)
        bound(client)
        return client

    def async_client(self, config: Config) -> Any:
        """Return a new asynchronous client for *config*; raise as `client()` does."""
        return make(self._library, self._library.AsyncClient, config)

    def limit_user_client(self, client: Any) -> None:
        """Have a synchronous *client* of the user keep to time limits, as ours do."""
        if self.is_client(client):
            bound(client)

    def is_client(self, client: object) -> bool:
        """Return whether *client* is this library's synchronous one."""
        return isinstance(client, self._library.Client)

    def is_async_client(self, client: object) -> bool:
        """Return whether *client* is this library's asynchronous one."""
        return isinstance(client, self._library.AsyncClient)

    def prepare(
        self,
        client: Any,
        request: Request[Any],
        config: Config,
        until: Until | None,
        progress: Progress,
    ) -> Any:
        """Return *request* as one of the library, with an absolute URL and the credentials.

        What it does is noted in *progress*; its time is up with *until*.

        The client's own headers are sent as well, and its cookies are not. Its `build_request`
        would merge base URLs and parameters too, which takes twice as long and none of our
        requests needs.

        Raises `InvalidValue` where the library makes no request of it.
        """
        keep_no_cookies(self._library, client)
        url = config.base_url + request.path
        if request.params:
            url = f"{url}?{urlencode(request.params)}"
        content = None
        if not isinstance(request.body, Unset):
            # Before the headers are made: a failure here is then reported without the credentials.
            content = dumps(request.body)
        # Bytes as they are, since a user may set such as no text is encoded to.
        headers: list[tuple[str | bytes, str | bytes]] = [
            header for header in client.headers.raw if header[0].lower() not in SET_BY_US
        ]
        headers += (
            ("accept", "application/vnd.api+json, application/json"),
            ("accept-encoding", ACCEPTED),
            ("authorization", config.authorization),
            ("user-agent", self._user_agent),
        )
        if content is not None:
            headers.append(("content-type", request.content_type or "application/vnd.api+json"))
        extensions: dict[str, object] = {OURS: bound_of(request), "timeout": timeouts(until)}
        request_class: Any = self._library.Request
        if request.method == "GET":
            # One that fails may be sent again in any case.
            progress.entered = True
        else:
            request_class = partial(self._request, progress)
            sync = self.is_client(client)
            extensions["trace"] = progress.trace if sync else progress.async_trace
        try:
            return request_class(
                request.method, url, headers=headers, content=content, extensions=extensions
            )
        except (self._library.InvalidURL, ValueError) as error:
            raise unmakeable(request, url, error) from None

    def response_of(self, error: Any, prepared: Any) -> Any:
        """Return the response to *prepared* that a hook has made *error* of; None for another one.

        The response of another service says nothing about *prepared*.
        """
        if isinstance(error, self._library.HTTPStatusError):
            response: Any = error.response
            if getattr(response, "_request", None) is prepared:
                return response
        return None

    def is_of_others(
        self, error: Exception, client: Any, progress: Progress, *, safe: bool
    ) -> bool:
        """Return whether *error* is to be raised as it is, since it says nothing of the request.

        That is what the handler of a signal raises, a failed test, and that the user has closed
        the client. *safe*: neither can hooks of the user's have raised it, or the request is a
        GET, so that nothing is in doubt.
        """
        if isinstance(error, (OSError, self._library.HTTPError, self._library.InvalidURL)):
            return False
        if progress.sending and not safe:
            return False
        of_library = is_of(INSIDE, error)
        closed: bool = client.is_closed
        return closed or isinstance(error, AssertionError) or (safe and not of_library)

    def unmade(self, request: Request[Any], error: OSError, config: Config) -> ConnectFailed:
        """Return *error*, which kept a client from being made, as an error of this package."""
        failure = ConnectFailed(
            f"no connection to {config.base_url} ({type(error).__name__}: {error.strerror})",
            operation=request.operation,
            method=request.method,
            path=request.template,
        )
        failure.__cause__ = error
        return failure

    def failure(
        self,
        request: Request[Any],
        error: Exception,
        config: Config,
        timeout: float | None,
        *,
        prepared: Any,
        progress: Progress,
        outside: BaseException | None,
    ) -> ConnectionFailed:
        """Return *error* as an error of this package, with *error* as the cause.

        What the caller was handling, *outside*, is left as it is.

        It says that *prepared* was not sent only where that is certain.

        The library's error holds its request, and its traceback the frames that held the
        headers and the body. Both are removed, so that a report of the exception, with or
        without local variables, has no credentials and no phone numbers in it.
        """
        by_transport = getattr(error, "_request", None) is prepared
        not_sent = progress.certainly_not_sent(
            no_connection=by_transport and isinstance(error, self._no_connection)
        )
        # Before it is quoted: what a server sent may repeat what was sent to it.
        cause = self._stripped(error, hider(request, config.authorization), outside)
        kind, reason = self._kind(error, config.base_url, timeout, not_sent=not_sent)
        failure = kind(
            reason, operation=request.operation, method=request.method, path=request.template
        )
        failure.__cause__ = cause
        return failure

    def late(self) -> Exception:
        """Return the error for a response that is incomplete when the time is up."""
        error: Exception = self._library.ReadTimeout("the response was still coming in")
        return error

    def _kind(
        self, error: Exception, base_url: str, timeout: float | None, *, not_sent: bool
    ) -> tuple[type[ConnectionFailed], str]:
        library = self._library
        said = f"{type(error).__name__}: {error}".rstrip(": ")
        detail = visible_name(mask_text(" ".join(said.split())))
        within = "in time" if timeout is None else f"within {timeout:g} s"
        if not_sent:
            proxies = variables.proxies(os.environ) if base_url.startswith("https:") else ""
            by = f"; by the proxy of {proxies}" if proxies else ""
            if isinstance(error, (library.ConnectTimeout, TimeoutError)):
                return ConnectFailed, f"no connection to {base_url} {within} ({detail}{by})"
            if isinstance(error, (library.HTTPError, OSError)):
                return ConnectFailed, f"no connection to {base_url} ({detail}{by})"
            return ConnectFailed, f"it failed before the request was sent ({detail})"
        if isinstance(error, (library.TimeoutException, TimeoutError)):
            return ResponseTimeout, f"no complete response {within} ({detail})"
        return (
            ConnectionFailed,
            f"the connection failed before the response was complete ({detail})",
        )

    def _stripped(
        self, error: Any, hide: Callable[[str], str], outside: BaseException | None
    ) -> BaseException:
        """Return *error* without its request, and its causes without what they must not show."""
        if isinstance(error, self._library.RequestError):
            error.request = self._library.Request("GET", "https://api.flowroute.com")
        return without_traces(error, hide, outside)

    @property
    def _no_connection(self) -> tuple[type[Exception], ...]:
        library = self._library
        return (
            library.ConnectError,
            library.ConnectTimeout,
            library.ProxyError,
            library.PoolTimeout,
        )


@functools.cache
def engine(name: str | None = None) -> Engine:
    """Return the engine called *name*; without a name httpx2 if it is installed, else httpx.

    Raises `ConfigurationError` where there is none.
    """
    return Engine(name or libraries.first_installed(LIBRARIES))


def engine_of(client: object) -> Engine:
    """Return the engine of *client*; raise `ConfigurationError` if it is of neither library."""
    for base in type(client).__mro__:
        library = base.__module__.partition(".")[0]
        if library in LIBRARIES:
            return engine(library)
    raise ConfigurationError(
        f"http_client is a {type(client).__name__}: pass a client of {' or '.join(LIBRARIES)}"
    )
