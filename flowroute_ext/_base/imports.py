"""Imports that no signal can interrupt."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def uninterrupted(load: Callable[[], T]) -> T:
    """Return what *load* returns, which imports modules and does nothing else that takes time.

    An exception that a handler of a signal raises in the midst of an import may leave its lock
    taken, and each later import of that module waiting. Handlers run in the main thread only, so
    that one lets another thread import, and waits for it. Raises what *load* raises.
    """
    if threading.current_thread() is not threading.main_thread():
        return load()
    loaded: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            loaded.append(load())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="flowroute-import", daemon=True)
    try:
        thread.start()
    except RuntimeError:  # there are no threads, or no more: this Python is exiting
        return load()
    thread.join()
    if failed:
        raise failed[0]
    return loaded[0]
