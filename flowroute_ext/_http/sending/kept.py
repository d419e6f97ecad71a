"""Requests on a connection that the HTTP library has kept open, by the library's parser.

A client of ours has one connection, which is idle between two requests. What the library does
around an exchange is for clients that have more: its pool is locked and searched, twice, and
requests and responses are made for each of its layers. The first request is left to it, and so is
any on a connection that was closed, and any of a client that a tool has changed, or that logs.
"""

from __future__ import annotations

import importlib
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..progress import INFO, SENDING
from ..time_limits import BoundedStream
from .conversation import Conversation
from .direct import OwnFunctions
from .streams import Stream

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..progress import Progress
    from ..responses import Response
    from ..time_limits import Until

PIECE: Final = 65_536
HANDLERS: Final = ("handle_request", "handle_async_request")


class Kept(NamedTuple):
    """A connection that was kept open, with the head of a request, as of h11, and its body."""

    connection: Any
    head: Any
    content: bytes


class KeptConnections:
    """Finds connections that clients of the *library* have kept open, and sends requests on them.

    *core* is what the library is made of.
    """

    def __init__(self, library: Any, core: Any) -> None:
        self._library = library
        self._h11: Any = importlib.import_module("h11")
        self._refused: type[Exception] = core.WriteError
        self._failures = (
            core.TimeoutException,
            core.NetworkError,
            self._h11.LocalProtocolError,
            self._h11.RemoteProtocolError,
        )
        self._classes = (core.HTTP11Connection, core.AsyncHTTP11Connection)
        self._log = logging.getLogger(f"{core.__name__}.http11")
        self._are_own = OwnFunctions(library.__name__, core.__name__)

    def headers(self, headers: Sequence[tuple[str | bytes, str | bytes]]) -> Callable[[], Any]:
        """Return what returns *headers* as those of a request, checked once."""
        checked = self._h11.Request(method="GET", target="/", headers=headers).headers
        # No object shows credentials.
        return lambda: checked

    def connection(self, transport: Any) -> Any:
        """Return the connection of *transport* that was kept open; None if there is none to use."""
        try:
            pool = transport._pool
            [outer] = pool._connections
            inner = outer._connection
            stream = inner._network_stream
            asynchronous = self._classes.index(inner.__class__)
        except (AttributeError, ValueError):
            return None
        if not isinstance(stream, Stream if asynchronous else BoundedStream):
            return None
        name = HANDLERS[asynchronous]
        above = (transport, pool, outer, inner)
        if not self._are_own(tuple([getattr(layer.__class__, name, None) for layer in above])):
            return None
        if self._log.isEnabledFor(logging.DEBUG):
            return None
        return inner if inner.is_available() and not inner.has_expired() else None

    def request(
        self, connection: Any, method: str, target: str, headers: Any, content: bytes
    ) -> Kept:
        """Return a request to be sent on the *connection*."""
        head = self._h11.Request(method=method, target=target, headers=headers)
        return Kept(connection, head, content)

    def exchange(self, kept: Kept, progress: Progress, until: Until | None, bound: int) -> Response:
        """Return the whole response to *kept*; of a body beyond *bound*, the beginning."""
        connection, head, content = kept
        stream = connection._network_stream
        conversation = Conversation(self._h11, connection._h11_state, bound)
        progress.note(SENDING, INFO)
        try:
            # A server may respond before it has the whole request, and close.
            with suppress(self._refused):
                stream.write(conversation.request(head, content), until)
            while not conversation.is_over(stream.read(PIECE, until)):
                pass
        except self._failures as error:
            raise self._failure(error) from error
        if conversation.is_open():
            _keep(connection)
        else:
            connection.close()
        return conversation.response()

    async def async_exchange(
        self, kept: Kept, progress: Progress, until: Until | None, bound: int
    ) -> Response:
        """Return what `exchange` does, by an asynchronous client."""
        connection, head, content = kept
        stream: Stream = connection._network_stream
        conversation = Conversation(self._h11, connection._h11_state, bound)
        progress.note(SENDING, INFO)
        try:
            with suppress(self._refused):
                if stream.write_some(conversation.request(head, content)):
                    await stream.written(until)
            while not conversation.is_over(await stream.read(PIECE, until)):
                pass
        except self._failures as error:
            raise self._failure(error) from error
        if conversation.is_open():
            _keep(connection)
        else:
            await connection.aclose()
        return conversation.response()

    def _failure(self, error: Exception) -> Exception:
        """Return *error*, of a part of the library, as the library's own of this name."""
        failure: Exception = getattr(self._library, type(error).__name__)(str(error))
        return failure


def _keep(connection: Any) -> None:
    """Have *connection* be kept open for as long as the library does."""
    expiry = connection._keepalive_expiry
    if expiry is not None:
        connection._expire_at = time.monotonic() + expiry
