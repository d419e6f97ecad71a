"""Recordings of a process that ends at once: by SIGTERM, or as pytest-timeout's thread ends one."""

from __future__ import annotations

import os
import signal
from _thread import allocate_lock, start_new_thread
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 10.0
"""How many seconds the end of the process waits: what was interrupted may hold a lock."""


def save_before_exit(save: Callable[[], object]) -> Callable[[], None]:
    """Call *save* before `os._exit` ends this process; return what undoes that.

    A process that was forked from this one ends as always.
    """
    original, process = os._exit, os.getpid()

    def exit_now(status: int) -> NoReturn:
        try:
            if os.getpid() == process:
                _in_time(save)
        finally:
            original(status)

    def undo() -> None:
        if os._exit is exit_now:
            os._exit = original

    os._exit = exit_now
    return undo


def save_before_termination(save: Callable[[], object]) -> Callable[[], None]:
    """Call *save* before SIGTERM ends this process; return what undoes that.

    It ends it by the signal still, and at once if it comes again. Where the signal is handled or
    ignored already, and in a process that was forked from this one, it does what it did.
    """
    process = os.getpid()

    def end(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        try:
            if os.getpid() == process:
                _in_time(save)
        finally:
            signal.raise_signal(number)

    def undo() -> None:
        if signal.getsignal(signal.SIGTERM) is end:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)

    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        with suppress(ValueError):  # only the main thread sets handlers
            signal.signal(signal.SIGTERM, end)
    return undo


def _in_time(save: Callable[[], object]) -> None:
    """Call *save* in a thread; what a signal has interrupted may hold the locks of `threading`."""
    ended = allocate_lock()
    ended.acquire()

    def run() -> None:
        try:
            save()
        finally:
            ended.release()

    start_new_thread(run, ())
    ended.acquire(timeout=LONGEST)
