"""Rows in CSV and JSON Lines files, read as a stream, each with the line that it begins on."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from itertools import zip_longest
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from .._base.problems import Problem, invalid, shortened, shown
from .._base.reading.empty import is_empty, trimmed
from .csv_cells import from_text
from .row_fields import field_name, repeated

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

Numbered = tuple[int, "Mapping[str, object] | Problem"]

# Excel writes semicolons where the comma is the decimal point, and tabs on request.
DELIMITERS = ",;\t"
# The first line of a file that tells Excel its delimiter.
NAMED_DELIMITER = re.compile(r"""(?:"?)sep=([^"'\r\n ])(?:"?)[\r\n]*""", re.IGNORECASE)
# Characters. The text of an MMS, of which each may be escaped, fits; a file without line breaks
# is not read into memory.
LONGEST_LINE = 8 * 1024 * 1024


class _Unreadable(Exception):
    """There is no row on a line; with `fatal`, nothing after it can be read either."""

    def __init__(self, problem: Problem, *, fatal: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fatal = fatal


def read(path: str | os.PathLike[str]) -> Iterator[Numbered]:
    """Each row of the file at *path* with its line, or a `Problem` where there is no row.

    Raises `OSError` where the file cannot be read, and `InvalidValue` for other kinds of files.
    """
    file = Path(path)
    if "\0" in str(file):
        cure = "give its name"
        raise invalid("file of rows", "the file", "a NUL in it", rule="must be a name", cure=cure)
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
    return reader(file)


class _Lines:
    """The lines of a file, each with its line break; `number` is that of the last one.

    Iterating raises `_Unreadable` for a line that is not text; the next ones can still be read.
    """

    def __init__(self, file: TextIO) -> None:
        self.number = 0
        self._file = file

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            self._skip()
            rule = f"must have {LONGEST_LINE:,} characters at most"
            raise _Unreadable(_problem(rule, "put each row on a line", "more than that"))
        if not line.isascii() and not _is_utf8(line):
            wrong = _problem("must be in UTF-8", "save the file as UTF-8")
            raise _Unreadable(wrong, fatal=True)
        if "\0" in line:
            cure = "save the file as UTF-8, or remove them"
            raise _Unreadable(_problem("must not have NUL characters", cure))
        return line

    def _skip(self) -> None:
        while rest := self._file.readline(LONGEST_LINE):
            if rest.endswith(("\n", "\r")):
                return


def _open(path: Path, newline: str) -> TextIO:
    # What is not UTF-8 becomes surrogates, so that its line is known.
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline=newline)


def _csv(path: Path) -> Iterator[Numbered]:
    """The rows of a CSV file, as dicts by the names in its first line."""
    with _open(path, "") as file:
        header = file.readline(LONGEST_LINE)
        lines = _Lines(file)
        if named := NAMED_DELIMITER.fullmatch(header):
            lines.number, delimiter = 1, named[1]
        else:
            file.seek(0)
            delimiter = max(DELIMITERS, key=header.count)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        names: list[str] | None = None
        while True:
            begins = lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except _Unreadable as error:
                yield lines.number, error.problem
                if names is None or error.fatal:
                    return
                continue
            except csv.Error as error:
                yield begins, _not_csv(error)
                if names is None:
                    return
                continue
            if all(map(is_empty, cells)):
                continue
            if names is not None:
                yield begins, _record(names, cells)
                continue
            names = [trimmed(cell) for cell in cells]
            twice = list(repeated(filter(None, names)))
            yield from ((begins, _same_column(*pair)) for pair in twice)
            if twice:
                return


def _not_csv(error: csv.Error) -> Problem:
    if "field limit" in str(error):
        rule = f"must have at most {csv.field_size_limit():,} characters in a cell"
        return _problem(rule, "shorten the cell, or close its quotes", "more than that")
    cure = "put a cell with quotes in it in quotes"
    return _problem(f"must be CSV ({error})", cure)


def _same_column(one: str, other: str) -> Problem:
    return Problem(
        field="the header",
        value=f"{shown(one)} and {shown(other)}",
        rule="must be unique",
        cure="name each column once",
    )


def _record(names: list[str], cells: list[str]) -> dict[str, object] | Problem:
    if not all(map(is_empty, cells[len(names) :])):
        return _problem(
            f"must have {len(names)} cells, as the header has",
            "put a cell with a delimiter in it in quotes",
            f"{len(cells)} cells",
        )
    # The cells that a short line does not have are empty, as spreadsheets leave them out.
    pairs = zip_longest(names, cells[: len(names)], fillvalue="")
    return {name: _cell(name, cell) for name, cell in pairs if name}


def _cell(name: str, cell: str) -> str:
    """A cell without blanks around it, as the header is read; a text keeps them."""
    cell = from_text(cell)
    return cell if field_name(name) == "body" else trimmed(cell)


def _jsonl(path: Path) -> Iterator[Numbered]:
    """The rows of a JSON Lines file: an object on each line."""
    # Only at "\n", and not by splitlines(), which also breaks where JSON has no line break.
    with _open(path, "\n") as file:
        lines = _Lines(file)
        while True:
            try:
                line = next(lines)
                if not line.strip():
                    continue
                yield lines.number, _object(line)
            except StopIteration:
                return
            except _Unreadable as error:
                yield lines.number, error.problem
                if error.fatal:
                    return


def _object(line: str) -> Mapping[str, object]:
    """The object on a *line*; raises `_Unreadable` if it is not one."""
    cure = 'write it like {"to": "…"}'
    try:
        row: object = DECODER.decode(line)
    except RecursionError:
        raise _Unreadable(
            _problem("must be a JSON object", cure, "something nested too deeply")
        ) from None
    except ValueError:  # also an integer of thousands of digits
        row = None
    if isinstance(row, dict):
        return cast("dict[str, object]", row)
    raise _Unreadable(_problem("must be a JSON object", cure))


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object of these *pairs*, of which JSON allows several with one name."""
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _ in pairs)
        name = next(name for name in times if times[name] > 1)
        raise _Unreadable(
            _problem(
                "must have each name once", "leave one of them out", f"{shown(name)} several times"
            )
        )
    return found


def _no_number(name: str) -> object:
    """Refuse NaN and Infinity, which are not JSON."""
    raise _Unreadable(_problem("must be JSON, which has no such number", "write null", name))


def _finite(text: str) -> float:
    """The number in *text*; one that is too large for a float is refused as Infinity is."""
    number = float(text)
    return number if isfinite(number) else cast("float", _no_number(shortened(text)))


# One for all lines: making one takes as long as reading a line.
DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_finite
)


def _is_utf8(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True


def _problem(rule: str, cure: str, value: str = "something else") -> Problem:
    return Problem(field="the line", value=value, rule=rule, cure=cure)
