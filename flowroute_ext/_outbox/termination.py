"""SIGTERM during a run: it ends as after Ctrl-C, and then the process does."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


class Terminated(KeyboardInterrupt):
    """The process got SIGTERM."""


@contextmanager
def ending_on_sigterm(interrupt: Callable[[], None]) -> Generator[None, None, None]:
    """Call *interrupt* at SIGTERM, and end the process by it when the block is left.

    Only in the main thread, and where nothing else handles that signal. A second one ends the
    process at once.
    """
    default = signal.SIG_DFL
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    if signal.getsignal(signal.SIGTERM) is not default:
        yield
        return
    process, came = os.getpid(), threading.Event()

    def handle(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGTERM, default)
        if os.getpid() != process:  # a forked child, which has no part in the run
            os.kill(os.getpid(), signal.SIGTERM)
        came.set()
        interrupt()

    signal.signal(signal.SIGTERM, handle)
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGTERM) is handle:
            signal.signal(signal.SIGTERM, default)
        if came.is_set():
            os.kill(os.getpid(), signal.SIGTERM)


def raise_terminated() -> None:
    """Interrupt the main thread, as Ctrl-C does."""
    raise Terminated


def cancelling_current_task() -> Callable[[], None]:
    """What cancels the running task, from a signal handler."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def cancel() -> None:
        if task is not None:
            loop.call_soon_threadsafe(task.cancel)

    return cancel
