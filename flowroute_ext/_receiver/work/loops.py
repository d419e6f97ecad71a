"""The event loop of what is async, in threads that have none."""

from __future__ import annotations

import asyncio
import threading
import weakref
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..._base.forks import after_fork

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")

# Seconds to wait for another thread, which may wait for this one.
LOCK_TIMEOUT: Final = 10.0


class OneLoop:
    """Runs coroutines in the same event loop, as the connections of a client belong to one.

    It is another one only where what runs in that loop may wait for the caller.
    """

    def __init__(self) -> None:
        self._renew()
        after_fork(self, OneLoop._renew)

    def _renew(self) -> None:
        self._lock = threading.Lock()
        self._runner: asyncio.Runner | None = None

    def run(self, coroutine: Coroutine[Any, Any, T], *, wait: bool = True) -> T:
        """Return what *coroutine* returns; with *wait* after what runs in another thread."""
        if _is_async() or not self._lock.acquire(timeout=LOCK_TIMEOUT if wait else 0.0):
            return asyncio.run(coroutine)
        try:
            if self._runner is None:
                self._runner = asyncio.Runner()
                # No more than its loop, as garbage is also collected in another one that runs.
                weakref.finalize(self, self._runner.get_loop().close)
            return self._runner.run(coroutine)
        except BaseException:
            # What it has begun ends with its loop.
            runner, self._runner = self._runner, None
            if runner is not None:
                runner.close()
            raise
        finally:
            self._lock.release()


def _is_async() -> bool:
    """Whether this is called in an event loop, where no other one can run."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
