"""Events whose sync handlers go on after the event loop of their worker."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Lingering:
    """Their ids, and what is to be done once there are none."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: set[int] = set()
        self._last: Callable[[], None] | None = None

    @property
    def events(self) -> frozenset[int]:
        """The ids."""
        with self._lock:
            return frozenset(self._events)

    def add(self, event: int) -> None:
        """Add an event."""
        with self._lock:
            self._events.add(event)

    def remove(self, event: int) -> None:
        """Remove an event, once its end is written."""
        with self._lock:
            self._events.discard(event)
            act = None if self._events else self._last
        if act is not None:
            act()

    def when_empty(self, act: Callable[[], None]) -> None:
        """Call *act* once there are none, which may be now."""
        with self._lock:
            self._last = act
            empty = not self._events
        if empty:
            act()
