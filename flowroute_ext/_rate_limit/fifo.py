"""FIFO queues of waiting callers, with one interface for threads and for tasks."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
import weakref
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from .._base.forks import after_fork
from .permits import WouldBeLate

if TYPE_CHECKING:
    from queue import SimpleQueue

    from .joint_stores import JointStores, Slots
    from .sliding_window import Quota

# Seconds after which a waiting thread looks whether it is the first; it is woken before that.
LONGEST_NAP = 0.25


class AsyncFifoQueue:
    """A queue of tasks. Only the first *places* of it go on; the others wait until one leaves."""

    def __init__(self, places: int = 1) -> None:
        self._count = places
        self._renew()
        after_fork(self, AsyncFifoQueue._renew)

    def _renew(self) -> None:
        # asyncio's own semaphore is fair: a waiting task comes before one that asks only now.
        self._places = asyncio.Semaphore(self._count)

    def turn(self) -> TaskTurn:
        """Return a place in the queue for one caller, to `enter` and to `leave`."""
        return TaskTurn(self._places)

    async def reserve(
        self, stores: JointStores, ticket: str, quota: Quota, timeout: float | None
    ) -> Slots | float:
        """What `stores.reserve` returns; other tasks run in the meantime.

        Raises `WouldBeLate` where that takes longer than *timeout* seconds.
        """
        if not (stores.remote and _has_loop()):
            return stores.reserve(ticket, quota)
        if timeout is None:
            return await asyncio.to_thread(stores.reserve, ticket, quota)
        pending = PendingReservation(stores, ticket, quota)
        future = asyncio.ensure_future(asyncio.to_thread(pending.run))
        await asyncio.wait([future], timeout=max(timeout, 0.0))
        return pending.result(0.0)


class TaskTurn:
    """One task's place in an `AsyncFifoQueue`."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places = places
        self._entered = False

    async def enter(self, timeout: float | None) -> bool:
        """Wait to be among the first; False if that takes longer than *timeout* seconds."""
        if timeout is None or not _has_loop():
            self._entered = await self._places.acquire()
            return True
        try:
            async with asyncio.timeout(timeout):
                self._entered = await self._places.acquire()
        except TimeoutError:
            return self._entered
        return True

    def leave(self) -> None:
        """Let the next one go on."""
        if self._entered:
            self._entered = False
            self._places.release()


class FifoQueue:
    """A queue of threads; Python's own locks and semaphores are not fair.

    The handler of a signal may raise between any two instructions. So there is no lock and no
    count: the queue is the order of those in it, each change is one call into C, and a turn that
    was deleted without leaving is not in it. A thread that waits is woken, and looks by itself
    now and then.
    """

    def __init__(self, places: int = 1) -> None:
        self._count = places
        self._renew()
        after_fork(self, FifoQueue._renew)

    def _renew(self) -> None:
        """Empty the queue: the threads in it do not exist in a forked process."""
        self._order: deque[weakref.ref[ThreadTurn]] = deque()

    def turn(self) -> ThreadTurn:
        """Return a place in the queue for one caller, to `enter` and to `leave`."""
        return ThreadTurn(self)

    def append(self, turn: ThreadTurn) -> None:
        """Put *turn* at the end."""
        self._order.append(turn.reference)

    def remove(self, turn: ThreadTurn) -> None:
        """Remove *turn*, wherever it is, and let the next one go on."""
        with suppress(ValueError):
            self._order.remove(turn.reference)
        self.first()

    def first(self) -> list[ThreadTurn]:
        """Return those that may go on, and wake them."""
        first: list[ThreadTurn] = []
        for reference in list(self._order):
            if len(first) == self._count:
                break
            turn = reference()
            if turn is None:
                with suppress(ValueError):
                    self._order.remove(reference)
            else:
                turn.woken.put(None)
                first.append(turn)
        return first

    def reserve(
        self, stores: JointStores, ticket: str, quota: Quota, timeout: float | None
    ) -> Slots | float:
        """What `stores.reserve` returns.

        Raises `WouldBeLate` where that takes longer than *timeout* seconds.
        """
        if timeout is None or not stores.remote:
            return stores.reserve(ticket, quota)
        pending = PendingReservation(stores, ticket, quota)
        threading.Thread(target=pending.run, daemon=True).start()
        return pending.result(timeout)


class ThreadTurn:
    """One thread's place in a `FifoQueue`."""

    def __init__(self, fifo: FifoQueue) -> None:
        self._queue = fifo
        self.woken: SimpleQueue[None] = queue.SimpleQueue()
        self.reference = weakref.ref(self)

    def enter(self, timeout: float | None) -> bool:
        """Wait to be among the first; False if that takes longer than *timeout* seconds."""
        give_up = None if timeout is None else time.monotonic() + timeout
        self._queue.append(self)
        while self not in self._queue.first():
            left = LONGEST_NAP if give_up is None else give_up - time.monotonic()
            if left <= 0:
                return False
            with suppress(queue.Empty):
                self.woken.get(timeout=min(left, LONGEST_NAP))
        return True

    def leave(self) -> None:
        """Let the next one go on."""
        self._queue.remove(self)


class PendingReservation:
    """A reservation that another thread makes, as its stores may take long to respond.

    One that is made too late is given back: whichever thread takes it out of the queue has it.
    """

    def __init__(self, stores: JointStores, ticket: str, quota: Quota) -> None:
        self._stores = stores
        self._ticket = ticket
        self._quota = quota
        self._results: SimpleQueue[Slots | float | Exception] = queue.SimpleQueue()
        self._late = False

    def run(self) -> None:
        """Make the reservation, in the thread that may take long; never raises."""
        try:
            self._results.put(self._stores.reserve(self._ticket, self._quota))
        except Exception as error:
            self._results.put(error)
        if self._late:
            with suppress(queue.Empty):
                result = self._results.get_nowait()
                if isinstance(result, tuple):
                    self._stores.give_back(result, self._ticket)

    def result(self, timeout: float) -> Slots | float:
        """Return the result; raise `WouldBeLate` where it takes longer than *timeout* seconds."""
        try:
            result = self._results.get(timeout=max(timeout, 0.0))
        except queue.Empty:
            self._late = True
            try:
                result = self._results.get_nowait()
            except queue.Empty:
                raise WouldBeLate(0.0) from None
        if isinstance(result, Exception):
            raise result
        return result


def _has_loop() -> bool:
    """Whether a task of asyncio runs this; a coroutine driven by hand cannot be interrupted."""
    try:
        return asyncio.current_task() is not None
    except RuntimeError:
        return False
