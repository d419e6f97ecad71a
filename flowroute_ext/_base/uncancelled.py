"""Waiting for what goes on where the task that waits for it is cancelled."""

from __future__ import annotations

import asyncio
from typing import TypeVar

T = TypeVar("T")


async def waited_for(future: asyncio.Future[T]) -> T:
    """Return the result of *future*, once it has ended however often this task was cancelled."""
    cancelled: asyncio.CancelledError | None = None
    while not future.done():
        try:
            await asyncio.wait([future])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        if not future.cancelled():
            future.exception()  # or asyncio logs that it was never retrieved
        raise cancelled
    return future.result()
