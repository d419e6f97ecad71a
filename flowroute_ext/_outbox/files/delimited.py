"""Rows of CSV, as spreadsheets of all countries write it."""

from __future__ import annotations

import csv
import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from ..._base.reading.empty import is_empty, trimmed
from ..csv_cells import from_text
from ..row_fields import field_name
from .header import Header
from .lines import LONGEST_LINE, Lines, UnreadableError, line_problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from ..._base.problems import Problem
    from .header import Layout
    from .lines import Numbered

# Excel writes semicolons where the comma is the decimal point, and tabs on request.
DELIMITERS = ",;\t"
# Databases write it; names may have one, so that it counts where there is no other.
BAR = "|"
# The first line of a file that tells Excel its delimiter; a tab is one.
NAMED_DELIMITER = re.compile(r"""(?:"?)sep=([^"'\r\n ])(?:"?)[\r\n]*""", re.IGNORECASE)
# How programs write a text for Excel to keep, such as one of digits.
TEXT_FORMULA = re.compile(r'="([^"]*)"')
MOST_HEADER_LINES = 20
QUOTED = re.compile(r'"[^"]*(?:"|\Z)')


def rows(file: TextIO, layout: Layout) -> Iterator[Numbered]:
    """The rows of *file*, which has its own line breaks, as dicts by the names in its header."""
    lines = Lines(file)
    beginning = _beginning(file)
    if named := NAMED_DELIMITER.fullmatch(beginning):
        lines.number, delimiter = 1, named[1]
    else:
        file.seek(0)
        # What is in quotes separates nothing.
        counted = QUOTED.sub("", beginning)
        delimiter = max(DELIMITERS, key=counted.count)
        if delimiter not in counted and BAR in counted:
            delimiter = BAR
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    header: Header | None = None
    while True:
        begins = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except UnreadableError as error:
            yield lines.number, error.problem
            if header is None or error.fatal:
                return
            continue
        except csv.Error as error:
            yield begins, _not_csv(error)
            if header is None:
                return
            continue
        if all(map(is_empty, cells)):
            continue
        if header is not None:
            yield begins, _record(header, cells)
            continue
        header = Header.of(cells, layout)
        problems = header.problems(lambda: _next_cells(reader))
        yield from ((begins, problem) for problem in problems)
        if problems:
            return


def _beginning(file: TextIO) -> str:
    """The first line, with the lines that a name in quotes goes on on."""
    try:
        text = file.readline(LONGEST_LINE).lstrip("\ufeff")
        for _ in range(MOST_HEADER_LINES):
            if not text.count('"') % 2:
                break
            text += file.readline(LONGEST_LINE)
    except UnicodeError:
        return ""  # which is reported with its line
    return text


def _record(header: Header, cells: list[str]) -> dict[str, object] | Problem:
    names = header.names
    if not all(map(is_empty, cells[len(names) :])):
        return line_problem(
            f"must have {len(names)} cells, as the header has",
            "put a cell with a delimiter in it in quotes",
            f"{len(cells)} cells",
        )
    if header.unnamed and (problem := header.astray(cells)):
        return problem
    # The cells that a short line does not have are empty, as spreadsheets leave them out.
    pairs = zip_longest(names, cells[: len(names)], fillvalue="")
    found: dict[str, object] = {name: _cell(name, cell) for name, cell in pairs if name}
    for field, index in header.mapped:
        found[field] = _cell(field, cells[index] if index < len(cells) else "")
    return found


def _cell(name: str, cell: str) -> str:
    """A cell without blanks around it, as the header is read; a text keeps them."""
    cell = from_text(cell)
    if cell.startswith('="') and (formula := TEXT_FORMULA.fullmatch(cell)):
        cell = formula[1]
    return cell if field_name(name) == "body" else trimmed(cell)


def _next_cells(reader: Iterator[list[str]]) -> list[str]:
    """The cells of the next line, if it can be read."""
    try:
        return next(reader)
    except (StopIteration, UnreadableError, csv.Error):
        return []


def _not_csv(error: csv.Error) -> Problem:
    if "field limit" in str(error):
        rule = f"must have at most {csv.field_size_limit():,} characters in a cell"
        return line_problem(rule, "shorten the cell, or close its quotes", "more than that")
    cure = "put a cell with quotes in it in quotes"
    return line_problem(f"must be CSV ({error})", cure)
