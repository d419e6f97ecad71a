"""Polling a coroutine of pyreqwest with a stand-in for the event loop.

Its `create_future` returns what the coroutine waits for, and yields what that yields: `PENDING`.
When it can go on, pyreqwest calls `call_soon_threadsafe` in a thread of its own.
"""

from __future__ import annotations

import asyncio
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Coroutine

# What a coroutine yields while it is to be waited for, and the awaitable that yields it.
PENDING: Final = object()
FUTURE: Final = repeat(PENDING)


def poll(coroutine: Coroutine[Any, Any, Any], stand_in: Any, around: Any) -> object:
    """Return `PENDING`, or None if *coroutine* can go on at once; raise `StopIteration` at its end.

    *stand_in* is the running loop only while it is polled, and *around* after that: the handler of
    a signal may look for a loop, and may raise once one is set.
    """
    try:
        asyncio._set_running_loop(stand_in)  # as each event loop does
        pending: object = coroutine.send(None)
        return pending
    finally:
        asyncio._set_running_loop(around)
