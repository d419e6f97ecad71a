"""Clocks for tests: clients that use them never wait."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from flowroute_ext.types import Clock

DAY = 24 * 60 * 60


class _Clocks:
    """All clocks of this process: *latest* is the latest time that one of them had."""

    latest = 0.0


def later_by(monotonic: float) -> float:
    """Return by how many seconds a clock at *monotonic* is to be ahead, to be later than all were.

    A day later no rate limit counts messages that were sent by their time.
    """
    return reached(max(monotonic, _Clocks.latest) + DAY) - monotonic


def reached(monotonic: float) -> float:
    """Return the time of a clock, and note it for the next one."""
    _Clocks.latest = max(_Clocks.latest, monotonic)
    return monotonic


class SkippingClock(Clock):
    """The real time plus all waits: each wait is over at once."""

    def __init__(self) -> None:
        self._waited = 0.0
        self._ahead = later_by(super().monotonic())
        self._lock = Lock()

    def monotonic(self) -> float:
        """Return seconds, which do not run backwards."""
        return reached(super().monotonic() + self._ahead + self._waited)

    def leap(self) -> None:
        """Have `monotonic` be later than it was before the time was put back."""
        self._ahead += later_by(self.monotonic())

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
