"""The rows of a table, whatever it is read from: those below its header, by its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ..._base.problems import Problem
from ..._base.reading.empty import is_empty
from .header import Header
from .lines import line_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .header import Layout
    from .lines import Numbered


@attrs.frozen
class Table:
    """How the cells of a kind of file are read: a `cell` by its name, and one as its `text`.

    `cure` is what to do about a row with more cells than the header.
    """

    cell: Callable[[str, object], object]
    text: Callable[[object], object]
    cure: str

    def rows(
        self, lines: Iterator[tuple[int, Sequence[object] | Problem]], layout: Layout
    ) -> Iterator[Numbered]:
        """The rows of the *lines*, each of which has its number, and its cells or its problem.

        Nothing is read after a problem with the header.
        """
        header: Header | None = None
        for number, cells in lines:
            if isinstance(cells, Problem):
                yield number, cells
                if header is None:
                    return
                continue
            if all(map(is_empty, cells)):
                continue
            if header is not None:
                yield number, self._row(header, cells)
                continue
            header = Header.of(cells, layout)
            problems = header.problems(lambda: self._next(lines))
            yield from ((number, problem) for problem in problems)
            if problems:
                return

    def _row(self, header: Header, cells: Sequence[object]) -> dict[str, object] | Problem:
        names = header.names
        if not all(map(is_empty, cells[len(names) :])):
            rule = f"must have {len(names)} cells, as the header has"
            return line_problem(rule, self.cure, f"{len(cells)} cells")
        if header.unnamed and (problem := header.astray(cells)):
            return problem
        if len(cells) < len(names):
            # Those that a short line does not have are empty, as spreadsheets leave them out.
            cells = [*cells, *[""] * (len(names) - len(cells))]
        cell = self.cell
        row = {name: cell(name, value) for name, value in zip(names, cells, strict=False) if name}
        for field, index in header.mapped:
            row[field] = cell(field, cells[index])
        return row

    def _next(self, lines: Iterator[tuple[int, Sequence[object] | Problem]]) -> list[str]:
        """The cells of the next line, if it can be read."""
        _, cells = next(lines, (0, ()))
        return [] if isinstance(cells, Problem) else [str(self.text(cell)) for cell in cells]
