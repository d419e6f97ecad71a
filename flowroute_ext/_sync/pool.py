# Written by scripts/unasync.py from flowroute_ext/_async/pool.py. Do not edit.
"""The connections: HTTP clients of one connection each, lent to one call at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._base.errors import ConfigurationError
from .._http.engine import engine, engine_of
from .._http.semaphores import Gate

if TYPE_CHECKING:
    from .._calls.config import Config


class Pool:
    """Lends HTTP clients, a bounded number of them at a time; the last one back goes out first.

    httpx goes through all connections of a client for every request that begins or ends, so
    a client that serves many threads at once slows down with their square. One with a single
    connection does not, and making one costs little, as all share their TLS context.

    A client that was brought along is lent to everybody, and never closed.
    """

    def __init__(self, config: Config, http_client: object | None) -> None:
        self.engine = engine() if http_client is None else engine_of(http_client)
        if http_client is not None and not self.engine.is_client(http_client):
            raise ConfigurationError(
                f"http_client is {self.engine.name}.{type(http_client).__name__}; "
                f"Flowroute takes {self.engine.name}.Client"
            )
        self._config = config
        self._borrowed = http_client is not None
        self._idle: list[Any] = [http_client] * config.concurrency if http_client else []
        self._gate = Gate(config.concurrency)
        self._closed = False

    def take(self) -> Any:
        """A client for one call, as soon as there is one; it must be given back."""
        self._gate.acquire()
        try:
            return self._lend()
        except BaseException:
            self._gate.release()
            raise

    def give_back(self, client: Any) -> None:
        """Have *client* back after its call."""
        self._idle.append(client)
        self._gate.release()
        if self._closed:
            self.close()

    def close(self) -> None:
        """Close all clients: those under way when their call is done, a borrowed one never."""
        self._closed = True
        while client := self._next_idle():
            if not self._borrowed:
                client.close()

    def _lend(self) -> Any:
        if self._closed:
            raise RuntimeError("This client is closed, make another one")
        return self._next_idle() or self.engine.client(self._config)

    def _next_idle(self) -> Any:
        """A client that nobody uses, or None. To look first would be to race other threads."""
        try:
            return self._idle.pop()
        except IndexError:
            return None
