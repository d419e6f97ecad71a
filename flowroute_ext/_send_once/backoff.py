"""How long to wait before a message that cannot be sent now is worth another call. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

# Whoever holds a claim is usually done in a moment, whatever its lease allows.
WITH_OWNER = timedelta(seconds=5)
SHORTEST = timedelta(seconds=1)
LONGEST = timedelta(minutes=10)
BRIEFLY = 2.0


def for_owner(ended: datetime, now: datetime) -> float:
    """Seconds to wait for whoever has claimed a message until *ended*."""
    return max(SHORTEST, min(WITH_OWNER, ended - now)).total_seconds()


def for_records(ended: datetime, settled: timedelta, now: datetime) -> float:
    """Seconds to wait until Flowroute's records may tell more of an attempt.

    As long again as half of the time since it *ended*, so that a message which nobody can
    tell about is asked after ever more seldom; but not past the moment when they are *settled*.
    """
    age = now - ended
    wait = max(WITH_OWNER, min(age / 2, LONGEST))
    if age < settled:
        wait = min(wait, settled - age)
    return max(SHORTEST, wait).total_seconds()
