"""The connection pool: HTTP clients of one connection each, used by one request at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._base.errors import ConfigurationError
from .._http.engine import engine, engine_of
from .._http.semaphores import AsyncSemaphore

if TYPE_CHECKING:
    from .._calls.config import Config


class AsyncPool:
    """HTTP clients of one connection each; the last one returned is the next one used.

    httpx goes through all connections of a client for every request that begins or ends, so
    a client that serves many tasks at once slows down with their square. One with a single
    connection does not, and making one costs little, as all share their TLS context.

    `slots` bounds the requests in progress: take one before `get()`, release it after `put()`.

    An HTTP client that the user passed serves all requests, and is never closed.
    """

    def __init__(self, config: Config, http_client: object | None) -> None:
        self.engine = engine() if http_client is None else engine_of(http_client)
        if http_client is not None and not self.engine.is_async_client(http_client):
            raise ConfigurationError(
                f"http_client is {self.engine.name}.{type(http_client).__name__}; "
                f"AsyncFlowroute takes {self.engine.name}.AsyncClient"
            )
        self.slots = AsyncSemaphore(config.concurrency)
        self._config = config
        self._borrowed = http_client is not None
        self._idle: list[Any] = [http_client] * config.concurrency if http_client else []
        self._closed = False

    def get(self) -> Any:
        """Return a client for one request; raise `RuntimeError` if the pool is closed."""
        if self._closed:
            raise RuntimeError("This client is closed, make another one")
        return self._next_idle() or self.engine.async_client(self._config)

    async def put(self, client: Any) -> None:
        """Return *client* to the pool after its request."""
        self._idle.append(client)
        if self._closed:
            await self.close()

    async def close(self) -> None:
        """Close all clients: those in use after their request, the user's own never."""
        self._closed = True
        while client := self._next_idle():
            if not self._borrowed:
                await client.aclose()

    def _next_idle(self) -> Any:
        """Return an idle client, or None; a check before would race with other threads."""
        try:
            return self._idle.pop()
        except IndexError:
            return None
