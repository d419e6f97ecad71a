"""FIFO queues of waiting callers, with one interface for threads and for tasks."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from typing import TYPE_CHECKING

from .._base.forks import after_fork

if TYPE_CHECKING:
    from .joint_stores import JointStores, Slots
    from .sliding_window import Quota


class AsyncFifoQueue:
    """A queue of tasks. Only the first *places* of it go on; the others wait until one leaves."""

    def __init__(self, places: int = 1) -> None:
        self._count = places
        self._renew()
        after_fork(self, AsyncFifoQueue._renew)

    def _renew(self) -> None:
        # asyncio's own semaphore is fair: a waiting task comes before one that asks only now.
        self._places = asyncio.Semaphore(self._count)

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
        """Let the next one go on."""
        self._places.release()

    async def reserve(self, stores: JointStores, ticket: str, quota: Quota) -> Slots | float:
        """What `stores.reserve` returns; other tasks run in the meantime."""
        if stores.remote and _has_loop():
            return await asyncio.to_thread(stores.reserve, ticket, quota)
        return stores.reserve(ticket, quota)


class FifoQueue:
    """A queue of threads; Python's own locks and semaphores are not fair.

    Each waiting thread has a lock of its own, which is released when it may go on.
    """

    def __init__(self, places: int = 1) -> None:
        self._count = places
        self._renew()
        after_fork(self, FifoQueue._renew)

    def _renew(self) -> None:
        """Empty the queue: the threads in it do not exist in a forked process."""
        self._mutex = threading.Lock()
        self._free = self._count
        self._waiting: deque[threading.Lock] = deque()

    def enter(self, timeout: float | None) -> bool:
        """Wait to be among the first; False if that takes longer than *timeout* seconds."""
        with self._mutex:
            if self._free:
                self._free -= 1
                return True
            own = threading.Lock()
            own.acquire()
            self._waiting.append(own)
        try:
            seconds = -1 if timeout is None else min(max(timeout, 0.0), threading.TIMEOUT_MAX)
            if own.acquire(timeout=seconds):
                return True
        except BaseException:  # interrupted, and perhaps let through at the same moment
            if not self._withdraw(own):
                self.leave()
            raise
        return not self._withdraw(own)

    def leave(self) -> None:
        """Let the next one go on."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

    def reserve(self, stores: JointStores, ticket: str, quota: Quota) -> Slots | float:
        """What `stores.reserve` returns."""
        return stores.reserve(ticket, quota)

    def _withdraw(self, own: threading.Lock) -> bool:
        """Stop waiting; False if it is too late, and the thread may go on."""
        with self._mutex:
            if own not in self._waiting:
                return False
            self._waiting.remove(own)
            return True


def _has_loop() -> bool:
    """Whether a task of asyncio runs this; a coroutine driven by hand cannot be interrupted."""
    try:
        return asyncio.current_task() is not None
    except RuntimeError:
        return False
