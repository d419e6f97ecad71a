"""The rows of a file for `flowroute send-bulk`: read, and checked without sending anything."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import attrs

from flowroute_ext._base.problems import Problem, shown
from flowroute_ext._outbox.errors import InvalidRows, RowProblem
from flowroute_ext._outbox.row_files import read
from flowroute_ext._outbox.row_parsing import Defaults, Draft, drafts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@attrs.frozen
class Rows:
    """The rows that can be sent, one for each reference, and what is wrong with the others."""

    drafts: tuple[Draft, ...]
    problems: tuple[RowProblem, ...]

    @property
    def bad(self) -> int:
        """How many lines have something wrong."""
        return len({problem.line for problem in self.problems})


def check(file: Path, defaults: Defaults) -> Rows:
    """Return the rows of *file*, with *defaults* for the fields that a row does not have.

    Raises `OSError` where it cannot be read, and `InvalidValue` where it is no file of rows.
    """
    rows = list(read(file))
    problems: tuple[RowProblem, ...] = ()
    try:
        found = drafts(rows, defaults, unit="line")
    except InvalidRows as error:
        problems = error.problems
        bad = {problem.line for problem in problems}
        found = drafts(((line, row) for line, row in rows if line not in bad), defaults)
    return _one_of_each(found, problems)


def clash(draft: Draft, other: str) -> RowProblem:
    """The problem of a row whose reference is that of *other*, which is another message."""
    return RowProblem(
        field="reference",
        value=shown(draft.reference),
        rule=f"must be of one message only, and is of {other}",
        cure="give each row a reference of its own",
        line=draft.line,
    )


def _one_of_each(found: Iterable[Draft], problems: tuple[RowProblem, ...]) -> Rows:
    """Leave out repeated rows, and refuse different ones that have one reference."""
    first: dict[str, Draft] = {}
    clashes: list[RowProblem] = []
    for draft in found:
        other = first.setdefault(draft.reference, draft)
        if other.message != draft.message:
            clashes.append(clash(draft, f"the one in line {other.line}"))
    everything = sorted([*problems, *clashes], key=lambda problem: problem.line)
    return Rows(tuple(first.values()), tuple(everything))


def by_problem(problems: Iterable[RowProblem]) -> Iterator[str]:
    """Each problem once, with all the lines where it is."""
    lines: dict[Problem, list[int]] = {}
    for one in problems:
        problem = Problem(field=one.field, value=one.value, rule=one.rule, cure=one.cure)
        lines.setdefault(problem, []).append(one.line)
    for problem, where in lines.items():
        yield f"line{'s' if len(where) > 1 else ''} {_ranges(where)}: {problem}"


def _ranges(lines: list[int]) -> str:
    """Return ``"2-5, 9"`` for 2, 3, 4, 5 and 9."""
    runs = [[line for _, line in run] for _, run in groupby(enumerate(lines), _offset)]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _offset(numbered: tuple[int, int]) -> int:
    return numbered[1] - numbered[0]
