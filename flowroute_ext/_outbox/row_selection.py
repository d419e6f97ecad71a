"""Which row of the queue is sent next.

A row waits while another one of the same content is sent, or has an unknown outcome: Flowroute's
records would not tell the two apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from . import postponed

if TYPE_CHECKING:
    import sqlite3

# Rows that are put aside in one transaction, at most: others wait for it.
MOST_PUT_ASIDE = 500

_FIRST = """
    SELECT id, reference, message, attempts, likeness FROM rows
    WHERE state = 'queued' AND waits = 0 AND kind = ? ORDER BY id LIMIT 1
"""
_IS_BUSY = "SELECT 1 FROM rows WHERE likeness = ? AND state IN ('sending', 'unknown') LIMIT 1"
_PUT_ASIDE = "UPDATE rows SET waits = 1 WHERE id = ?"
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


class More:
    """There are more rows to look at, in another transaction."""


MORE: Final = More()


def first(connection: sqlite3.Connection, kind: str) -> tuple[Any, ...] | More | None:
    """The id, reference, message and attempts of the next row of *kind*; None without one."""
    for _ in range(MOST_PUT_ASIDE):
        row = connection.execute(_FIRST, (kind,)).fetchone()
        if row is None:
            return None
        if connection.execute(_IS_BUSY, (row[4],)).fetchone() is None:
            return tuple(row[:4])
        connection.execute(_PUT_ASIDE, (row[0],))
    return MORE


def is_queued(connection: sqlite3.Connection, kind: str) -> bool:
    """Whether there are rows of *kind* to look at."""
    return connection.execute(_FIRST, (kind,)).fetchone() is not None


def let_go(connection: sqlite3.Connection) -> None:
    """Put rows into the queue again that wait for nothing, and those that waited for a time."""
    connection.execute(_LET_GO)
    postponed.let_go(connection)
