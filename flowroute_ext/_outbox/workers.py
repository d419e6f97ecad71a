"""The workers of a run, with one interface for threads and for tasks."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from typing import Any

T = TypeVar("T")

# Seconds. On Windows, Ctrl-C does not interrupt a longer wait for a thread.
POLL_INTERVAL = 0.5


class Workers:
    """Threads.

    A worker that fails, or Ctrl-C, makes the others stop after the row that they are sending,
    which is waited for. A second Ctrl-C waits no longer.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._expected = 0
        self._working = 0

    @property
    def still_working(self) -> bool:
        """Whether there is a worker that was not waited for to the end."""
        return self._working > 0

    def run(self, jobs: Sequence[Callable[[], None]], stop: Callable[[], None]) -> None:
        """Run all *jobs* at once, until they end; *stop* is called to make them end soon."""
        failures: list[BaseException] = []
        self._expected = len(jobs)

        def work(job: Callable[[], None]) -> None:
            with self._changed:
                if not self._expected:  # stopped before it began
                    return
                self._expected -= 1
                self._working += 1
            try:
                job()
            except BaseException as error:
                failures.append(error)
                stop()
            finally:
                with self._changed:
                    self._working -= 1
                    self._changed.notify_all()

        try:
            for job in jobs:
                threading.Thread(target=work, args=(job,), daemon=True).start()
            self._wait()
        except BaseException:
            stop()
            with self._changed:
                self._expected = 0
            self._wait()
            raise
        if failures:
            raise failures[0]

    def in_thread(self, act: Callable[[], T]) -> T:
        """What *act* returns, which waits for the disk; this is a thread already."""
        return act()

    def _wait(self) -> None:
        # Not by join(): before Python 3.13 a thread counts as ended, and has not, once Ctrl-C came
        # during a join().
        with self._changed:
            while self._expected or self._working:
                self._changed.wait(POLL_INTERVAL)


class AsyncWorkers:
    """Tasks of the running event loop.

    A worker that fails makes the others stop after the row that they are sending, which is
    waited for; cancelling the run cancels them.
    """

    still_working = False

    async def run(
        self, jobs: Sequence[Callable[[], Coroutine[Any, Any, None]]], stop: Callable[[], None]
    ) -> None:
        """Run all *jobs* at once, until they end; *stop* is called to make them end soon."""

        async def work(job: Callable[[], Coroutine[Any, Any, None]]) -> None:
            try:
                await job()
            except BaseException:
                stop()
                raise

        results = await asyncio.gather(*map(work, jobs), return_exceptions=True)
        for result in results:
            if result is not None:
                raise result

    async def in_thread(self, act: Callable[[], T]) -> T:
        """What *act* returns, which waits for the disk in another thread.

        Its end is always waited for, so that no transaction is left open.
        """
        future = asyncio.ensure_future(asyncio.to_thread(act))
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            await asyncio.wait([future])
            future.exception()  # or asyncio logs that it was never retrieved
            raise
