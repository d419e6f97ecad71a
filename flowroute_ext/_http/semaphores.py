"""Sync and async semaphores with one interface: `acquire(timeout=…)` and `release()`."""

from __future__ import annotations

import asyncio
import threading

Semaphore = threading.Semaphore


class AsyncSemaphore:
    """A semaphore for the tasks of one event loop, the first that it is used in.

    Connections work in the loop that they were made in, and break in another.
    """

    def __init__(self, value: int) -> None:
        self._semaphore = asyncio.Semaphore(value)
        self._loop: asyncio.AbstractEventLoop | None = None

    async def acquire(self, *, timeout: float | None = None) -> bool:
        """Take a place; return False if there is none within *timeout* seconds.

        Raises `RuntimeError` in another event loop.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # driven by hand or by another library, without a loop
            return await self._semaphore.acquire()
        if self._loop not in (None, loop):
            raise RuntimeError(
                "This client was used in another event loop: make one in each, "
                "as `async with AsyncFlowroute() as flowroute` does"
            )
        self._loop = loop
        if timeout is None:
            return await self._semaphore.acquire()
        try:
            async with asyncio.timeout(timeout):
                return await self._semaphore.acquire()
        except TimeoutError:
            return False

    def release(self) -> None:
        """Free the place."""
        self._semaphore.release()
