"""Ledgers: where a window is kept, and changed by one at a time."""

from __future__ import annotations

import os
import threading
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from .._clock import Clock
from . import window as windows
from .window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from .window import Attempt, Ended, Rule

T = TypeVar("T")

# How many ledgers a process remembers that nobody may use any more.
REMEMBERED = 256


class Ledger(ABC):
    """Keeps one window. Safe to use from several threads at once."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    @abstractmethod
    def change(self, act: Callable[[Window, float], tuple[Window, T]]) -> T:
        """Replace the window by what *act* makes of it now; return what it says besides."""

    def ask(self, ticket: str, rule: Rule) -> Attempt | float:
        """The attempt that may start now, or how many seconds to wait before asking again."""
        return self.change(lambda window, now: windows.ask(window, ticket, rule, now))

    def leave(self, ticket: str) -> None:
        """Give up the place of who has asked."""
        self.change(lambda window, _: (windows.leave(window, ticket), None))

    def finish(self, attempt: Attempt, ended: Ended, rule: Rule) -> None:
        """Note that an attempt ended, now."""
        now = self.clock.monotonic()
        self.change(lambda window, _: (windows.finish(window, attempt, ended, rule, now), None))


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


_known: dict[Hashable, MemoryLedger] = {}
_lock = threading.Lock()


def in_memory(account: str, counter: str, clock: Clock) -> MemoryLedger:
    """The ledger of this process for a counter of an account: the same for every client.

    A client with a clock of its own shares it with those that have the very same clock.
    """
    key = (os.getpid(), account, counter, None if type(clock) is Clock else clock)
    with _lock:
        # The last one used is the last one to be forgotten.
        ledger = _known.pop(key, None) or MemoryLedger(clock)
        _known[key] = ledger
        if len(_known) > REMEMBERED:
            del _known[next(iter(_known))]
    return ledger
