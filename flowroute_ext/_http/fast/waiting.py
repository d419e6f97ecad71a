"""Running a coroutine of pyreqwest without an event loop, in a thread that waits for it.

Its synchronous client cannot be interrupted: the handler of a signal would run when the response is
there. A coroutine of its asynchronous one is polled, and waits for a call of its event loop, which
here is an object with the two methods that it calls. The wait is for a queue, as any in Python.

Both methods are functions in C, which no handler of a signal can interrupt: pyreqwest panics where
one raises.
"""

from __future__ import annotations

import asyncio
from itertools import repeat
from queue import Empty, SimpleQueue
from threading import TIMEOUT_MAX
from typing import TYPE_CHECKING, Any, Final, TypeVar

from .polling import FUTURE, poll

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from ..time_limits import Until

T = TypeVar("T")


class Waiting:
    """What an event loop is to a coroutine of pyreqwest: what calls it back when to poll again."""

    __slots__ = ("_woken", "call_soon_threadsafe")
    create_future: Final = repeat(FUTURE).__next__

    def __init__(self) -> None:
        self._woken: SimpleQueue[object] = SimpleQueue()
        self.call_soon_threadsafe: Callable[..., None] = self._woken.put

    def run(self, coroutine: Coroutine[Any, Any, T], until: Until | None) -> T:
        """Return what *coroutine* returns; raise `TimeoutError` if it is not done in time.

        Where that or the handler of a signal ends the wait, the coroutine is closed.
        """
        try:
            while True:
                try:
                    pending = poll(coroutine, self, asyncio._get_running_loop())
                except StopIteration as done:
                    result: T = done.value
                    return result
                # None: it was woken while it was polled.
                if pending is not None:
                    left = None if until is None else min(max(until.left(), 0.0), TIMEOUT_MAX)
                    self._woken.get(timeout=left)
        except Empty:
            raise TimeoutError("the time was up") from None
        finally:
            coroutine.close()
