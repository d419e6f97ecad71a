"""Recordings of a process that ends at once, as pytest-timeout ends one by its thread."""

from __future__ import annotations

import os
from threading import Thread
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
        if os.getpid() == process:
            thread = Thread(target=save, daemon=True)
            thread.start()
            thread.join(LONGEST)
        original(status)

    def undo() -> None:
        if os._exit is exit_now:
            os._exit = original

    os._exit = exit_now
    return undo
