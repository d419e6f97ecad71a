"""Rows in CSV and JSON Lines files, each with the line that it begins on."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

from .._base.problems import Problem, invalid, shown

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

Numbered = tuple[int, "Mapping[str, object] | Problem"]

# Excel writes semicolons where the comma is the decimal point, and tabs on request.
DELIMITERS = ",;\t"


def read(path: str | os.PathLike[str]) -> Iterator[Numbered]:
    """Each row of the file at *path* with its line, or a `Problem` where there is no row.

    Raises `OSError` where the file cannot be read, and `InvalidValue` for other kinds of files.
    """
    file = Path(path)
    readers = {".csv": _csv, ".tsv": _csv, ".jsonl": _jsonl, ".ndjson": _jsonl}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise invalid(
            "file of rows",
            "the file",
            shown(file.name),
            rule="must be CSV or JSON Lines",
            cure="name it .csv or .jsonl, after what it is",
        )
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return iter([(line, _unreadable("must be in UTF-8", "save the file as UTF-8"))])
    return reader(text)


def _csv(text: str) -> Iterator[Numbered]:
    """The rows of a CSV file, as dicts by the names in its first line."""
    header = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if names is None:
                    names = [cell.strip() for cell in cells]
                    yield from _header_problems(names, line)
                else:
                    yield line, _record(names, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        yield line, _unreadable(f"must be CSV ({error})", "put a cell with quotes in it in quotes")


def _header_problems(names: list[str], line: int) -> Iterator[Numbered]:
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        cure = "name each column once"
        yield line, Problem(field="the header", value=repr(name), rule="must be unique", cure=cure)


def _record(names: list[str], cells: list[str]) -> dict[str, object] | Problem:
    if any(cell.strip() for cell in cells[len(names) :]):
        return _unreadable(
            f"must have {len(names)} cells, as the header has",
            "put a cell with a delimiter in it in quotes",
            f"{len(cells)} cells",
        )
    return {name: cell for name, cell in zip(names, cells, strict=False) if name}


def _jsonl(text: str) -> Iterator[Numbered]:
    """The rows of a JSON Lines file: an object on each line."""
    # Not splitlines(), which also breaks where JSON has no line break.
    for line, one in enumerate(text.split("\n"), 1):
        if not one.strip():
            continue
        try:
            row: object = json.loads(one)
        except ValueError:
            row = None
        if isinstance(row, dict):
            yield line, cast("dict[str, object]", row)
        else:
            yield line, _unreadable("must be a JSON object", 'write it like {"to": "…"}')


def _unreadable(rule: str, cure: str, value: str = "something else") -> Problem:
    return Problem(field="the line", value=value, rule=rule, cure=cure)
