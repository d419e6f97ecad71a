"""Group commits: what several threads or tasks change at once is written in one transaction.

A commit waits for the disk, whether it is of one change or of ten. So what is given while one is
being made is made together by the next. What is given alone is made at once: nothing is waited for.
"""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Generic, TypeVar

from .._base.forks import after_fork
from .._base.uncancelled import waited_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


class _Given(Generic[T]):
    """A change of a thread, which waits for `turn`: that it is made, or makes the next ones."""

    __slots__ = ("change", "error", "makes_next", "turn")

    def __init__(self, change: T) -> None:
        self.change = change
        self.error: BaseException | None = None
        self.makes_next = False
        self.turn = threading.Lock()
        self.turn.acquire()


class GroupCommits(Generic[T]):
    """Makes changes of several threads by `commit`, in the order in which they are given.

    *commit* is called with all that are given since it was last, by one of their threads at a time.
    It leaves the result of a change, and what failed, in the change. What it raises, `make` raises
    in each of the threads.
    """

    def __init__(self, commit: Callable[[Sequence[T]], None]) -> None:
        self._commit = commit
        self._renew()
        after_fork(self, lambda commits: commits._renew())

    def _renew(self) -> None:
        self._lock = threading.Lock()
        self._given: list[_Given[T]] = []
        self._is_making = False

    def make(self, change: T) -> None:
        """Make *change*, together with those that others give meanwhile."""
        mine = _Given(change)
        with self._lock:
            self._given.append(mine)
            waits, self._is_making = self._is_making, True
        if waits:
            mine.turn.acquire()
            if not mine.makes_next:
                if mine.error is not None:
                    raise mine.error
                return
        with self._lock:
            together, self._given = self._given, []
        try:
            self._commit([given.change for given in together])
        except BaseException as error:
            for given in together:
                given.error = error
            raise
        finally:
            self._pass_on()
            for given in together:
                given.turn.release()

    def _pass_on(self) -> None:
        """Have the first of those that wait make the next ones."""
        with self._lock:
            if self._given:
                self._given[0].makes_next = True
                self._given[0].turn.release()
            else:
                self._is_making = False


class AsyncGroupCommits(Generic[T]):
    """The same for the tasks of one event loop: *commit* is called in another thread.

    A change that was given is made, and waited for, also where its task is cancelled.
    """

    def __init__(self, commit: Callable[[Sequence[T]], None]) -> None:
        self._commit = commit
        self._given: list[tuple[T, asyncio.Future[None]]] = []
        self._is_making = False

    async def make(self, change: T) -> None:
        """Make *change*, together with those that others give meanwhile."""
        loop = asyncio.get_running_loop()
        made: asyncio.Future[None] = loop.create_future()
        self._given.append((change, made))
        if not self._is_making:
            self._is_making = True
            # After all tasks that are ready now.
            loop.call_soon(self._make_given, loop)
        await waited_for(made)

    def _make_given(self, loop: asyncio.AbstractEventLoop) -> None:
        together, self._given = self._given, []
        self._is_making = bool(together)
        if not together:
            return

        def answer(ended: asyncio.Future[None]) -> None:
            self._make_given(loop)
            error = asyncio.CancelledError() if ended.cancelled() else ended.exception()
            for _, made in together:
                made.set_result(None) if error is None else made.set_exception(error)

        # No task, which could be cancelled.
        changes = [change for change, _ in together]
        try:
            ended = loop.run_in_executor(None, self._commit, changes)
        except Exception as error:  # as where the interpreter ends
            ended = loop.create_future()
            ended.set_exception(error)
        ended.add_done_callback(answer)
