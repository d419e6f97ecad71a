"""Requests of the HTTP library, made for a client or for its transport."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from flowroute_api.types import Unset

from ..._base.json.writing import dumps
from ..bodies import ACCEPTED, bound_of
from ..cookies import keep_no_cookies
from ..failures import unmakeable
from ..hooked import OURS
from ..log import OwnRequest
from ..progress import tracked_request
from ..time_limits import timeouts
from .direct import Direct, URLs
from .interface import ACCEPT, HAVE_BODIES, JSON_API

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowroute_api.types import Request

    from ..._calls.config import Config
    from ..progress import Progress
    from ..time_limits import Until
    from .kept import Kept, KeptConnections

# By this package, or by the library from the body. Those that a client has are not sent.
SET_BY_US = frozenset(
    b"accept accept-encoding authorization content-length content-type "
    b"transfer-encoding user-agent".split()
)


class Prepared(NamedTuple):
    """A request of the library, and how far it has come.

    *transport*: that of the client, which sends it without the client; None if the client does.
    *kept*: it on a connection that the client has kept open, which sends it without either. Else
    the lines that the library logs are those of *own*.
    """

    request: Any
    progress: Progress
    transport: Any = None
    kept: Kept | None = None
    own: OwnRequest | None = None

    @property
    def keeps_time(self) -> bool:
        """Whether what sends it keeps to its time limit without being cancelled."""
        return self.kept is not None


class Preparing:
    """Makes the requests of clients of *config* with the *library*."""

    def __init__(
        self, library: Any, config: Config, user_agent: str, kept: KeptConnections
    ) -> None:
        self._library = library
        self._kept = kept
        self._config = config
        self._tracked: Any = tracked_request(library.Request)
        self._direct = Direct(library)
        self._urls = URLs(library, config)
        self._user_agent = user_agent
        self._empty = library.ByteStream(b"")
        # The copies of headers, not these themselves: no object of a client shows credentials.
        self._headers: dict[str, Callable[[], Any]] = {}
        self._checked: Callable[[], Any] | None = None

    def prepare(
        self,
        client: Any,
        request: Request[Any],
        until: Until | None,
        progress: Progress,
        *,
        users: bool,
    ) -> Prepared:
        """Return *request* as one of the library, with an absolute URL and the credentials.

        What it does is noted in *progress*; its time is up with *until*. *users*: *client* is one
        that the user passed: its own headers are sent as well, and its cookies are not. Its
        `build_request` would merge base URLs and parameters too, which none of our requests needs.

        Raises `InvalidValue` where the library makes no request of it.
        """
        query = urlencode(request.params) if request.params else ""
        content = None
        if not isinstance(request.body, Unset):
            # Before the headers are made: a failure here is then reported without the credentials.
            content = dumps(request.body)
        kept = None if users else self._for_kept(client, request, query, content)
        if kept is not None:
            progress.entered = True
            return Prepared(kept.head, progress, kept=kept)
        own = OwnRequest(request, self._config.authorization)
        extensions: dict[str, object] = {OURS: bound_of(request), "timeout": timeouts(until)}
        get = request.method == "GET"
        if get:
            # One that fails may be sent again in any case.
            progress.entered = True
        else:
            sync = isinstance(client, self._library.Client)
            extensions["trace"] = progress.trace if sync else progress.async_trace
        try:
            url = self._urls.url(request.path, query)
            transport = None if users else self._direct.transport(client, url)
            if transport is not None:
                made = self._for_transport(client, request, url, content, extensions)
                return Prepared(made, progress, transport, own=own)
            keep_no_cookies(self._library, client)
            request_class = self._library.Request if get else partial(self._tracked, progress)
            made = request_class(
                request.method,
                url,
                headers=self._for_client(client, request, has_content=content is not None),
                content=content,
                extensions=extensions,
            )
        except (self._library.InvalidURL, ValueError) as error:
            address = f"{self._config.base_url}{request.path}?{query}".rstrip("?")
            raise unmakeable(request, address, error) from None
        return Prepared(made, progress, own=own)

    def _for_kept(
        self, client: Any, request: Request[Any], query: str, content: bytes | None
    ) -> Kept | None:
        """Return *request* on the connection that *client*, one of ours, has kept open, if any."""
        base = self._urls.base
        transport = self._direct.transport(client, base)
        connection = None if transport is None else self._kept.connection(transport)
        if connection is None or (target := self._urls.target(request.path, query)) is None:
            return None
        if content is None and request.method not in HAVE_BODIES:
            if self._checked is None:
                client_headers = self._for_client(client, request, has_content=False)
                self._checked = self._kept.headers([("Host", base.netloc), *client_headers])
            return self._kept.request(connection, request.method, target, self._checked(), b"")
        headers = [
            ("Host", base.netloc),
            *self._for_client(client, request, has_content=content is not None),
            ("Content-Length", str(len(content or b""))),
        ]
        return self._kept.request(connection, request.method, target, headers, content or b"")

    def _for_transport(
        self,
        client: Any,
        request: Request[Any],
        url: Any,
        content: bytes | None,
        extensions: dict[str, object],
    ) -> Any:
        """Return *request* with the headers of *client*, one of ours, which are made once."""
        kind = "" if content is None else request.content_type or JSON_API
        copied = self._headers.get(kind)
        if copied is None:
            client_headers = self._for_client(client, request, has_content=content is not None)
            copied = self._headers[kind] = self._library.Headers(
                [("Host", url.netloc), *client_headers]
            ).copy
        headers, stream = copied(), self._empty
        if content is not None or request.method in HAVE_BODIES:
            headers["Content-Length"] = str(len(content or b""))
            stream = self._library.ByteStream(content or b"")
        return self._library.Request(
            request.method, url, headers=headers, stream=stream, extensions=extensions
        )

    def _for_client(
        self, client: Any, request: Request[Any], *, has_content: bool
    ) -> list[tuple[str | bytes, str | bytes]]:
        # Bytes as they are, since a user may set such as no text is encoded to.
        headers: list[tuple[str | bytes, str | bytes]] = [
            header for header in client.headers.raw if header[0].lower() not in SET_BY_US
        ]
        headers += (
            ("accept", ACCEPT),
            ("accept-encoding", ACCEPTED),
            ("authorization", self._config.authorization),
            ("user-agent", self._user_agent),
        )
        if has_content:
            headers.append(("content-type", request.content_type or JSON_API))
        return headers
