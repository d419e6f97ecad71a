"""The events of a sandbox, which any number of subscribers read from one ring."""

from __future__ import annotations

import secrets
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = 2_000
"""How many events are kept; a subscriber that is further behind gets a `resync` instead."""

MOST_TEXTS = 100
"""How many texts of events are kept, those that were written last."""

Data = dict[str, object]


class Event(NamedTuple):
    """One change: what kind it is of, and the ids of what has changed.

    `kind` is message, receipt, webhook, request, account, clock, fault, reset or resync.
    """

    number: int
    kind: str
    data: Data


class Feed:
    """Publishes events to those that wait for them; not thread-safe, apart from its wakers.

    Subscribers have no queues of their own: each reads on from the last event it has seen.
    """

    def __init__(self) -> None:
        self._name = secrets.token_hex(4)  # events of an earlier process have another one
        self._events: deque[Event] = deque(maxlen=KEPT)
        self._last = 0
        self._wakers: dict[Callable[[], None], None] = {}
        self._texts: dict[int, str] = {}
        self.endings = 0

    def publish(self, kind: str, data: Data) -> None:
        """Add an event, and wake all subscribers."""
        self._last += 1
        self._events.append(Event(self._last, kind, data))
        self._wake()

    def clear(self) -> None:
        """Forget every event; ids continue, so that subscribers behind are sent a `resync`."""
        self._events.clear()
        self._texts.clear()

    def close(self) -> None:
        """End every subscription; each notices that `endings` has grown."""
        self.endings += 1
        self._wake()

    def subscribe(self, wake: Callable[[], None]) -> None:
        """Have `wake` called, in any thread, whenever there is something to read."""
        self._wakers[wake] = None

    def unsubscribe(self, wake: Callable[[], None]) -> None:
        """Call `wake` no more."""
        self._wakers.pop(wake, None)

    def id(self, event: Event) -> str:
        """Return the id of an event, as `position` reads it."""
        return f"{self._name}-{event.number}"

    def text(self, event: Event, write: Callable[[Event], str]) -> str:
        """Return the text of an event, which is written once for subscribers that are in time."""
        if event.kind == "resync":  # which has the number of another
            return write(event)
        text = self._texts.get(event.number)
        if text is None:
            text = self._texts[event.number] = write(event)
            while len(self._texts) > MOST_TEXTS:
                del self._texts[next(iter(self._texts))]
        return text

    def position(self, last_id: str | None) -> int:
        """Return the number of the event with this id, that of the newest for None.

        An id of another process, or that is none, is before all events.
        """
        if last_id is None:
            return self._last
        name, _, number = last_id.rpartition("-")
        if name != self._name or not (number.isascii() and number.isdigit()) or len(number) > 18:
            return -1
        return int(number) if int(number) <= self._last else -1

    def after(self, number: int) -> list[Event]:
        """Return the events after one; only a `resync` where some of them are not kept."""
        if number >= self._last:
            return []
        missed = self._last - number
        if number < 0 or missed > len(self._events):
            return [Event(self._last, "resync", {})]
        # From the end: a subscriber is rarely far behind.
        newest = reversed(self._events)
        return [next(newest) for _ in range(missed)][::-1]

    def _wake(self) -> None:
        for wake in list(self._wakers):
            wake()
