"""A row whose outcome is unknown, as it is looked up."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs

from .._reconcile.verdicts import MessageQuery, Resolution, ambiguous
from .clock_readings import ClockReading, period
from .drafts import unpacked

if TYPE_CHECKING:
    import sqlite3

SELECT = """
    SELECT id, attempts, reference, message, started, ended, boot, clock_offset, clock_set
    FROM rows WHERE state = 'unknown' ORDER BY id
"""
_CLOCK_SET = "the clock of this machine was set after the attempt, so the records prove nothing"


@attrs.frozen
class UnknownRow:
    """A row whose outcome is unknown, and what to look for.

    It is not `certain` where the clock was set, so that what is found proves nothing.
    """

    id: int
    attempt: int
    sought: MessageQuery
    certain: bool = True

    @classmethod
    def of(cls, columns: tuple[Any, ...], now: ClockReading) -> UnknownRow:
        """The row of the columns of `SELECT`, looked up *now*."""
        row_id, attempt, reference, message, started, ended, boot, offset, clock_set = columns
        began, over = datetime.fromisoformat(started), datetime.fromisoformat(ended)
        span = period(began, over, offset, boot, now)
        query = MessageQuery.of(
            unpacked(message), reference=reference, started=span.started, ended=span.ended
        )
        return cls(row_id, attempt, query, span.certain and not clock_set)

    def judged(self, resolution: Resolution) -> Resolution:
        """The verdict on it, where the records alone lead to *resolution*."""
        return resolution if self.certain else ambiguous(resolution.seen, _CLOCK_SET)


def read(connection: sqlite3.Connection, reading: ClockReading) -> list[UnknownRow]:
    """The rows whose outcome is unknown, as the clocks show their times now."""
    return [UnknownRow.of(row, reading) for row in connection.execute(SELECT)]
