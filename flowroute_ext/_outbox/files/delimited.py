"""Rows of CSV, as spreadsheets of all countries write it."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from ..._base.reading.empty import trimmed
from ..csv_cells import from_text
from ..row_fields import field_name
from .lines import LONGEST_LINE, Lines, UnreadableError, line_problem
from .tables import Table

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
# The first line of a file that names its delimiter to Excel; a tab is one.
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
    yield from TABLE.rows(_cells(lines, delimiter), layout)


def _cells(lines: Lines, delimiter: str) -> Iterator[tuple[int, list[str] | Problem]]:
    """The cells of each row, or the problem with it, with the line that it begins on."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begins = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except UnreadableError as error:
            yield lines.number, error.problem
            if error.fatal:
                return
        except csv.Error as error:
            yield begins, _not_csv(error)
        else:
            yield begins, cells


def _beginning(file: TextIO) -> str:
    """The first line, with those over which a name in quotes continues."""
    try:
        text = file.readline(LONGEST_LINE).lstrip("\ufeff")
        for _ in range(MOST_HEADER_LINES):
            if not text.count('"') % 2:
                break
            text += file.readline(LONGEST_LINE)
    except UnicodeError:
        return ""  # which is reported with its line
    return text


def _cell(name: str, content: object) -> str:
    """A cell without blanks around it, as the header is read; a text keeps them."""
    cell = from_text(str(content))
    if cell.startswith('="') and (formula := TEXT_FORMULA.fullmatch(cell)):
        cell = formula[1]
    return cell if field_name(name) == "body" else trimmed(cell)


def _not_csv(error: csv.Error) -> Problem:
    if "field limit" in str(error):
        rule = f"must have at most {csv.field_size_limit():,} characters in a cell"
        return line_problem(rule, "shorten the cell, or close its quotes", "more than that")
    cure = "put a cell with quotes in it in quotes"
    return line_problem(f"must be CSV ({error})", cure)


TABLE = Table(_cell, str, "put a cell with a delimiter in it in quotes")
