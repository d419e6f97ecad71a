"""Lines: who came first goes first, the same name and manners for threads and tasks."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .sliding_window import Attempt, Rule
    from .stores import Ledger


class AsyncLine:
    """A line of tasks. Only the first *places* of it go on; the others wait until one leaves."""

    def __init__(self, places: int = 1) -> None:
        # asyncio's own is fair: who waits comes before who asks only now.
        self._places = asyncio.Semaphore(places)

    async def enter(self, timeout: float | None) -> bool:
        """Wait to be among the first; False if that takes longer than *timeout* seconds."""
        if timeout is None or not _has_loop():
            return await self._places.acquire()
        try:
            async with asyncio.timeout(timeout):
                return await self._places.acquire()
        except TimeoutError:
            return False

    def leave(self) -> None:
        """Let the next one come."""
        self._places.release()

    async def ask(self, ledger: Ledger, ticket: str, rule: Rule) -> Attempt | float:
        """What the ledger says to the first of the line; other tasks go on in the meantime."""
        if ledger.remote and _has_loop():
            return await asyncio.to_thread(ledger.ask, ticket, rule)
        return ledger.ask(ticket, rule)


class Line:
    """A line of threads; Python's own locks and semaphores let anyone go first.

    Whoever waits has a lock of their own, which is released when the turn comes.
    """

    def __init__(self, places: int = 1) -> None:
        self._mutex = threading.Lock()
        self._free = places
        self._waiting: deque[threading.Lock] = deque()

    def enter(self, timeout: float | None) -> bool:
        """Wait to be among the first; False if that takes longer than *timeout* seconds."""
        with self._mutex:
            if self._free:
                self._free -= 1
                return True
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        try:
            patience = -1 if timeout is None else min(max(timeout, 0.0), threading.TIMEOUT_MAX)
            if called.acquire(timeout=patience):
                return True
        except BaseException:  # interrupted, and so not to be called
            if not self._give_up(called):
                self.leave()
            raise
        return not self._give_up(called)

    def leave(self) -> None:
        """Let the next one come."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

    def ask(self, ledger: Ledger, ticket: str, rule: Rule) -> Attempt | float:
        """What the ledger says to the first of the line."""
        return ledger.ask(ticket, rule)

    def _give_up(self, called: threading.Lock) -> bool:
        """Stop waiting; False if it is too late, and the turn has come."""
        with self._mutex:
            if called not in self._waiting:
                return False
            self._waiting.remove(called)
            return True


def _has_loop() -> bool:
    """Whether a task of asyncio runs this; driven by hand, nobody could interrupt it."""
    try:
        return asyncio.current_task() is not None
    except RuntimeError:
        return False
