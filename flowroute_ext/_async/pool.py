"""The connection pool: HTTP clients of one connection each, used by one request at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._base.errors import ConfigurationError
from .._base.forks import after_fork
from .._http.engine import engine_for, engine_of
from .._http.interruption import AsyncClosing, async_sending
from .._http.semaphores import AsyncSemaphore

if TYPE_CHECKING:
    from .._calls.config import Config


class AsyncPool:
    """HTTP clients of one connection each; the last one returned is the next one used.

    httpx goes through all connections of a client for every request that begins or ends, so
    a client that serves many tasks at once slows down with their square. One with a single
    connection does not, and making one costs little, as all share their TLS context.

    `slots` bounds the requests in progress: take one before `get()`, give it back after `put()`
    or `drop()`. A client whose request did not finish is dropped, and never used again.

    An HTTP client that the user passed serves all requests, and is never closed.

    After a fork the child has a pool of its own: a connection that two processes read gives each
    the responses of the other. Those of the parent are neither used nor closed.
    """

    def __init__(self, config: Config, http_client: object | None) -> None:
        self.engine = engine_for(config, http_client)
        if http_client is not None:
            theirs = engine_of(http_client)
            if not theirs.is_async_client(http_client):
                raise ConfigurationError(
                    f"http_client is {theirs.name}.{type(http_client).__name__}; "
                    f"AsyncFlowroute takes {theirs.name}.AsyncClient"
                )
            theirs.limit_user_client(http_client)
        self.slots = AsyncSemaphore(config.concurrency)
        self.sending = async_sending(self.engine, apart=http_client is not None)
        self._closing = AsyncClosing()
        self._config = config
        self._borrowed = http_client
        # Whether requests are sent by an HTTP client that the user passed, with its hooks.
        self.is_users = http_client is not None
        self._idle: list[Any] = []
        self._of_parent: list[list[Any]] = []
        self._forked = False
        self._closed = False
        after_fork(self, AsyncPool._renew)

    def get(self) -> Any:
        """Return a client for one request; raise `RuntimeError` if the pool is closed."""
        if self._closed:
            raise RuntimeError("This client is closed, make another one")
        if self._borrowed is None:
            return self._next_idle() or self.engine.async_client(self._config)
        if self._forked:
            raise ConfigurationError(
                "http_client was passed before this process was forked, and its connections are "
                "of the parent: make it, and the client that it is passed to, in each process"
            )
        return self._borrowed

    async def put(self, client: Any) -> None:
        """Return *client* to the pool after its request has finished."""
        if self._borrowed is None:
            self._idle.append(client)
            if self._closed:
                await self.close()

    async def drop(self, client: Any) -> None:
        """Close *client*, whose request did not finish."""
        if self._borrowed is None and client is not None:
            await self._closing.close(client)

    def end(self) -> None:
        """Give no client to another request."""
        self._closed = True

    async def close(self) -> None:
        """Close all clients: those in use after their request, the user's own never."""
        self.end()
        while client := self._next_idle():
            await client.aclose()
        await self._closing.wait()

    def _next_idle(self) -> Any:
        """Return an idle client, or None; a check before would race with other threads."""
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _renew(self) -> None:
        # Kept, since to be collected is to be closed.
        self._of_parent.append(self._idle)
        self._idle = []
        self._forked = True
        self._closing = AsyncClosing()
