"""Who sends the rows, several at once: the same name and manners for threads and tasks."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from typing import Any

T = TypeVar("T")

# Seconds. Waiting for a thread in one piece cannot be interrupted on Windows.
GLANCE = 0.5


class Crew:
    """Threads.

    One that fails, or Ctrl-C, makes the others stop after the work in hand, which is waited
    for. A second Ctrl-C waits no longer.
    """

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._expected = 0
        self._working = 0

    @property
    def at_work(self) -> bool:
        """Whether somebody is left at work who was not waited for."""
        return self._working > 0

    def work(self, jobs: Sequence[Callable[[], None]], stop: Callable[[], None]) -> None:
        """Do all *jobs* at once, until they end; *stop* is what makes them end soon."""
        failures: list[BaseException] = []
        self._expected = len(jobs)

        def do(job: Callable[[], None]) -> None:
            with self._news:
                if not self._expected:  # called off before it began
                    return
                self._expected -= 1
                self._working += 1
            try:
                job()
            except BaseException as error:
                failures.append(error)
                stop()
            finally:
                with self._news:
                    self._working -= 1
                    self._news.notify_all()

        try:
            for job in jobs:
                threading.Thread(target=do, args=(job,), daemon=True).start()
            self._wait()
        except BaseException:
            stop()
            with self._news:
                self._expected = 0
            self._wait()
            raise
        if failures:
            raise failures[0]

    def aside(self, act: Callable[[], T]) -> T:
        """What *act* returns, which waits for the disk."""
        return act()

    def _wait(self) -> None:
        # Not by join(): before Python 3.13 a thread counts as dead, and is not, once Ctrl-C came
        # while somebody joined it.
        with self._news:
            while self._expected or self._working:
                self._news.wait(GLANCE)


class AsyncCrew:
    """Tasks of the running event loop.

    One that fails makes the others stop after the work in hand, which is waited for; to be
    cancelled cancels them.
    """

    at_work = False

    async def work(
        self, jobs: Sequence[Callable[[], Coroutine[Any, Any, None]]], stop: Callable[[], None]
    ) -> None:
        """Do all *jobs* at once, until they end; *stop* is what makes them end soon."""

        async def do(job: Callable[[], Coroutine[Any, Any, None]]) -> None:
            try:
                await job()
            except BaseException:
                stop()
                raise

        results = await asyncio.gather(*map(do, jobs), return_exceptions=True)
        for result in results:
            if result is not None:
                raise result

    async def aside(self, act: Callable[[], T]) -> T:
        """What *act* returns, which waits for the disk in another thread.

        It is always waited for: a transaction that has begun comes to its end.
        """
        future = asyncio.ensure_future(asyncio.to_thread(act))
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            await asyncio.wait([future])
            future.exception()  # nobody else will ask for it
            raise
