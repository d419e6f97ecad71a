"""The adapter of the HTTP library: httpx2 where installed, else httpx.

httpx2 is httpx's maintained continuation and has the same interface, so one small class
serves both. It makes clients, has requests prepared and sent (`sending`), and translates failures.
Only `libraries.py` names either library.
"""

from __future__ import annotations

import functools
import importlib
import platform
from typing import TYPE_CHECKING, Any

from .._base.errors import ConfigurationError, ConnectFailed, ConnectionFailed
from .._base.version import __version__
from . import libraries
from .clients import make
from .echoes import hider, without_traces
from .failures import Said, is_of
from .sending.exchange import Exchange
from .sending.kept import KeptConnections
from .sending.prepared import Preparing
from .sending.streams import by_asyncio
from .time_limits import bound

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from flowroute_api.types import Request

    from .._calls.config import Config
    from .progress import Progress
    from .responses import Response
    from .sending.interface import HTTPEngine
    from .sending.prepared import Prepared
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


class Engine:
    """One of the two libraries, and what this package uses of it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._library = libraries.library(name)
        self._core = importlib.import_module(libraries.core(name))
        self._exchange = Exchange(self._library, self.late)
        self._kept = KeptConnections(self._library, self._core)
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
        client = make(self._library, self._library.AsyncClient, config)
        by_asyncio(client, self._core)
        return client

    def load_for_tasks(self) -> None:
        """Import what the library needs in tasks, before any request is sent."""
        libraries.load_for_tasks()

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

    def preparing(self, config: Config) -> Preparing:
        """Return what makes the requests of clients of *config*."""
        return Preparing(self._library, config, self._user_agent, self._kept)

    def exchange(
        self, client: Any, prepared: Prepared, until: Until | None, bound: int
    ) -> Response:
        """Return the whole response to *prepared*, if it comes in time.

        Of a body of more than *bound* bytes, the beginning.
        """
        if prepared.kept is not None:
            return self._kept.exchange(prepared.kept, prepared.progress, until, bound)
        return self._exchange.exchange(client, prepared, until, bound)

    def async_exchange(
        self, client: Any, prepared: Prepared, until: Until | None, bound: int
    ) -> Awaitable[Response]:
        """Return what `exchange` does, by an asynchronous client."""
        if prepared.kept is not None:
            return self._kept.async_exchange(prepared.kept, prepared.progress, until, bound)
        return self._exchange.async_exchange(client, prepared, until, bound)

    def response_of(self, error: Any, prepared: Prepared) -> Any:
        """Return the response to *prepared* that a hook has made *error* of; None for another one.

        The response of another service says nothing about *prepared*.
        """
        if isinstance(error, self._library.HTTPStatusError):
            response: Any = error.response
            if getattr(response, "_request", None) is prepared.request:
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
        prepared: Prepared,
        outside: BaseException | None,
    ) -> ConnectionFailed:
        """Return *error* as an error of this package, with *error* as the cause.

        What the caller was handling, *outside*, is left as it is.

        It says that *prepared* was not sent only where that is certain.

        The library's error holds its request, and its traceback the frames that held the
        headers and the body. Both are removed, so that a report of the exception, with or
        without local variables, has no credentials and no phone numbers in it.
        """
        by_transport = getattr(error, "_request", None) is prepared.request
        not_sent = prepared.progress.certainly_not_sent(
            no_connection=by_transport and isinstance(error, self._no_connection)
        )
        # Before it is quoted: what a server sent may repeat what was sent to it.
        cause = self._stripped(error, hider(request, config.authorization), outside)
        said = Said(
            f"{type(error).__name__}: {error}".rstrip(": "),
            late=isinstance(
                error,
                (
                    self._library.ConnectTimeout if not_sent else self._library.TimeoutException,
                    TimeoutError,
                ),
            ),
            of_connection=isinstance(error, (self._library.HTTPError, OSError)),
        )
        failure = said.failure(request, config.base_url, timeout, not_sent=not_sent)
        failure.__cause__ = cause
        return failure

    def late(self) -> Exception:
        """Return the error for a response that is incomplete when the time is up."""
        error: Exception = self._library.ReadTimeout("the response was still coming in")
        return error

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


def engine_for(config: Config, http_client: object | None) -> HTTPEngine:
    """Return the engine of *http_client*, of the user, or the one of *config* without one.

    Raises `ConfigurationError` where it is not installed, or not the one that *config* names.
    """
    libraries.check_name(config.engine)
    if http_client is not None:
        of_client = engine_of(http_client)
        if config.engine not in (None, of_client.name):
            raise ConfigurationError(
                f"engine={config.engine!r} and an http_client of {of_client.name} were given: "
                "leave out one of them"
            )
        return of_client
    if config.engine != libraries.FAST:
        return engine(config.engine)
    from .fast.engine import FastEngine

    return FastEngine(libraries.fast())


def engine_of(client: object) -> Engine:
    """Return the engine of *client*; raise `ConfigurationError` if it is of neither library."""
    for base in type(client).__mro__:
        library = base.__module__.partition(".")[0]
        if library in LIBRARIES:
            return engine(library)
    raise ConfigurationError(
        f"http_client is a {type(client).__name__}: pass a client of {' or '.join(LIBRARIES)}"
    )
