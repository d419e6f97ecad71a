"""The workers of a run, with one interface for threads and for tasks."""

from __future__ import annotations

import asyncio
import atexit
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from .._base.uncancelled import waited_for
from .errors import OutboxError
from .in_flight import Withheld

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from typing import Any

T = TypeVar("T")

# Seconds. On Windows, Ctrl-C does not interrupt a longer wait for a thread.
POLL_INTERVAL = 0.5
# Seconds that an interpreter which ends waits for threads that are to get permits. They could
# crash it, if they were in SQLite then.
EXIT_TIMEOUT = 6.0


class Workers:
    """Threads.

    A worker that fails, or Ctrl-C, makes the others stop after the row that they are sending,
    which is waited for. A second Ctrl-C waits no longer: the last of them ends the run. One that
    waits for a permit is not waited for: when it gets it, it ends.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._at_end: Callable[[], None] | None = None
        self._expected = 0
        self._working = 0
        self._forgotten = 0

    @property
    def still_working(self) -> bool:
        """Whether there is a worker that was not waited for to the end."""
        return self._working > 0

    def run(
        self,
        jobs: Sequence[Callable[[], None]],
        stop: Callable[[], int],
        release: Callable[[], None],
    ) -> None:
        """Run all *jobs* at once, until they end.

        *stop* is called to make them end soon, and returns how many of them need not be waited
        for; *release* is called then, for what they were about to do.
        """
        failures: list[BaseException] = []
        self._expected = len(jobs)

        def halt() -> None:
            forgotten = stop()
            with self._changed:
                self._working -= forgotten
                self._forgotten += forgotten
                self._changed.notify_all()
            if forgotten:
                atexit.register(self._wait_for_forgotten)
            self.to_the_end(release)

        def work(job: Callable[[], None]) -> None:
            with self._changed:
                if not self._expected:  # stopped before it began
                    return
                self._expected -= 1
                self._working += 1
            forgotten = False
            try:
                job()
            except Withheld as withheld:
                forgotten = withheld.forgotten
            except BaseException as error:
                failures.append(error)
                halt()
            finally:
                with self._changed:
                    if forgotten:
                        self._forgotten -= 1
                    else:
                        self._working -= 1
                    self._changed.notify_all()
                self._act_at_end()

        try:
            for job in jobs:
                threading.Thread(target=work, args=(job,), daemon=True).start()
            self._wait()
        except BaseException:
            with self._changed:
                self._expected = 0
            halt()
            self._wait()
            raise
        if failures:
            raise failures[0]

    def end(self, release: Callable[[], None], close: Callable[[], None]) -> None:
        """Run *close*; where there are workers that were not waited for, the last one does.

        Then *release* is run now.
        """
        if self.still_working:
            self.to_the_end(release)
        with self._changed:
            if self.still_working:
                self._at_end = close
                return
        self.to_the_end(close)

    def in_thread(self, act: Callable[[], T]) -> T:
        """What *act* returns, which waits for the disk; this is a thread already."""
        return act()

    def to_the_end(self, act: Callable[[], None]) -> None:
        """Run *act*, whose end is waited for whatever interrupts this thread."""
        failures: list[Exception] = []
        ended = threading.Event()

        def run() -> None:
            try:
                act()
            except Exception as error:
                failures.append(error)
            finally:
                ended.set()

        interrupted: BaseException | None = None
        # A daemon, as an interpreter that ends during a third Ctrl-C would wait for it.
        threading.Thread(target=run, daemon=True).start()
        while not ended.is_set():
            try:
                ended.wait(POLL_INTERVAL)
            except BaseException as error:
                interrupted = error
        if interrupted is not None:
            raise interrupted
        if failures:
            raise failures[0]

    def _wait(self) -> None:
        # Not by join(): before Python 3.13 a thread counts as ended, and has not, once Ctrl-C came
        # during a join().
        with self._changed:
            while self._expected or self._working:
                self._changed.wait(POLL_INTERVAL)

    def _act_at_end(self) -> None:
        """Do what is left to the last worker, if this is the one."""
        with self._changed:
            if self._working:
                return
            act, self._at_end = self._at_end, None
        if act is not None:
            # What could not be written is adopted by the next run, as after a crash.
            with suppress(OutboxError):
                act()

    def _wait_for_forgotten(self) -> None:
        give_up = time.monotonic() + EXIT_TIMEOUT
        with self._changed:
            while self._forgotten > 0 and time.monotonic() < give_up:
                self._changed.wait(POLL_INTERVAL)


class AsyncWorkers:
    """Tasks of the running event loop.

    A worker that fails makes the others stop after the row that they are sending, which is
    waited for; cancelling the run cancels them.
    """

    async def run(
        self,
        jobs: Sequence[Callable[[], Coroutine[Any, Any, None]]],
        stop: Callable[[], int],
        release: Callable[[], None],
    ) -> None:
        """Run all *jobs* at once, until they end; *stop* is called to make them end soon.

        What they were about to do is released when the run ends, which is at once.
        """
        del release

        async def work(job: Callable[[], Coroutine[Any, Any, None]]) -> None:
            try:
                await job()
            except Withheld:
                return
            except BaseException:
                stop()
                raise

        results = await asyncio.gather(*map(work, jobs), return_exceptions=True)
        for result in results:
            if result is not None:
                raise result

    async def end(self, release: Callable[[], None], close: Callable[[], None]) -> None:
        """Run *close*: all workers have ended, so that nothing is to be released before."""
        del release
        await self.to_the_end(close)

    async def in_thread(self, act: Callable[[], T]) -> T:
        """What *act* returns, which waits for the disk in another thread.

        Its end is always waited for, so that no transaction is left open.
        """
        return await waited_for(asyncio.ensure_future(asyncio.to_thread(act)))

    async def to_the_end(self, act: Callable[[], None]) -> None:
        """Run *act*, whose end is waited for however often this task is cancelled."""
        await self.in_thread(act)
