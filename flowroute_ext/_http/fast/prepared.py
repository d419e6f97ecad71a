"""Requests of pyreqwest."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

from flowroute_api.types import Unset

from ..._base.json.writing import dumps
from ..bodies import ACCEPTED
from ..failures import unmakeable
from ..sending.interface import ACCEPT, HAVE_BODIES, JSON_API
from .content import Content
from .interception import OutgoingRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flowroute_api.types import Request

    from ..._calls.config import Config
    from ..progress import Progress
    from ..time_limits import Until

# Seconds. A thread that waits looks at the time itself, before pyreqwest; a task does not.
GRACE, LONGEST = 0.05, 1e8
LONGEST_URL = 65_536  # characters, as httpx has it
# By hyper, where a connection could not be made; pyreqwest's ConnectError is also one that broke.
NOT_CONNECTED: Final = "client error (Connect)"


class Prepared:
    """A request of pyreqwest, and how far it has come."""

    __slots__ = ("_shown", "builder", "content", "progress")
    # pyreqwest does, in a task: see `GRACE`.
    keeps_time: Final = True

    def __init__(
        self,
        builder: Any,
        content: Content | None,
        progress: Progress,
        shown: Callable[[float | None], OutgoingRequest],
    ) -> None:
        self.builder = builder
        self.content = content
        self.progress = progress
        self._shown = shown

    def shown(self, until: Until | None) -> OutgoingRequest:
        """Return it for test tools; its time is up with *until*."""
        return self._shown(None if until is None else until.left())

    def give_up(self) -> None:
        """Have nothing of the request leave that has not, where it has a body."""
        if self.content is not None:
            self.content.given_up = True

    def certainly_not_sent(self, error: Exception) -> bool:
        """Return whether nothing of the request has left, and nothing will."""
        self.give_up()
        if self.content is not None and not self.progress.sending:
            return True
        return NOT_CONNECTED in causes(error)


class Preparing:
    """Makes the requests of clients of *config*."""

    def __init__(self, config: Config, user_agent: str) -> None:
        self._config = config
        self._user_agent = user_agent

    def prepare(
        self,
        client: Any,
        request: Request[Any],
        until: Until | None,
        progress: Progress,
        *,
        users: bool,
    ) -> Prepared:
        """Return *request* as one of pyreqwest, with an absolute URL.

        Raises `InvalidValue` where there is no such request.
        """
        assert not users
        url = self._config.base_url + request.path
        if request.params:
            url = f"{url}?{urlencode(request.params)}"
        own: list[tuple[str, str]] = []
        content, written = None, b""
        if not isinstance(request.body, Unset):
            written = dumps(request.body)
            content = Content(written, progress)
            own.append(("content-type", request.content_type or JSON_API))
        else:
            # Without a body, pyreqwest does not show when it is sent.
            progress.entered = True
            progress.sending = request.method != "GET"
        if content is not None or request.method in HAVE_BODIES:
            own.append(("content-length", str(len(written))))
        if len(url) > LONGEST_URL:
            raise unmakeable(request, url, ValueError("it is too long"))
        try:
            builder = client.requests.request(request.method, url)
            if own:
                builder = builder.headers(own)
            if until != self._config.timeout:  # which its client has
                builder = builder.timeout(longest(until))
            if content is not None:
                builder = builder.body_stream(content)
        except ValueError as error:
            raise unmakeable(request, url, error) from None

        return Prepared(
            builder, content, progress, partial(self._shown, request.method, url, own, written)
        )

    def _shown(
        self,
        method: str,
        url: str,
        own: list[tuple[str, str]],
        body: bytes,
        timeout: float | None,
    ) -> OutgoingRequest:
        headers = {
            "host": urlsplit(url).netloc,
            **default_headers(self._config),
            "user-agent": self._user_agent,
            **dict(own),
        }
        return OutgoingRequest(method, url, headers, body, timeout)


def longest(seconds: float | None) -> timedelta:
    """Return the timeout for pyreqwest, which also ends requests that were given up."""
    return timedelta(seconds=LONGEST if seconds is None else min(seconds + GRACE, LONGEST))


def default_headers(config: Config) -> Mapping[str, str]:
    """Return the headers of each request."""
    return {
        "accept": ACCEPT,
        "accept-encoding": ACCEPTED,
        "authorization": config.authorization,
    }


def causes(error: Exception) -> list[str]:
    """Return what pyreqwest says of *error* and its causes, without the URL."""
    details: Any = getattr(error, "details", None)
    listed: Any = details["causes"] if details and "causes" in details else None
    messages = [str(cause.get("message")) for cause in listed or ()]
    return [message for message in messages if " for url " not in message]
