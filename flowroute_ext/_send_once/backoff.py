"""How long to wait before a message that cannot be sent now is worth another call. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

# The owner of a claim is usually done in a moment, however long its lease is.
OWNER_WAIT = timedelta(seconds=5)
SHORTEST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=10)
SHORT_WAIT = 2.0


def for_owner(ended: datetime, now: datetime) -> float:
    """Seconds to wait for the owner of a claim whose lease ends at *ended*."""
    return max(SHORTEST_WAIT, min(OWNER_WAIT, ended - now)).total_seconds()


def for_records(ended: datetime, settled: timedelta, now: datetime) -> float:
    """Seconds to wait until Flowroute's records may show more of an attempt.

    Half of the time since it *ended*, so that a message that stays unknown is looked up ever
    more seldom; but not past the moment when the records are final, *settled* after the end.
    """
    age = now - ended
    wait = max(OWNER_WAIT, min(age / 2, LONGEST_WAIT))
    if age < settled:
        wait = min(wait, settled - age)
    return max(SHORTEST_WAIT, wait).total_seconds()
