"""The wake-ups of an event loop by the thread of pyreqwest: one for many responses.

This thread calls `call_soon_threadsafe` of the loop for each response. That of asyncio is written
in Python, and writes to a socket. In a hundred tasks, the two threads then wait for the
interpreter's lock again and again, and a thread that is not Python's gets the memory for a frame
anew for each call. So coroutines of pyreqwest run with a stand-in for their loop. Its method notes
a response by functions in C only, except for the first, which wakes the loop; that takes all.
"""

from __future__ import annotations

import asyncio
from functools import partial
from itertools import repeat
from operator import call
from typing import TYPE_CHECKING, Any, Final, TypeVar

from .polling import FUTURE, poll

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")

# From so many requests in progress on, they are started together, and responses are waited for
# until there are as many, though not longer than for the delay. It is in seconds; the timers of
# event loops round it up to a millisecond.
MANY: Final = 8
DELAY: Final = 0.0005


class Wakeup:
    """What pyreqwest takes for a future of the loop: to set its result is to note its task.

    All of it is in C: asked whether it is done, it returns `bool()`.
    """

    __slots__ = ("set_result",)
    done: Final = bool
    __iter__: Final = repeat(FUTURE).__next__
    __await__ = __iter__

    def __init__(self, note: Callable[[None], object]) -> None:
        self.set_result = note


class Wakeups:
    """Those of one event loop, and its stand-in."""

    __slots__ = ("_due", "_in_progress", "_waiting", "call_soon_threadsafe", "loop")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._in_progress = 0
        self._due: dict[asyncio.Future[None], None] = {}
        self._waiting: asyncio.Future[None] | None = None
        # The interpreter's lock makes one step of looking this up and calling it.
        self.call_soon_threadsafe: Callable[..., object] = self._wake

    def create_future(self) -> Wakeup:
        """Return what to set the result of when the coroutine that is polled can go on."""
        self._waiting = self.loop.create_future()
        return Wakeup(partial(self._due.setdefault, self._waiting))

    def is_closed(self) -> bool:
        """Return whether the loop is closed, which pyreqwest asks where it could not be woken."""
        return self.loop.is_closed()

    async def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Return what *coroutine* returns; it is closed where that does not end in time."""
        self._in_progress += 1
        try:
            if self._in_progress >= MANY:
                # The thread of pyreqwest sleeps between requests that come one by one.
                await asyncio.sleep(0)
            while True:
                try:
                    pending = poll(coroutine, self, self.loop)
                except StopIteration as done:
                    result: T = done.value
                    return result
                waiting, self._waiting = self._waiting, None
                if pending is None or waiting is None:
                    # It was woken while it was polled.
                    await asyncio.sleep(0)
                else:
                    await waiting
        finally:
            self._in_progress -= 1
            coroutine.close()

    def _wake(self, set_result: Callable[[Wakeup], object], wakeup: Wakeup) -> None:
        """Note a response, wake the loop, and have those that follow only noted."""
        self.call_soon_threadsafe = call
        set_result(wakeup)
        self.loop.call_soon_threadsafe(self._look)

    def _look(self) -> None:
        if len(self._due) < MANY <= self._in_progress:
            self.loop.call_later(DELAY, self._take)
        else:
            self._take()

    def _take(self) -> None:
        """Have each task go on whose response is there."""
        self.call_soon_threadsafe = self._wake
        for waiting in tuple(self._due):
            del self._due[waiting]
            if not waiting.done():  # its task was cancelled
                waiting.set_result(None)
