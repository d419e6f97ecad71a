"""Rows that are given, compared with those in the file of an outbox, whatever their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._base.problems import shown
from .drafts import restored
from .errors import RowProblem
from .staging import GIVE, GIVEN

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from .._builders.messages import Message
    from .staging import StagedRows

_CLASHES = """
    SELECT given.reference, given.line FROM temp.given JOIN main.rows AS known USING (reference)
    WHERE known.message <> given.message ORDER BY given.id
"""
_NEW = """
    SELECT count(*) FROM temp.given
    WHERE NOT EXISTS (SELECT 1 FROM main.rows WHERE reference = given.reference)
"""
_NOT_GIVEN = """
    SELECT {what} FROM main.rows AS known WHERE state = 'queued'
    AND NOT EXISTS (SELECT 1 FROM temp.given WHERE reference = known.reference)
"""
_COUNT_NOT_GIVEN = _NOT_GIVEN.format(what="count(*)")
_GIVEN_AND_WAITING = """
    SELECT given.message FROM temp.given LEFT JOIN main.rows AS known USING (reference)
    WHERE known.state IS NULL OR known.state = 'queued'
"""
_WAITING = (_GIVEN_AND_WAITING, _NOT_GIVEN.format(what="message"))


class Comparison:
    """The *staged* rows beside those of an outbox, in temporary tables of its *connection*."""

    def __init__(self, connection: sqlite3.Connection, staged: StagedRows) -> None:
        self._connection = connection
        for statement in GIVEN:
            connection.execute(statement)
        connection.execute("SAVEPOINT comparison")
        connection.executemany(GIVE, staged.rows(numbered=True))
        connection.execute("RELEASE comparison")

    @property
    def new(self) -> int:
        """How many of the rows given are not in the outbox."""
        return self._count(_NEW)

    @property
    def not_given(self) -> int:
        """How many rows wait in the outbox that are not given."""
        return self._count(_COUNT_NOT_GIVEN)

    def clashes(self, outbox: str, unit: str) -> Iterator[RowProblem]:
        """The problems of rows whose reference is of another message in *outbox*."""
        for reference, line in self._connection.execute(_CLASHES):
            cure = "give the row another reference, or its earlier content"
            yield clash(reference, line, f"another one in {outbox}", cure=cure, unit=unit)

    def waiting(self) -> Iterator[Message]:
        """The messages of all rows that are to be sent: those given, and those that wait."""
        for query in _WAITING:
            for (message,) in self._connection.execute(query):
                yield restored(message)

    def _count(self, query: str) -> int:
        (count,) = self._connection.execute(query).fetchone()
        return int(count)


def clash(reference: str, line: int, other: str, *, unit: str, cure: str) -> RowProblem:
    """The problem of a row whose reference is that of the *other* message."""
    return RowProblem(
        field="reference",
        value=shown(reference),
        rule=f"must be of one message only, and is of {other}",
        cure=cure,
        line=line,
        unit=unit,
    )
