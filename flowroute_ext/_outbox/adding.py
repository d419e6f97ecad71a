"""Rows are added: gathered in a temporary table, then put into the file in one transaction.

So nothing is kept in memory but one batch, other processes wait only for the last step, and
where anything is wrong with a row the file is left as it was.
"""

from __future__ import annotations

from contextlib import nullcontext
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from .comparing import Comparison, clash
from .errors import InvalidRows, RowProblem
from .staging import StagedRows
from .values import OutboxAdded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from .database import Database
    from .row_parsing import Draft

BATCH = 1000

# Indexes of references are filled in no order; what does not fit is written again and again.
_CACHE = "PRAGMA main.cache_size = -65536"
_ADD = """
    INSERT INTO main.rows (reference, kind, message, likeness)
    SELECT reference, kind, message, likeness FROM temp.given WHERE true ORDER BY id
    ON CONFLICT (reference) DO NOTHING
"""


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
    with database.reading() as connection:
        staged = StagedRows(connection)
    wrong: list[RowProblem] = []
    count = 0
    for found, problems in stage(staged, checked, unit=unit, using=database.reading):
        count += found
        wrong.extend(problems)
    if wrong:
        raise InvalidRows(what, wrong)
    return _added(database, count, what=what, unit=unit)


def add_staged(database: Database, staged: StagedRows, *, what: str, unit: str) -> OutboxAdded:
    """The same, of rows that were staged apart."""
    with database.reading() as connection:
        StagedRows(connection).put_all(staged)
    return _added(database, len(staged), what=what, unit=unit)


def stage(
    staged: StagedRows,
    checked: Iterable[Draft | tuple[RowProblem, ...]],
    *,
    unit: str,
    using: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Iterator[tuple[int, list[RowProblem]]]:
    """Stage the *checked* rows; how many there were, and what is wrong with them, batch by batch.

    The tables are used within a context of *using*.
    """
    rest = iter(checked)
    while batch := list(islice(rest, BATCH)):
        drafts = [draft for draft in batch if not isinstance(draft, tuple)]
        wrong = [problem for each in batch if isinstance(each, tuple) for problem in each]
        with using():
            clashes = staged.put(drafts)
        cure = "give each row a reference of its own"
        for draft, line in clashes:
            other = f"the one in {unit} {line}"
            wrong.append(clash(draft.reference, draft.line, other, cure=cure, unit=unit))
        yield len(batch), sorted(wrong, key=attrgetter("line"))


def _added(database: Database, count: int, *, what: str, unit: str) -> OutboxAdded:
    """Put what is staged on the connection of *database*, *count* rows, into its file."""
    with database.changing() as connection:
        connection.execute(_CACHE)
        new = connection.execute(_ADD).rowcount
        if new < count:
            wrong = list(Comparison(connection).clashes("this outbox", unit))
            if wrong:
                raise InvalidRows(what, wrong)
    return OutboxAdded(new=new, known=count - new)
