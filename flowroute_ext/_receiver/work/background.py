"""The worker that a process has beside its requests: a task, or a thread with its own loop."""

from __future__ import annotations

import asyncio
import threading
import weakref
from typing import TYPE_CHECKING, Final

from ..._base.forks import after_fork
from ..store.writer import before_closing
from .failures import logger
from .handling import is_within
from .worker import Worker

if TYPE_CHECKING:
    from .setup import Setup

# Seconds that an interpreter which ends waits for the handlers that are running.
EXIT_TIMEOUT: Final = 30.0


class Background:
    """Starts a worker when it is first needed in a process, and at most one at a time.

    Safe in threads, and in processes that were forked: each has a worker of its own.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._renew()
        after_fork(self, Background._renew)
        _all.add(self)

    def _renew(self) -> None:
        self._lock = threading.Lock()
        self._worker: Worker | None = None
        self._task: asyncio.Task[None] | None = None
        self._thread: threading.Thread | None = None

    def start_task(self) -> None:
        """Have a worker in the running event loop, unless there is one in this process."""
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            if _is_running(self._task):
                return
            self._thread = None
            self._worker = Worker(self._setup)
            self._task = asyncio.create_task(self._worker.run(), name="flowroute-receiver")
            self._task.add_done_callback(_report)

    def start_thread(self) -> None:
        """Have a worker in a thread, unless there is one in this process."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            if _is_running(self._task):
                return
            self._task = None
            worker = self._worker = Worker(self._setup)
            self._thread = threading.Thread(
                target=self._run, args=(worker,), name="flowroute-receiver", daemon=True
            )
            self._thread.start()

    def _run(self, worker: Worker) -> None:
        # A method, so that this is waited for at the exit even if the receiver is gone by then.
        try:
            asyncio.run(worker.run())
        except Exception as error:
            logger.error("the worker of a receiver has ended: %s", error)

    async def astop(self) -> None:
        """Begin nothing more, and wait until the running handlers have ended.

        A handler that calls this does not wait, as it would for itself.
        """
        with self._lock:
            worker, task = self._worker, self._task
            self._worker = self._task = None
        if worker is not None:
            worker.stop()
        if is_within(self._setup):  # of a handler, which would wait for itself
            return
        if task is not None and task.get_loop() is asyncio.get_running_loop():
            await asyncio.wait([task])
        await asyncio.to_thread(self._join, None)

    def stop(self, timeout: float | None = None) -> None:
        """Begin nothing more, and wait until the running handlers have ended, for *timeout*."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()
        if not is_within(self._setup):
            self._join(timeout)

    def _join(self, timeout: float | None) -> None:
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout)


def _is_running(task: asyncio.Task[None] | None) -> bool:
    return task is not None and not task.done() and task.get_loop().is_running()


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        logger.error("the worker of a receiver has ended: %s", error)


_all: weakref.WeakSet[Background] = weakref.WeakSet()


def _stop_all() -> None:
    for background in list(_all):
        background.stop(EXIT_TIMEOUT)


before_closing(_stop_all)
