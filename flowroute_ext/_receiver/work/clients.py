"""The clients that handlers get: those that were given, or new ones from the environment."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from ..._base.errors import ConfigurationError
from ..._base.forks import after_fork
from ..._base.problems import shown
from ..._webhooks.receipts import DeliveryReceipt
from .loops import OneLoop

if TYPE_CHECKING:
    from ..._async.client import AsyncFlowroute
    from ..._sync.client import Flowroute
    from ..._webhooks.parsing import Event


class Clients:
    """The client *given*, or one for sync handlers and one for async ones, made when needed.

    `loop` is for the async one, where a thread has no event loop.
    """

    def __init__(self, given: Flowroute | AsyncFlowroute | None) -> None:
        if given is not None and (isinstance(given, type) or not hasattr(given, "messages")):
            raise ConfigurationError(
                f"flowroute={shown(given)} is no client: give one, as Flowroute() or "
                "AsyncFlowroute(), or leave it out"
            )
        self._given = given
        self.loop = OneLoop()
        self._renew()
        after_fork(self, Clients._renew)

    def _renew(self) -> None:
        self._lock = threading.Lock()
        self._sync: Flowroute | None = None
        self._async: AsyncFlowroute | None = None

    def of_async(self) -> Any:
        """Return the client of an async handler."""
        if self._given is not None:
            return self._given
        from ..._async.client import AsyncFlowroute

        with self._lock:
            self._async = self._async or AsyncFlowroute()
            return self._async

    def of_sync(self) -> Any:
        """Return the client of a sync handler."""
        if self._given is not None:
            return self._given
        from ..._sync.client import Flowroute

        with self._lock:
            self._sync = self._sync or Flowroute()
            return self._sync

    def record_receipt(self, event: Event, query: str) -> None:
        """Record a receipt in the client that was given: it proves that its message was accepted.

        The reference, and its proof, are in the *query* of the URL that the receipt was posted to.
        """
        if self._given is not None and isinstance(event, DeliveryReceipt):
            self._given.messages.record_receipt(event, url=f"/?{query}")

    async def close(self) -> None:
        """Close those that were made here."""
        with self._lock:
            client, self._async = self._async, None
        if client is not None:
            await client.close()
        self.close_sync()

    def close_sync(self) -> None:
        """Close the sync one, if it was made here."""
        with self._lock:
            client, self._sync = self._sync, None
        if client is not None:
            client.close()
