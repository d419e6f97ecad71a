"""The result of a call, formatted as text."""

from __future__ import annotations

import json
import re
import textwrap
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import attrs

from flowroute_ext import mask_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

WIDTH = 100
INDENT = "    "
COLUMNS = WIDTH - len(INDENT)
# The fields that identify a record within another.
IDENTIFYING = ("id", "value", "alias", "label")
# Values that only a few responses hold are properties, not fields.
PROPERTIES = {"Number": ("monthly_cost", "setup_cost"), "MessageRecord": ("receipts", "price")}
PHONE = re.compile(r"(?<!\w)\+?1?[2-9]\d{9}(?!\w)")
FICTION = re.compile(r"555-?01\d\d$")


def lines(value: object, *, private: bool) -> list[str]:
    """Return the lines that show *value*.

    Phone numbers are masked, unless they are in the range reserved for fiction. With *private*,
    for a live account, what a record's repr hides is hidden here, too.
    """
    if isinstance(value, dict):
        return _json(cast("dict[str, object]", value))
    if attrs.has(type(value)):
        return _record(value, private=private)
    listed = cast("Iterable[object]", value)
    return _table([item for item in listed if item is not None], private=private)


def _json(document: dict[str, object]) -> list[str]:
    """A document as JSON, as the official READMEs print it."""
    wrapped: list[str] = []
    for line in PHONE.sub(_masked, json.dumps(document, indent=2, ensure_ascii=False)).split("\n"):
        margin = " " * (len(line) - len(line.lstrip()) + 4)
        wrapped += textwrap.wrap(line, COLUMNS, subsequent_indent=margin, drop_whitespace=False)
    return wrapped


def _record(value: object, *, private: bool) -> list[str]:
    cells = _cells(value, private=private)
    width = max(map(len, cells))
    fields: list[str] = []
    for name, cell in cells.items():
        wrapped = [part for line in cell for part in textwrap.wrap(line, COLUMNS - width - 4)]
        wrapped = wrapped or ["–"]
        fields.append(f"  {name:{width}}  {wrapped[0]}")
        fields += [f"  {'':{width}}  {line}" for line in wrapped[1:]]
    return [type(value).__name__, *fields]


def _table(records: list[object], *, private: bool) -> list[str]:
    """A row for each record, with as many columns as fit."""
    if not records:
        return ["nothing"]
    rows = [_cells(record, private=private) for record in records]
    columns = [
        [name, *("; ".join(row[name]) or "–" for row in rows)]
        for name in rows[0]
        if any(row[name] for row in rows)
    ]
    lines = [""] * (len(rows) + 1)
    for column in columns:
        width = max(map(len, column))
        if len(lines[0]) + width > COLUMNS - len(" …"):
            lines[0] += "…"
            break
        lines = [f"{line}{cell:{width}}  " for line, cell in zip(lines, column, strict=True)]
    return [line.rstrip() for line in lines]


def _cells(value: object, *, private: bool) -> dict[str, list[str]]:
    """The lines for each field of a record, by its name."""
    kind = cast("type[attrs.AttrsInstance]", type(value))
    cells = {
        field.name: _hidden(field.repr, getattr(value, field.name), private=private)
        for field in attrs.fields(kind)
        if field.name != "raw"
    }
    for name in PROPERTIES.get(kind.__name__, ()):
        if (item := getattr(value, name)) not in (None, ()):
            cells[name] = _cell(item, private=private)
    return cells


def _hidden(rule: bool | Callable[[Any], str], value: object, *, private: bool) -> list[str]:
    if not private or rule is True or value is None:
        return _cell(value, private=private)
    return [rule(value).strip("'") if callable(rule) else "•••"]


def _cell(value: object, *, private: bool) -> list[str]:
    if value is None:
        return []
    if isinstance(value, tuple):
        inner = cast("tuple[object, ...]", value)
        return [line for item in inner for line in _cell(item, private=private)]
    if attrs.has(type(value)):
        return [_summary(value, private=private)]
    return [_text(value)]


def _summary(value: object, *, private: bool) -> str:
    """A record in a line: what identifies it if it has an id, else all of it."""
    cells = _cells(value, private=private)
    names = [name for name in IDENTIFYING if name in cells] if "id" in cells else list(cells)
    parts: list[str] = []
    for name in names:
        is_number = isinstance(getattr(value, name), int | Decimal)
        parts += [f"{name} {line}" if is_number else line for line in cells[name]]
    return " · ".join(parts)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}Z"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return PHONE.sub(_masked, str(value))


def _masked(number: re.Match[str]) -> str:
    return number[0] if FICTION.search(number[0]) else mask_number(number[0])
