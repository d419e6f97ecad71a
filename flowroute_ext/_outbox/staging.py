"""Rows that were checked, kept in a temporary table until all of them are."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .._reconcile.at_most_once import likeness
from .row_parsing import restored

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from .._builders.messages import Message
    from .row_parsing import Draft

_TABLES = (
    # Indexes of references are filled in no order; what does not fit is written again and again.
    "PRAGMA temp.cache_size = -32768",
    "PRAGMA temp.journal_mode = MEMORY",
    """
    CREATE TEMP TABLE given (
        id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
        message TEXT NOT NULL, likeness TEXT NOT NULL, line INTEGER NOT NULL
    )
    """,
    # How often the rows without references were given, by the reference of the first one.
    "CREATE TEMP TABLE repeats (reference TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID",
)
_GIVE = """
    INSERT INTO temp.given (reference, kind, message, likeness, line) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (reference) DO NOTHING
"""
_ALL = "SELECT reference, kind, message, likeness, line FROM temp.given ORDER BY id"
_REPEAT = """
    INSERT INTO temp.repeats VALUES (?, 2) ON CONFLICT DO UPDATE SET times = times + 1
    RETURNING times
"""


class StagedRows:
    """Rows in the order they were given, each reference once, in the tables of a *connection*.

    They are on the disk, in a file that SQLite removes, and in memory only as far as its cache.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for statement in _TABLES:
            connection.execute(statement)

    @classmethod
    def apart(cls) -> StagedRows:
        """Rows of no outbox."""
        return cls(sqlite3.connect("", isolation_level=None))

    def __len__(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM temp.given").fetchone()
        return int(count)

    def messages(self) -> Iterator[Message]:
        """The messages of all rows."""
        for (message,) in self._connection.execute("SELECT message FROM temp.given ORDER BY id"):
            yield restored(message)

    def put(self, drafts: list[Draft]) -> list[tuple[Draft, int]]:
        """Add *drafts*; those with the reference of another message, each with the line of that.

        Rows of the same content without references are numbered, so that the same rows have the
        same references whenever they are given. A row that is here already is not added.
        """
        before = self._connection.total_changes
        with self._transaction():
            self._connection.executemany(_GIVE, map(_columns, drafts))
            if self._connection.total_changes - before == len(drafts):
                return []
            self._connection.execute("ROLLBACK")
            self._connection.execute("BEGIN")
            lines = [(draft, self._put_one(draft)) for draft in drafts]
        return [(draft, line) for draft, line in lines if line is not None]

    def put_all(self, others: StagedRows) -> None:
        """Add the rows that *others* holds, to none."""
        with self._transaction():
            self._connection.executemany(_GIVE, others._connection.execute(_ALL))

    def _put_one(self, draft: Draft) -> int | None:
        """Add *draft*; the line of the other message with its reference, if there is one."""
        connection = self._connection
        if connection.execute(_GIVE, _columns(draft)).rowcount:
            return None
        if draft.content is not None:
            ((times,),) = connection.execute(_REPEAT, (draft.reference,)).fetchall()
            draft = draft.numbered(times)
            if connection.execute(_GIVE, _columns(draft)).rowcount:
                return None
        known = "SELECT message, line FROM temp.given WHERE reference = ?"
        ((message, line),) = connection.execute(known, (draft.reference,)).fetchall()
        return None if message == draft.packed else int(line)

    @contextmanager
    def _transaction(self) -> Generator[None, None, None]:
        self._connection.execute("BEGIN")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


def _columns(draft: Draft) -> tuple[object, ...]:
    message = draft.message
    return (draft.reference, message.kind, draft.packed, likeness(message), draft.line)
