"""Rows are added: staged in a temporary database, then put into the file in one transaction.

So nothing is kept in memory but one batch, other processes wait only for the last step, and
where anything is wrong with a row the file is left as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from itertools import chain, islice
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from .._base.problems import invalid, shown
from .._builders.messages import Message
from .comparing import Comparison, clash
from .errors import InvalidRows, RowProblem
from .staging import StagedRows
from .values import OutboxAdded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .database import Database
    from .drafts import Draft

BATCH = 1000

# Indexes of references are filled in no order; what does not fit is written again and again.
_CACHE = "PRAGMA main.cache_size = -65536"
# Rows in one statement: each begins a journal of its own, for the triggers.
TOGETHER = 100
_ADD = """
    INSERT INTO rows (reference, kind, message, likeness, fields) VALUES {values}
    ON CONFLICT (reference) DO NOTHING
"""


def numbered(rows: object) -> Iterable[tuple[int, object]]:
    """Return *rows* with their numbers; raise `InvalidValue` where they are no rows at all."""
    if cure := _cure(rows):
        rule = "must be dicts or Messages, or the path of a file"
        raise invalid("rows", "the argument", shown(rows), rule=rule, cure=cure)
    return enumerate(cast("Iterable[object]", rows), 1)


def add(
    database: Database,
    checked: Iterable[Draft | tuple[RowProblem, ...]],
    *,
    what: str,
    unit: str,
) -> OutboxAdded:
    """Put those of the *checked* rows that are new at the end of the queue: all of them, or none.

    Raises `InvalidRows` with all problems among them, and where a reference is known, but of
    another message.
    """
    wrong: list[RowProblem] = []
    count = 0
    with closing(StagedRows()) as staged:
        for staged_rows, problems in stage(staged, checked, unit=unit):
            count += staged_rows
            wrong.extend(problems)
        if wrong:
            raise InvalidRows(what, wrong)
        new = add_staged(database, staged, what=what, unit=unit)
    return OutboxAdded(new=new, known=count - new)


def add_staged(database: Database, staged: StagedRows, *, what: str, unit: str) -> int:
    """The same of rows that are *staged*; how many of them are new."""
    with database.changing() as connection:
        connection.execute(_CACHE)
        new = 0
        rows = staged.rows()
        while some := list(islice(rows, TOGETHER)):
            statement = _ADD.format(values=", ".join(["(?, ?, ?, ?, ?)"] * len(some)))
            new += connection.execute(statement, list(chain.from_iterable(some))).rowcount
        if new < len(staged):
            wrong = list(Comparison(connection, staged).clashes("this outbox", unit))
            if wrong:
                raise InvalidRows(what, wrong)
    return new


def stage(
    staged: StagedRows,
    checked: Iterable[Draft | tuple[RowProblem, ...]],
    *,
    unit: str,
) -> Iterator[tuple[int, list[RowProblem]]]:
    """Stage the *checked* rows; how many there were, and what is wrong with them, by batches."""
    rest = iter(checked)
    while batch := list(islice(rest, BATCH)):
        drafts = [draft for draft in batch if not isinstance(draft, tuple)]
        wrong = [
            problem for problems in batch if isinstance(problems, tuple) for problem in problems
        ]
        cure = "give each row a reference of its own"
        for draft, line in staged.put(drafts):
            other = f"the one in {unit} {line}"
            wrong.append(clash(draft.reference, draft.line, other, cure=cure, unit=unit))
        yield len(batch), sorted(wrong, key=attrgetter("line"))


def _cure(rows: object) -> str | None:
    """Return how to give what *rows* are, unless they are an iterable of rows."""
    if isinstance(rows, Mapping | Message):
        return "put it in a list, if it is a row"
    if hasattr(rows, "columns"):
        return "give its rows as dicts, as to_dict('records') of pandas and to_dicts() of polars do"
    if not isinstance(rows, Iterable) or isinstance(rows, bytes | bytearray):
        return "give a list of rows, or the path of a file"
    return None
