"""What an engine is: the interface of httpx, httpx2 and pyreqwest to the transport."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from flowroute_api.types import Request

    from ..._base.errors import ConnectFailed, ConnectionFailed
    from ..._calls.config import Config
    from ..progress import Progress
    from ..responses import Response
    from ..time_limits import Until

JSON_API: Final = "application/vnd.api+json"
ACCEPT: Final = f"{JSON_API}, application/json"
# A length is sent with these methods also where there is no body (RFC 9110, 8.6).
HAVE_BODIES: Final = frozenset({"POST", "PUT", "PATCH"})
# Of a response, what this package reads.
HEADERS: Final = (
    "content-encoding",
    "content-type",
    "date",
    "age",
    "retry-after",
    "x-request-id",
)


class Preparation(Protocol):
    """Makes the requests of one client."""

    def prepare(
        self,
        client: Any,
        request: Request[Any],
        until: Until | None,
        progress: Progress,
        /,
        *,
        users: bool,
    ) -> Any:
        """Return *request* as one of the library; *users*: *client* is of the user."""
        ...


class HTTPEngine(Protocol):
    """Makes clients of an HTTP library, sends requests by them, and translates failures."""

    @property
    def name(self) -> str:
        """The name of the library."""
        ...

    def client(self, config: Config, /) -> Any:
        """Return a synchronous client, which sends one request at a time."""
        ...

    def async_client(self, config: Config, /) -> Any:
        """Return an asynchronous client, which sends one request at a time."""
        ...

    def load_for_tasks(self) -> None:
        """Import what the library needs in tasks, before any request is sent."""
        ...

    def preparing(self, config: Config, /) -> Preparation:
        """Return what makes the requests of clients of *config*."""
        ...

    def exchange(self, client: Any, prepared: Any, until: Until | None, bound: int, /) -> Response:
        """Return the whole response, if it comes in time; the beginning of a longer body."""
        ...

    def async_exchange(
        self, client: Any, prepared: Any, until: Until | None, bound: int, /
    ) -> Awaitable[Response]:
        """Return what `exchange` does, by an asynchronous client."""
        ...

    def response_of(self, error: Exception, prepared: Any, /) -> Any:
        """Return the response that a hook has made *error* of; None for another one."""
        ...

    def is_of_others(
        self, error: Exception, client: Any, progress: Progress, /, *, safe: bool
    ) -> bool:
        """Return whether *error* is to be raised as it is."""
        ...

    def unmade(self, request: Request[Any], error: OSError, config: Config, /) -> ConnectFailed:
        """Return *error*, which kept a client from being made, as an error of this package."""
        ...

    def failure(
        self,
        request: Request[Any],
        error: Exception,
        config: Config,
        timeout: float | None,
        /,
        *,
        prepared: Any,
        outside: BaseException | None,
    ) -> ConnectionFailed:
        """Return *error* as an error of this package, which says whether it was sent."""
        ...
