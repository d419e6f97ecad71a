"""Which unknown rows are looked up together: those whose records may be the same. Pure."""

from __future__ import annotations

from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from .._reconcile.verdicts import content

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from .._reconcile.verdicts import MessageQuery
    from .in_flight import Attempted
    from .unknown_rows import UnknownRow

# Messages further apart are looked up separately: it is more than clocks may differ by, and than
# records take to appear.
APART = timedelta(minutes=15)
# A record that is further from a message than this is of another one.
NEIGHBOURS = timedelta(minutes=10)


def open_rows(rows: Sequence[UnknownRow], final: Collection[Attempted]) -> list[UnknownRow]:
    """Those of *rows* of which the records may show more, and all of the same content.

    *final* are attempts of which the records show no more. Rows of one content are distinguished
    by counting, so that none of them may be left out.
    """
    wanted = {content(row.sought) for row in rows if (row.id, row.attempt) not in final}
    return [row for row in rows if content(row.sought) in wanted]


def windows(sought: Iterable[MessageQuery]) -> list[list[MessageQuery]]:
    """The messages *sought*, in groups so far apart in time that no record fits two of them.

    No records are read of the time between an old message and a new one.
    """
    groups: list[list[MessageQuery]] = []
    until: datetime | None = None
    for query in sorted(sought, key=attrgetter("started")):
        if until is None or query.started > until + APART:
            groups.append([])
            until = query.ended
        groups[-1].append(query)
        until = max(until, query.ended)
    return groups


def periods(sought: Sequence[MessageQuery]) -> list[tuple[str, str]]:
    """The times of all messages whose records may be those of *sought*, overlapping ones merged."""
    merged: list[tuple[datetime, datetime]] = []
    for query in sorted(sought, key=attrgetter("started")):
        start, end = query.started - NEIGHBOURS, query.ended + NEIGHBOURS
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return [(start.isoformat(), end.isoformat()) for start, end in merged]
