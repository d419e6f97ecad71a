"""The rows of a file for `flowroute send-bulk`: read, and checked without sending anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from flowroute_ext._base.problems import Problem
from flowroute_ext._outbox.adding import stage
from flowroute_ext._outbox.files.reading import PLAIN, RowFile
from flowroute_ext._outbox.row_parsing import checked
from flowroute_ext._outbox.staging import StagedRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from flowroute_ext._outbox.drafts import Defaults
    from flowroute_ext._outbox.errors import RowProblem
    from flowroute_ext._outbox.files.encodings import Encoding
    from flowroute_ext._outbox.files.header import Layout

# Problems, or gaps between the lines of one: for a person to read, and so that a large file of
# nothing but bad rows is not kept in memory.
MOST_KEPT: Final = 10_000


class BadLines:
    """What is wrong with a file: each problem once, with all the lines where it is.

    `count` is how many lines have something wrong.
    """

    def __init__(self, problems: Iterable[RowProblem] = ()) -> None:
        self.count = 0
        self.without_sender = False
        self._last = 0
        self._kept = 0
        self._left_out = 0
        self._ranges: dict[Problem, list[list[int]]] = {}
        self.extend(problems)

    def extend(self, problems: Iterable[RowProblem]) -> None:
        """Add *problems*, which are in the order of their lines."""
        for row_problem in problems:
            self.count += row_problem.line != self._last
            self._last = row_problem.line
            self.without_sender |= row_problem.field == "from_" and row_problem.value == "nothing"
            self._add(row_problem)

    def __iter__(self) -> Iterator[str]:
        for problem, ranges in self._ranges.items():
            lines = [f"{first}-{last}" if last > first else f"{first}" for first, last in ranges]
            several = len(lines) > 1 or "-" in lines[0]
            yield f"line{'s' if several else ''} {', '.join(lines)}: {problem}"
        if self._left_out:
            yield f"and {self._left_out:,} more"

    def _add(self, row_problem: RowProblem) -> None:
        problem = Problem(
            field=row_problem.field,
            value=row_problem.value,
            rule=row_problem.rule,
            cure=row_problem.cure,
        )
        ranges = self._ranges.get(problem)
        if ranges and row_problem.line <= ranges[-1][1] + 1:
            ranges[-1][1] = row_problem.line
        elif self._kept < MOST_KEPT:
            self._kept += 1
            self._ranges.setdefault(problem, []).append([row_problem.line, row_problem.line])
        else:
            self._left_out += 1


@attrs.frozen
class Rows:
    """The rows that can be sent, one for each reference, and what is wrong with the others.

    `encoding` is that of the file, where it is one of text.
    """

    good: StagedRows
    bad: BadLines
    encoding: Encoding | None


def check(
    source: Path | BinaryIO, defaults: Defaults, layout: Layout = PLAIN, *, once: bool = True
) -> Rows:
    """Return the rows of *source*, with *defaults* for the fields that a row does not have.

    With *once*, the same text to the same number is there once. Raises `OSError` where the file
    cannot be read, and `InvalidValue` where it is no file of rows.
    """
    bad = BadLines()
    good = StagedRows(once=once)
    with RowFile(source, layout) as file:
        drafts = checked(file.rows(), defaults, unit="line")
        for _, problems in stage(good, drafts, unit="line"):
            bad.extend(problems)
        return Rows(good, bad, file.encoding)
