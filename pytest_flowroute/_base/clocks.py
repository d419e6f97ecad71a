"""Clocks for tests: clients that use them never wait."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime, timedelta
from itertools import count
from threading import Lock
from typing import Any

from flowroute_ext.types import Clock

DAY = 24 * 60 * 60

_days = count(1)


def next_offset() -> float:
    """Return how far a new clock is to be ahead of the earlier ones, in seconds.

    So much later, no rate limit counts messages that were sent by their time.
    """
    return float(DAY * next(_days))


class SkippingClock(Clock):
    """The real time plus all waits: each wait is over at once."""

    def __init__(self) -> None:
        self._waited = 0.0
        self._ahead = next_offset()
        self._lock = Lock()

    def monotonic(self) -> float:
        """Return seconds, which do not run backwards."""
        return super().monotonic() + self._ahead + self._waited

    def now(self) -> datetime:
        """Return the present time, aware and in UTC."""
        return super().now() + timedelta(seconds=self._waited)

    def sleep(self, seconds: float) -> None:
        """Add the wait to the time."""
        with self._lock:
            self._waited += seconds

    async def asleep(self, seconds: float) -> None:
        """Add the wait to the time, after the other tasks could run."""
        await let_others_run()
        self.sleep(seconds)


async def let_others_run() -> None:
    """Let the other tasks run: those of asyncio, or of trio where that runs this."""
    if _runs_trio():
        await sys.modules["trio"].lowlevel.checkpoint()
    else:
        await asyncio.sleep(0)


def _runs_trio() -> bool:
    trio: Any = sys.modules.get("trio")
    if trio is None:
        return False
    try:
        trio.lowlevel.current_task()
    except RuntimeError:
        return False
    return True
