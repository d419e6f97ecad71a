"""Rows as a table that fits a width, or as blocks of lines where it cannot.

No word is ever cut: an id, a number or a reason is whole.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from flowroute_ext._base.masking import visible_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flowroute_ext.cli.output.rows import Row

GAP: Final = "  "
# What a table is never without.
NEEDED: Final = re.compile(
    r"(^|[._])(id|value|number|status|state|reason|description|error|detail|cure)$"
)
# The width that a column of text has at least, where it has as much.
READABLE: Final = 20
# Of a record within another: what a person knows it by.
KNOWN_BY: Final = ("alias", "label", "value", "id")


@attrs.frozen
class Table:
    """The lines of a table, and the names of the columns that it has no place for."""

    lines: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def table(rows: Sequence[Row], width: int, *, whole: bool = False) -> Table:
    """Return a table of *rows*, without the columns that no row has anything in.

    Where it is too wide, those on the right are left out, but for ids, numbers and reasons; all of
    the rest, or a *whole* row, is in lines below each other where even that does not fit.
    """
    cells = [{name: _cell(value) for name, value in row.items()} for row in rows]
    names = [name for name in (cells[0] if cells else ()) if any(row.get(name) for row in cells)]
    shown = list(names)
    while True:
        of = [[_head(name), *(row.get(name, "") for row in cells)] for name in shown]
        widths = _fitted(of, width - len(GAP) * (len(shown) - 1))
        if widths is not None:
            left_out = tuple(name for name in names if name not in shown)
            return Table(tuple(_lines_of(of, widths)), left_out)
        spare = [] if whole else [name for name in shown[1:] if not NEEDED.search(name)]
        if not spare:
            return Table(tuple(_blocks(rows, width)))
        shown.remove(spare[-1])


def _blocks(rows: Sequence[Row], width: int) -> Iterator[str]:
    for index, row in enumerate(rows):
        if index:
            yield ""
        yield from record(row, width)


def _lines_of(of: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    for line in zip(*of, strict=True):
        wrapped = [_wrapped(cell, at_most) for cell, at_most in zip(line, widths, strict=True)]
        for height in range(max(map(len, wrapped), default=0)):
            parts = (part[height] if height < len(part) else "" for part in wrapped)
            padded = (_padded(part, at) for part, at in zip(parts, widths, strict=True))
            yield GAP.join(padded).rstrip()


def _head(name: str) -> str:
    return name.replace("_", " ").upper()


def record(row: Row, width: int) -> Iterator[str]:
    """Yield a line for each field of a row that has something, and more where it is long."""
    lines = [*_lines(row)]
    label = max((columns(name) for name, _ in lines), default=0)
    room = width - label - len(GAP)
    for name, value in lines:
        if room < max(map(columns, _words(value))) <= width - len(GAP):
            yield name
            yield from (f"{GAP}{part}" for part in _wrapped(value, width - len(GAP)))
            continue
        for index, part in enumerate(_wrapped(value, max(room, 1))):
            yield f"{_padded('' if index else name, label)}{GAP}{part}".rstrip()


def columns(text: str) -> int:
    """Return how many columns of a terminal *text* takes."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def _lines(row: Row, within: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and text of each field, and of the fields of fields."""
    for name, value in row.items():
        path = f"{within}{name}"
        items = cast("list[object]", value) if isinstance(value, list) else []
        if isinstance(value, dict):
            yield from _lines(cast("Row", value), f"{path}.")
        elif any(isinstance(item, dict) for item in items):
            for number, item in enumerate(items, 1):
                yield from _lines({f"{path}.{number}": item})
        elif value is not None and value not in ("", []):
            yield path, _cell(value)


def _cell(value: Any) -> str:
    """Return what a table shows of a field."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        inner = cast("Row", value)
        return next((_cell(inner[name]) for name in KNOWN_BY if inner.get(name)), "")
    if isinstance(value, list):
        items = cast("list[object]", value)
        if any(isinstance(item, dict) for item in items):
            return f"{len(items)}"
        return ", ".join(map(_cell, items))
    return visible_name(value)


def _fitted(of: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Return a width for each column, *width* in all; None where words would have to be cut."""
    widths = [max(map(columns, column)) for column in of]
    least = [_least(column) for column in of]
    if sum(least) > width:
        return None
    while sum(widths) > width:
        widest = max(
            (index for index in range(len(of)) if widths[index] > least[index]),
            key=widths.__getitem__,
        )
        widths[widest] -= 1
    return widths


def _least(column: Sequence[str]) -> int:
    """Return the least width for a head and the cells below it."""
    words = max(columns(word) for cell in column for word in _words(cell))
    return max(words, min(max(map(columns, column[1:])), READABLE))


def _wrapped(text: str, width: int) -> list[str]:
    """Return *text* in lines of *width*, or longer where a word is."""
    lines = [""]
    for word in _words(text):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if columns(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _words(text: str) -> list[str]:
    return text.split() or [""]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))
