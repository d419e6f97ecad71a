"""Sync and async semaphores with one interface, whose places are not lost by interruptions.

`take()` returns a place, which `give_back()` frees. After a fork all places are free in the child.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from .._base.forks import after_fork
from .async_library import check_async_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from queue import SimpleQueue

# Seconds after which a thread that waits for a place looks whether one was lost.
LOOK = 1.0
# The same for a greenlet that waits for a queue from before gevent has replaced their class.
LOOK_OF_GREENLETS = 0.01


class Place:
    """A place of a semaphore. One that is collected without being given back is free again.

    *all_of_them* has references to all places there are, free ones and taken ones.
    """

    __slots__ = ("__weakref__", "_all", "_free")

    def __init__(self, free: SimpleQueue[Place], all_of_them: list[weakref.ref[Place]]) -> None:
        # Weakly, since the places of a semaphore that is gone, or of before a fork, are gone too.
        self._free = weakref.ref(free)
        self._all = all_of_them
        all_of_them.append(weakref.ref(self, all_of_them.remove))

    def __del__(self) -> None:
        free = self._free()
        if free is not None:
            free.put(Place(free, self._all))


class Semaphore:
    """A semaphore for threads.

    A handler of a signal may raise between any two instructions of Python's own semaphore, which
    then stays locked or loses a place. Here both operations are one call into C, and a place that
    was taken is an object: where an exception comes before it is stored, it is collected. If a
    second exception comes at that moment, the place is lost, and replaced when none is free.
    """

    give_back: Callable[[Place], None]

    def __init__(self, value: int) -> None:
        self._value = value
        self._renew()
        after_fork(self, Semaphore._renew)

    def take(self, *, timeout: float | None = None) -> Place | None:
        """Return a place; None if there is none within *timeout* seconds."""
        try:
            return self._free.get_nowait()
        except queue.Empty:
            return self._wait(timeout)

    def _wait(self, timeout: float | None) -> Place | None:
        """Return a place that is given back or replaced."""
        give_up = None if timeout is None else time.monotonic() + timeout
        while True:
            self._replace_lost()
            left = LOOK if give_up is None else give_up - time.monotonic()
            with suppress(queue.Empty):
                return self._get(min(max(left, 0.0), LOOK))
            if left <= 0:
                return None

    def _get(self, timeout: float) -> Place:
        """Return a free place; raise `Empty` after *timeout* seconds, or before."""
        if self._free.__class__ is queue.SimpleQueue:
            return self._free.get(timeout=timeout)
        # gevent has patched Python since: to wait for this queue would stop all greenlets.
        threading.Event().wait(min(timeout, LOOK_OF_GREENLETS))
        return self._free.get_nowait()

    def _replace_lost(self) -> None:
        """Make places for those that are neither free nor taken; one thread at a time."""
        try:
            looking = self._looking.get_nowait()
        except queue.Empty:
            return
        try:
            for _ in range(self._value - len(self._all)):
                self._free.put(Place(self._free, self._all))
        finally:
            self._looking.put(looking)

    def _renew(self) -> None:
        free: SimpleQueue[Place] = queue.SimpleQueue()
        self._all: list[weakref.ref[Place]] = []
        for _ in range(self._value):
            free.put(Place(free, self._all))
        self._free = free
        self._looking: SimpleQueue[None] = queue.SimpleQueue()
        self._looking.put(None)
        # The method itself, so that no instruction of Python comes before it.
        self.give_back = free.put


class AsyncSemaphore:
    """A semaphore for the tasks of one event loop, the first that it is used in.

    Connections work in the loop that they were made in, and break in another.
    """

    def __init__(self, value: int) -> None:
        self._value = value
        self._loop: asyncio.AbstractEventLoop | None = None
        self._renew()
        after_fork(self, AsyncSemaphore._renew)

    async def take(self, *, timeout: float | None = None) -> Literal[True] | None:
        """Return a place; None if there is none within *timeout* seconds.

        Raises `RuntimeError` in another event loop, and under another library than asyncio.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # without a loop: driven by hand, or by another library
            check_async_library()
            timeout = None
        else:
            if loop is not self._loop:
                self._begin(loop)
        if self._free:
            self._free -= 1
            return True
        if timeout is None or not self._given_back.locked():
            return await self._wait()
        try:
            async with asyncio.timeout(timeout):
                return await self._wait()
        except TimeoutError:
            return None

    def give_back(self, _: Literal[True]) -> None:
        """Free the place."""
        if self._waiting:
            self._given_back.release()
        else:
            self._free += 1

    async def _wait(self) -> Literal[True]:
        """Return a place that is given back, in the order of the tasks that wait."""
        self._waiting += 1
        try:
            return await self._given_back.acquire()
        finally:
            self._waiting -= 1

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Note that the first *loop* is this one; raise `RuntimeError` in another one."""
        if self._loop is not None:
            raise RuntimeError(
                "This client was used in another event loop: make one in each, "
                "as `async with AsyncFlowroute() as flowroute` does"
            )
        self._loop = loop

    def _renew(self) -> None:
        # As nearly always there are free places, for which a number will do. Where there are none,
        # asyncio's semaphore has those that are given back while tasks wait.
        self._free, self._waiting = self._value, 0
        self._given_back = asyncio.Semaphore(0)
        self._loop = None
