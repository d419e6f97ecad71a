"""What a receiver shows of its events, and what is done with those that were set aside."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from .._webhooks.parsing import parse
from .._webhooks.receipts import DeliveryReceipt
from .arrivals import stored_id
from .store import arriving, keeping
from .values import ReceiverCounts, SetAsideEvent

if TYPE_CHECKING:
    from .store.events import EventStore


class Records:
    """Shows the events of `_store`."""

    _store: EventStore

    def counts(self) -> ReceiverCounts:
        """Return how many events are in each state."""
        return self._store.writer.make(keeping.counts)

    def latest_receipt(self, message_id: str) -> DeliveryReceipt | None:
        """Return the receipt that says most of a message, whatever came after it; None if none.

        It is known for as long as events are kept.
        """
        find = partial(arriving.latest_receipt, message_id=stored_id(message_id))
        body = self._store.writer.make(find)
        event = None if body is None else parse(body)
        return event if isinstance(event, DeliveryReceipt) else None

    def set_aside(self, *, limit: int = 100) -> list[SetAsideEvent]:
        """Return the events that were set aside, the oldest first, *limit* at most."""
        rows = self._store.writer.make(partial(keeping.list_set_aside, most=limit))
        return [
            SetAsideEvent(
                id=number,
                event=parse(bytes(body)),
                received=datetime.fromtimestamp(received, UTC),
                tries=tries,
                error=error or "",
            )
            for number, body, received, tries, error in rows
        ]

    def retry(self, event: int | None = None) -> int:
        """Have an event that was set aside handled again, by its id, or all; return how many."""
        now = self._store.now()
        return self._store.writer.make(partial(keeping.retry, event=event, now=now))

    def discard(self, event: int) -> bool:
        """Delete an event that was set aside, by its id; return whether there was one."""
        return self._store.writer.make(partial(keeping.discard, event=event))
