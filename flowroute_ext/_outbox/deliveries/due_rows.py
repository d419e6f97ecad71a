"""The rows of which no final report came: which of them are looked up, and how. Mostly pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, Final

import attrs

from ..._base.problems import invalid, shown
from .recording import update

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from .reports import Report

OLDER_THAN: Final = 30.0  # seconds: the carrier's receipt usually is there by then
# A row is looked up until a look that is so much later than the message: then it has no report.
LOOKED_UP_FOR: Final = timedelta(days=3)
# Rows that are further apart are looked up apart.
APART: Final = timedelta(minutes=15)
# A record that is further from its row is not found by the list of its time.
NEIGHBOURS: Final = timedelta(minutes=10)
LONGEST_AGE: Final = 3e9  # seconds
BATCH: Final = 1000
PAGE: Final = 1000

# A row that was looked up later than now was so by a clock that was wrong.
_DUE = """
    SELECT id, message_id, started FROM rows INDEXED BY rows_unreported
    WHERE state = 'sent' AND delivery IS NULL AND (started, id) > (:started, :id)
        AND started <= :before AND message_id IS NOT NULL AND (
            looked_up IS NULL OR looked_up > :now
            OR looked_up <= :before AND julianday(looked_up) - julianday(started) < :days
        )
    ORDER BY started, id LIMIT :batch
"""
_NEAR = "SELECT count(*) FROM rows WHERE message_id IS NOT NULL AND started BETWEEN ? AND ?"
_LOOKED_UP = "UPDATE rows SET looked_up = ? WHERE message_id = ?"


@attrs.frozen
class DueRow:
    """A row that is to be looked up."""

    id: int
    message_id: str
    started: str

    @property
    def time(self) -> datetime:
        """When its attempt started."""
        return datetime.fromisoformat(self.started)


@attrs.frozen
class Group:
    """Rows of about one time, and how many `pages` the list of that time has at least."""

    rows: tuple[DueRow, ...]
    pages: int

    @property
    def period(self) -> tuple[datetime, datetime]:
        """The time of their records."""
        return self.rows[0].time - NEIGHBOURS, self.rows[-1].time + NEIGHBOURS

    @property
    def pages_allowed(self) -> int:
        """How many pages may be read: never more requests than for one row after the other."""
        return len(self.rows) if self.pages < len(self.rows) else 0


def due(
    connection: sqlite3.Connection, after: DueRow | None, now: datetime, older_than: float
) -> list[Group]:
    """The next rows to look up *now*, after those that were looked up; none at the end."""
    values: dict[str, Any] = {
        "started": after.started if after else "",
        "id": after.id if after else 0,
        "now": now.isoformat(),
        "before": (now - timedelta(seconds=older_than)).isoformat(),
        "days": LOOKED_UP_FOR / timedelta(days=1),
        "batch": BATCH,
    }
    due_rows = [DueRow(*row) for row in connection.execute(_DUE, values)]
    return [_counted(connection, rows) for rows in together(due_rows)]


def together(rows: Iterable[DueRow]) -> list[tuple[DueRow, ...]]:
    """*rows*, in the order of their times, in groups that are further apart than `APART`."""
    groups: list[list[DueRow]] = []
    for row in rows:
        if not groups or row.time - groups[-1][-1].time > APART:
            groups.append([])
        groups[-1].append(row)
    return [tuple(group) for group in groups]


def book(
    connection: sqlite3.Connection, reports: Mapping[str, Report | None], now: datetime
) -> None:
    """Write what records show of messages, by their ids, or that there are no records *now*."""
    for message_id, report in reports.items():
        if report is not None:
            update(connection, "rows", message_id, report)
        connection.execute(_LOOKED_UP, (now.isoformat(), message_id))


def checked_age(seconds: object) -> float:
    """Return *seconds*; raise `InvalidValue` unless it is a number from 0 up."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        pass
    elif 0 <= seconds <= LONGEST_AGE:
        return seconds
    rule, cure = "must be a number of seconds, 0 or more", "give one, such as 30"
    raise invalid("outbox", "older_than", shown(seconds), rule=rule, cure=cure)


def _counted(connection: sqlite3.Connection, rows: Sequence[DueRow]) -> Group:
    group = Group(tuple(rows), 0)
    start, end = group.period
    (near,) = connection.execute(_NEAR, (start.isoformat(), end.isoformat())).fetchone()
    return attrs.evolve(group, pages=max(1, ceil(near / PAGE)))
