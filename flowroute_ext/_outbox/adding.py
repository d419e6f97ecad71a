"""Rows are added: gathered in a temporary table, then put into the file in one transaction.

So nothing is kept in memory but one batch, other processes wait only for the last step, and
where anything is wrong with a row the file is left as it was.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from .._base.problems import shown
from .._reconcile.at_most_once import likeness
from .errors import InvalidRows, RowProblem
from .values import OutboxAdded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from .database import Database
    from .row_parsing import Draft

BATCH = 1000

# The indexes of references are filled in no order; what does not fit is written again and again.
_TABLES = (
    "PRAGMA temp.cache_size = -32768",
    "PRAGMA temp.journal_mode = MEMORY",
    "PRAGMA main.cache_size = -65536",
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
_REPEAT = """
    INSERT INTO temp.repeats VALUES (?, 2) ON CONFLICT DO UPDATE SET times = times + 1
    RETURNING times
"""
_ADD = """
    INSERT INTO main.rows (reference, kind, message, likeness)
    SELECT reference, kind, message, likeness FROM temp.given WHERE true ORDER BY id
    ON CONFLICT (reference) DO NOTHING
"""
_CLASHES = """
    SELECT given.reference, given.line FROM temp.given JOIN main.rows AS known USING (reference)
    WHERE known.message <> given.message ORDER BY given.id
"""


def add(
    database: Database,
    drafts: Iterable[Draft | tuple[RowProblem, ...]],
    *,
    what: str,
    unit: str,
) -> OutboxAdded:
    """Put those of *drafts* that are new at the end of the queue: all of them, or none.

    Raises `InvalidRows` with all problems among them, and where a reference is known, but of
    another message.
    """
    wrong: list[RowProblem] = []
    count = 0
    with database.reading() as connection:
        for statement in _TABLES:
            connection.execute(statement)
    rest = iter(drafts)
    while batch := list(islice(rest, BATCH)):
        count += len(batch)
        for problems in batch:
            if isinstance(problems, tuple):
                wrong.extend(problems)
        if not wrong:
            found = [draft for draft in batch if not isinstance(draft, tuple)]
            with database.reading() as connection:
                wrong.extend(_taken(draft, unit) for draft in _give(connection, found))
    if wrong:
        raise InvalidRows(what, wrong)
    with database.changing() as connection:
        new = connection.execute(_ADD).rowcount
        if new < count:
            clashes = connection.execute(_CLASHES)
            wrong = [_clash(reference, line, unit) for reference, line in clashes]
        if wrong:
            raise InvalidRows(what, wrong)
    return OutboxAdded(new=new, known=count - new)


def _give(connection: sqlite3.Connection, drafts: list[Draft]) -> list[Draft]:
    """Put *drafts* into the temporary table; those whose reference is of another one there."""
    connection.execute("BEGIN")
    try:
        before = connection.total_changes
        connection.executemany(_GIVE, map(_columns, drafts))
        wrong: list[Draft] = []
        if connection.total_changes - before < len(drafts):
            connection.execute("ROLLBACK")
            connection.execute("BEGIN")
            wrong = [draft for draft in drafts if not _give_one(connection, draft)]
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return wrong


def _give_one(connection: sqlite3.Connection, draft: Draft) -> bool:
    """Put *draft* into the temporary table; False if its reference is of another message."""
    if connection.execute(_GIVE, _columns(draft)).rowcount:
        return True
    if draft.content is not None:
        ((times,),) = connection.execute(_REPEAT, (draft.reference,)).fetchall()
        draft = draft.numbered(times)
        if connection.execute(_GIVE, _columns(draft)).rowcount:
            return True
    known = "SELECT message FROM temp.given WHERE reference = ?"
    ((message,),) = connection.execute(known, (draft.reference,)).fetchall()
    return bool(message == draft.packed)


def _columns(draft: Draft) -> tuple[object, ...]:
    message = draft.message
    return (draft.reference, message.kind, draft.packed, likeness(message), draft.line)


def _taken(draft: Draft, unit: str) -> RowProblem:
    return _clash(draft.reference, draft.line, unit)


def _clash(reference: str, line: int, unit: str) -> RowProblem:
    return RowProblem(
        field="reference",
        value=shown(reference),
        rule="must be of one message only, and is of another one in this outbox",
        cure="give the row another reference, or its earlier content",
        line=line,
        unit=unit,
    )
