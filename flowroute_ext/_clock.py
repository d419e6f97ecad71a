"""The time, and waiting for it: in one place, so that tests can make an hour pass at once."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# On Linux this one goes on while the machine sleeps, and so do deadlines.
_monotonic: Callable[[], float] = (
    partial(time.clock_gettime, time.CLOCK_BOOTTIME)
    if hasattr(time, "CLOCK_BOOTTIME")
    else time.monotonic
)


class Clock:
    """The real time. A test overrides all four, or takes a clock of its own to a client."""

    def monotonic(self) -> float:
        """Seconds since some moment, the same in all processes; never runs backwards."""
        return _monotonic()

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait in this thread."""
        time.sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        """Wait in this task."""
        await asyncio.sleep(seconds)
