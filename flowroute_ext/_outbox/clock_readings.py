"""Whether the wall clock was set between the lease of a row and a lookup of it. Mostly pure.

The monotonic clock cannot be set, and all processes have it in common until the machine starts
again. So the difference of the two clocks shows whether, and by how much, the wall clock was set.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from .._reconcile.verdicts import SETTLED, SKEW

if TYPE_CHECKING:
    from datetime import datetime

    from .._base.clock import Clock

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")

# Seconds. The two clocks are not read at the same instant.
TOLERANCE = 1.0


@attrs.frozen
class ClockReading:
    """The wall clock at a moment, and its `offset` from the monotonic clock of this `boot`.

    `boot` is None on a system that does not show it.
    """

    wall: datetime
    offset: float
    boot: str | None

    @classmethod
    def of(cls, clock: Clock) -> ClockReading:
        """The reading of *clock* now."""
        wall = clock.now()
        return cls(wall, wall.timestamp() - clock.monotonic(), boot_id())


@attrs.frozen
class Period:
    """A period in which a request may have been in progress.

    It is not `certain` where the wall clock was set so far that none can be.
    """

    started: datetime
    ended: datetime
    certain: bool = True


def period(
    started: datetime, ended: datetime, offset: float | None, boot: str | None, now: ClockReading
) -> Period:
    """The period of an attempt, by the wall clock of *now*, and that of its time.

    *started* and *ended* are by the wall clock of the lease, which had that *offset*; or of now,
    where the process had crashed. Where the clock was set in between, by less than Flowroute's
    clock may differ, the period covers both.
    """
    if offset is None or boot is None or boot != now.boot:
        # After a restart of the machine only a clock that went back can be noticed.
        if ended <= now.wall:
            return Period(started, ended)
        return _uncertain(started, now)
    change = timedelta(seconds=now.offset - offset)
    if abs(change.total_seconds()) <= TOLERANCE:
        return Period(started, ended)
    began = min(started, started + change)
    if abs(change) <= SKEW:
        return Period(began, max(ended, ended + change))
    return _uncertain(began, now)


def _uncertain(began: datetime, now: ClockReading) -> Period:
    """A period that is over: to wait would make nothing certain."""
    over = now.wall - SETTLED
    return Period(min(began, over), over, certain=False)


@cache
def boot_id() -> str | None:
    """What identifies the time since this machine was started."""
    try:
        return _BOOT_ID.read_text("utf-8").strip() or None
    except (OSError, ValueError):
        return None
