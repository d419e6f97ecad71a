"""The periods that calls are asked for by. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Flowroute makes a file of each, and takes minutes for it; it takes at most 92 days.
LONGEST, SHORTEST = timedelta(days=31), timedelta(hours=1)


def call_periods(
    start: datetime, end: datetime, settled: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the periods from *start* to *end*, one of which ends where calls are *settled*."""
    while start < end:
        until = min(start + LONGEST, end)
        if start + SHORTEST < settled < until:
            until = settled
        yield start, until
        start = until
