"""Ledgers: where a window is kept, and changed by one at a time."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from . import sliding_window as windows
from .errors import Busy
from .sliding_window import ANY_MOMENT, Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._base.clock import Clock
    from .sliding_window import Attempt, Ended, Rule

T = TypeVar("T")

# Seconds that a shared store may be out of reach before that is an error. The sentence about a
# locked file has the same figure (`sqlite_faults.BUSY_TIMEOUT`).
OUTAGE_TIMEOUT = 30.0


class Ledger(ABC):
    """Keeps one window. Safe to use from several threads at once."""

    # Whether asking may take long, so that it must not hold up an event loop.
    remote = False

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._busy_since: float | None = None

    @abstractmethod
    def change(self, act: Callable[[Window, float], tuple[Window, T]]) -> T:
        """Replace the window by what *act* makes of it now; return what it says besides.

        Raises `Busy` or `SharedLimitError` if that is not possible; nothing is changed then.
        """

    def ask(self, ticket: str, rule: Rule) -> Attempt | float:
        """The attempt that may start now, or how many seconds to wait before asking again.

        Raises `SharedLimitError`, also where the ledger has been busy for too long.
        """
        try:
            answer = self.try_to_start(ticket, rule)
        except Busy as busy:
            return self._later(busy)
        self._busy_since = None
        return answer

    def try_to_start(self, ticket: str, rule: Rule) -> Attempt | float:
        """What `ask` says, unless the ledger is `Busy`."""
        return self.change(lambda window, now: windows.ask(window, ticket, rule, now))

    def leave(self, ticket: str) -> None:
        """Give up the place of who has asked; never raises."""
        self.note(lambda window, _: (windows.leave(window, ticket), None))

    def finish(self, attempt: Attempt, ended: Ended, rule: Rule) -> None:
        """Note that an attempt ended, now; never raises."""
        now = self.clock.monotonic()
        self.note(lambda window, _: (windows.finish(window, attempt, ended, rule, now), None))

    def note(self, act: Callable[[Window, float], tuple[Window, None]]) -> None:
        """Change the window, if it can be changed; never raises."""
        self.change(act)

    def _later(self, busy: Busy) -> float:
        """How long to leave the ledger alone: the longer it has been busy, the longer."""
        now = self.clock.monotonic()
        since = self._busy_since
        if since is None:
            since = self._busy_since = now
        if now - since > OUTAGE_TIMEOUT:
            self._busy_since = None
            raise busy.error from busy.__cause__
        return max(ANY_MOMENT, (now - since) / 10)


class MemoryLedger(Ledger):
    """A window in the memory of this process."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._window = Window()
        self._lock = threading.Lock()

    def change(self, act: Callable[[Window, float], tuple[Window, T]]) -> T:
        """Replace the window by what *act* makes of it now; return what it says besides."""
        with self._lock:
            self._window, said = act(self._window, self.clock.monotonic())
        return said
