"""Which rows of the queue are sent next.

A row waits while another one of the same content is sent, or has an unknown outcome: Flowroute's
records would not tell the two apart.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, TypeAlias

import attrs

from . import postponed

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from .clock_readings import ClockReading

# Rows that are put aside in one transaction, at most: others wait for it.
MOST_PUT_ASIDE = 500

_IS_QUEUED = "SELECT 1 FROM rows WHERE state = 'queued' AND waits = 0 AND kind = ? LIMIT 1"
# Each with whether another one of its content is sent, or has an unknown outcome.
_NEXT = """
    SELECT id, reference, message, attempts, likeness, EXISTS (
        SELECT 1 FROM rows AS other
        WHERE other.likeness = rows.likeness AND other.state IN ('sending', 'unknown')
    )
    FROM rows WHERE state = 'queued' AND waits = 0 AND kind = ? ORDER BY id
"""
_PUT_ASIDE = "UPDATE rows SET waits = 1 WHERE id = ?"
_TAKE = """
    UPDATE rows SET state = 'sending', run = ?, account = ?, attempts = attempts + 1,
        started = ?, ended = NULL, reason = NULL, boot = ?, clock_offset = ?, clock_set = 0
    WHERE id IN
"""
# Where no row of that content is sent any more, which is so only if the file was changed by hand.
# Each content is looked at once, however many rows of it wait.
_LET_GO = """
    WITH RECURSIVE waiting (likeness) AS (
        SELECT min(likeness) FROM rows INDEXED BY rows_waiting WHERE waits = 1 AND state = 'queued'
        UNION ALL
        SELECT (
            SELECT min(likeness) FROM rows INDEXED BY rows_waiting
            WHERE waits = 1 AND state = 'queued' AND likeness > waiting.likeness
        )
        FROM waiting WHERE likeness IS NOT NULL
    )
    UPDATE rows SET waits = 0 WHERE id IN (
        SELECT (
            SELECT min(id) FROM rows INDEXED BY rows_waiting
            WHERE likeness = waiting.likeness AND waits = 1 AND state = 'queued'
        )
        FROM waiting WHERE likeness IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM rows AS other
            WHERE other.likeness = waiting.likeness AND other.state IN ('sending', 'unknown')
        )
    )
"""


# The id, reference, message and attempts of a row.
Row: TypeAlias = tuple[int, str, str, int]


@attrs.frozen
class Sender:
    """What is kept with rows of the `run` that sends them, `now`."""

    run: str
    account: str
    now: datetime
    clock: ClockReading


def take(
    connection: sqlite3.Connection, kind: str, most: int, sender: Sender
) -> tuple[list[Row], bool]:
    """Have *sender* take the next rows of *kind*, *most* of them if there are so many.

    Also whether there may be others, which are to be looked for in another transaction.
    """
    rows: dict[str, Row] = {}  # by their content
    put_aside: list[tuple[int]] = []
    if not most:
        return [], False
    with closing(connection.execute(_NEXT, (kind,))) as found:
        while len(rows) < most and len(put_aside) < MOST_PUT_ASIDE and (row := found.fetchone()):
            content, is_busy = row[4:]
            if is_busy or content in rows:
                put_aside.append(row[:1])
            else:
                rows[content] = row[:4]
    connection.executemany(_PUT_ASIDE, put_aside)
    if rows:
        connection.execute(
            f"{_TAKE} ({', '.join('?' * len(rows))})",
            (
                *(sender.run, sender.account, sender.now.isoformat()),
                *(sender.clock.boot, sender.clock.offset, *(row[0] for row in rows.values())),
            ),
        )
    return list(rows.values()), len(rows) < most and len(put_aside) == MOST_PUT_ASIDE


def is_queued(connection: sqlite3.Connection, kind: str) -> bool:
    """Whether there are rows of *kind* to look at."""
    return connection.execute(_IS_QUEUED, (kind,)).fetchone() is not None


def let_go(connection: sqlite3.Connection) -> None:
    """Put rows into the queue again that wait for nothing, and those that waited for a time."""
    connection.execute(_LET_GO)
    postponed.let_go(connection)
