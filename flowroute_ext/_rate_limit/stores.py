"""Stores: where a window is kept, and changed by one caller at a time."""

from __future__ import annotations

import threading
import weakref
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

import attrs

from .._base.forks import after_fork
from . import sliding_window
from .errors import Busy
from .sliding_window import LONGEST_SLEEP, SOON, Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._base.clock import Clock
    from .sliding_window import Ended, Quota, Reservation

T = TypeVar("T")

# Seconds that a shared store may be out of reach before that is an error. The sentence about a
# locked file has the same figure (`sqlite_faults.BUSY_TIMEOUT`).
OUTAGE_TIMEOUT = 30.0


class Store(ABC):
    """Keeps count of attempts. Safe to use from several threads at once."""

    # Whether its methods may take long, so that they must not hold up an event loop.
    remote = False
    # Whether it is made where it is not there.
    creates = True
    # Whether it is to be asked at once, as it has to write a refusal.
    urgent = False

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._busy_since: float | None = None

    def reserve(self, ticket: str, quota: Quota) -> Reservation | float:
        """The reservation of an attempt that may start now, or the seconds until asking again.

        Raises `SharedLimitError`, also where the store has been busy for too long.
        """
        try:
            reserved = self.try_to_reserve(ticket, quota)
        except Busy as busy:
            return self._wait_while(busy)
        self._busy_since = None
        return reserved

    @abstractmethod
    def try_to_reserve(self, ticket: str, quota: Quota) -> Reservation | float:
        """The same as `reserve`; raises `Busy` where the store is."""

    @abstractmethod
    def finish(self, reservation: Reservation, ended: Ended, quota: Quota) -> None:
        """Record that an attempt ended, now; never raises."""

    @abstractmethod
    def postpone(self, reservation: Reservation, wait: float) -> None:
        """Take back a reservation whose attempt starts *wait* seconds later; never raises."""

    @abstractmethod
    def withdraw(self, ticket: str) -> None:
        """Give up the place of a caller that has to wait; never raises."""

    def exists(self) -> bool:
        """Whether it is there, as far as that is known without asking for a reservation."""
        return True

    def _wait_while(self, busy: Busy) -> float:
        """Seconds to leave a busy store alone: the longer it has been busy, the longer."""
        now = self.clock.monotonic()
        since = self._busy_since
        if since is None:
            since = self._busy_since = now
        if now - since > OUTAGE_TIMEOUT:
            self._busy_since = None
            raise busy.error from busy.__cause__
        return max(SOON, (now - since) / 10)


class WindowStore(Store):
    """Keeps one window."""

    @abstractmethod
    def change(self, step: Callable[[Window, float], tuple[Window, T]]) -> T:
        """Replace the window by what *step* makes of it now; return its second result.

        Raises `Busy` or `SharedLimitError` if that is not possible; nothing is changed then.
        """

    def record(self, step: Callable[[Window, float], tuple[Window, None]]) -> None:
        """Change the window, if it can be changed; never raises."""
        self.change(step)

    def try_to_reserve(self, ticket: str, quota: Quota) -> Reservation | float:
        """The same as `reserve`; raises `Busy` where the store is."""
        return self.change(lambda window, now: sliding_window.reserve(window, ticket, quota, now))

    def finish(self, reservation: Reservation, ended: Ended, quota: Quota) -> None:
        """Record that an attempt ended, now; never raises."""
        now = self.clock.monotonic()
        self.record(
            lambda window, _: (sliding_window.finish(window, reservation, ended, quota, now), None)
        )

    def postpone(self, reservation: Reservation, wait: float) -> None:
        """Take back a reservation whose attempt starts *wait* seconds later; never raises."""
        sleep = min(wait, LONGEST_SLEEP)
        self.record(
            lambda window, now: (sliding_window.postpone(window, reservation, now + sleep), None)
        )

    def withdraw(self, ticket: str) -> None:
        """Give up the place of a caller that has to wait; never raises."""
        self.record(lambda window, _: (sliding_window.withdraw(window, ticket), None))


class MemoryStore(WindowStore):
    """A window in the memory of this process.

    `joined` are the shared stores that clients with this window name, as weak references.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.joined: tuple[weakref.ref[Store], ...] = ()
        self._window = Window()
        self._lock = threading.Lock()
        after_fork(self, MemoryStore._renew)

    def change(self, step: Callable[[Window, float], tuple[Window, T]]) -> T:
        """Replace the window by what *step* makes of it now; return its second result."""
        with self._lock:
            self._window, result = step(self._window, self.clock.monotonic())
        return result

    def join(self, store: Store) -> None:
        """Add a shared store to those that clients with this window name."""
        others = (
            reference
            for reference in self.joined
            if reference() is not None and reference() is not store
        )
        # A new tuple, as another thread may go through the former one.
        self.joined = (*others, weakref.ref(store))

    def _renew(self) -> None:
        """Keep what was sent before a fork; the callers that wait are of the parent."""
        self._lock = threading.Lock()
        self._window = attrs.evolve(self._window, queue=())
