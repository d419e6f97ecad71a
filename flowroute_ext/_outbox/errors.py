"""The errors of an outbox: of its file, and of the rows that are added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .._base.problems import InvalidValue, Problem
from .._storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_SHOWN = 20


class OutboxError(StorageError):
    """The file of an outbox cannot be used; nothing in it was lost.

    `path` is the file, `problem` says what is wrong with it, and `cure` what to do.
    """


@attrs.frozen(kw_only=True)
class RowProblem(Problem):
    """One thing that is wrong with one row.

    `line` is the line of the file that the row begins on, or its place among the rows given;
    `unit` says which. Both count from 1.
    """

    line: int
    unit: str = "line"

    def __str__(self) -> str:
        return f"{self.unit} {self.line}: {super().__str__()}"

    @classmethod
    def of(cls, problem: Problem, line: int, unit: str) -> RowProblem:
        """The same problem, with the place where it is."""
        return cls(
            field=problem.field,
            value=problem.value,
            rule=problem.rule,
            cure=problem.cure,
            line=line,
            unit=unit,
        )


class InvalidRows(InvalidValue):
    """Rows that cannot be sent as they are; none of those given with them was added.

    `problems` holds everything that is wrong with any of them, in the order of the rows.
    """

    problems: tuple[RowProblem, ...]

    def __init__(self, what: str, problems: Iterable[RowProblem]) -> None:
        listed = tuple(problems)
        super().__init__(what, listed)
        self.problems = listed

    def __str__(self) -> str:
        lines = super().__str__().splitlines()
        rest = len(lines) - 1 - MOST_SHOWN
        more = [f"- and {rest} more"] if rest > 0 else []
        return "\n".join([*lines[: 1 + MOST_SHOWN], *more])
