"""Rows that may not be sent now, as in the quiet hours of their numbers.

They stay queued, and the run passes over them; the next run looks at them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .opted_out import NotSent

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


# In the column `waits`, 1 is for a row that waits for another one of its content, and 2 for these.
INDEX: Final = "CREATE INDEX rows_postponed ON rows (id) WHERE waits = 2 AND state = 'queued'"
_MARK: Final = "UPDATE rows SET waits = 2 WHERE id = ? AND state = 'queued'"
_LET_GO: Final = """
    UPDATE rows INDEXED BY rows_postponed SET waits = 0 WHERE waits = 2 AND state = 'queued'
"""


class NotNow(NotSent):
    """A message may not be sent before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"it waits until {until:%Y-%m-%d %H:%M} UTC")
        self.until = until


class RoundIsOver(NotSent):
    """Too many attempts have failed since the row was leased, or the run was stopped."""


def mark(connection: sqlite3.Connection, row: int) -> None:
    """Have this run pass over *row*, which is queued."""
    connection.execute(_MARK, (row,))


def let_go(connection: sqlite3.Connection) -> None:
    """Have a run look at such rows again."""
    connection.execute(_LET_GO)
