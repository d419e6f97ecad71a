"""The connections: HTTP clients of one connection each, lent to one call at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._base.errors import ConfigurationError
from .._http.engine import engine, engine_of
from .._http.semaphores import AsyncGate

if TYPE_CHECKING:
    from .._calls.config import Config


class AsyncPool:
    """Lends HTTP clients, a bounded number of them at a time; the last one back goes out first.

    httpx goes through all connections of a client for every request that begins or ends, so
    a client that serves many tasks at once slows down with their square. One with a single
    connection does not, and making one costs little, as all share their TLS context.

    A client that was brought along is lent to everybody, and never closed.
    """

    def __init__(self, config: Config, http_client: object | None) -> None:
        self.engine = engine() if http_client is None else engine_of(http_client)
        if http_client is not None and not self.engine.is_async_client(http_client):
            raise ConfigurationError(
                f"http_client is {self.engine.name}.{type(http_client).__name__}; "
                f"AsyncFlowroute takes {self.engine.name}.AsyncClient"
            )
        self._config = config
        self._borrowed = http_client is not None
        self._idle: list[Any] = [http_client] * config.concurrency if http_client else []
        self._gate = AsyncGate(config.concurrency)
        self._closed = False

    async def take(self) -> Any:
        """A client for one call, as soon as there is one; it must be given back."""
        await self._gate.acquire()
        try:
            return self._lend()
        except BaseException:
            self._gate.release()
            raise

    async def give_back(self, client: Any) -> None:
        """Have *client* back after its call."""
        self._idle.append(client)
        self._gate.release()
        if self._closed:
            await self.close()

    async def close(self) -> None:
        """Close all clients: those under way when their call is done, a borrowed one never."""
        self._closed = True
        while client := self._next_idle():
            if not self._borrowed:
                await client.aclose()

    def _lend(self) -> Any:
        if self._closed:
            raise RuntimeError("This client is closed, make another one")
        return self._next_idle() or self.engine.async_client(self._config)

    def _next_idle(self) -> Any:
        """A client that nobody uses, or None. To look first would be to race other threads."""
        try:
            return self._idle.pop()
        except IndexError:
            return None
