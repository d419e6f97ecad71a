"""Imports while a program runs: neither signals interrupt them, nor do forks."""

from __future__ import annotations

import inspect
import os
import sys
import threading
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")

# Seconds. In a child whose thread is none of its own, nothing else ends the wait for it.
POLLED: Final = 0.05
IMPORTING: Final = "<frozen importlib._bootstrap>"
_lock = threading.RLock()
# What was imported.
_known: set[Hashable] = set()


def uninterrupted(load: Callable[[], T], key: Hashable = None) -> T:
    """Return what *load* returns, which imports modules and does nothing else that takes time.

    An exception that a handler of a signal raises in the midst of an import may leave its lock
    taken, and each later import of that module waiting. Handlers run in the main thread only, so
    another thread imports, and this one waits for it. So does a fork: the child would find the
    locks taken by a thread that it has not. Raises what *load* raises.

    Whatever else has the same *key* imports the same, so nothing if that was done.
    """
    if key in _known or _is_importing():
        # That may be interrupted anyway, and another thread could wait for a lock of this one.
        return load()
    if sys.is_finalizing():  # Python 3.11 starts threads even then, and they never run
        return load()
    while True:
        thread = _Import(load)
        try:
            thread.start()
        except RuntimeError:  # there are no threads, or no more: this Python is exiting
            return load()
        thread.wait()
        if thread.error is not None:
            raise thread.error
        if thread.loaded:
            if key is not None:
                _known.add(key)
            return thread.loaded[0]
        # A handler of a signal has forked before the thread began, and this is the child.


class MadeOnUse:
    """The attribute *name* of objects, which the `_made` of each makes when it is first used.

    One that an object has already comes before it, as one of a subclass does.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, owner: Any, _: type | None = None) -> object:
        return self if owner is None else owner._made(self._name)


class _Import(Generic[T]):
    """Imports what *load* does, in a thread.

    It is no subclass of threads: gevent replaces their class, and one that was derived from the
    former would never end.
    """

    def __init__(self, load: Callable[[], T]) -> None:
        self._thread = threading.Thread(target=self._run, name="flowroute-import", daemon=True)
        self._load = load
        self.loaded: list[T] = []
        self.error: BaseException | None = None

    def start(self) -> None:
        """Begin; raise `RuntimeError` where no thread can be started."""
        self._thread.start()

    def wait(self) -> None:
        """Wait until it is done."""
        while self._thread.is_alive():
            self._thread.join(POLLED)

    def _run(self) -> None:
        with _lock:
            try:
                self.loaded.append(self._load())
            except BaseException as error:
                self.error = error


def _is_importing() -> bool:
    """Return whether this is called while this thread imports a module."""
    frame = inspect.currentframe()
    while frame is not None:
        if frame.f_code.co_filename == IMPORTING:
            return True
        frame = frame.f_back
    return False


# Windows has no fork.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_lock.release
    )
