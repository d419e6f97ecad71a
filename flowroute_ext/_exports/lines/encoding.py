"""Rows as the bytes of CSV and JSON Lines. Pure."""

from __future__ import annotations

import csv
import io
import json
import re
import string
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from ..._base.masking import visible
from ..._outbox.csv_cells import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..columns import Cell, Row, Table

LineFormat: TypeAlias = Literal["csv", "jsonl", "converter"]


# No formula begins with one of these, as almost every cell does.
PLAIN: Final = frozenset(string.ascii_letters + string.digits)


class Csv:
    """CSV with a line of titles.

    What a spreadsheet would take for a formula has an apostrophe before it.
    """

    def __init__(self, table: Table) -> None:
        self._titles = table.titles
        # The others are read by us: digits, times, amounts and words of our own.
        self._texts = [place for place, column in enumerate(table.columns) if column.kind == "text"]
        self._flags = [place for place, column in enumerate(table.columns) if column.kind == "flag"]

    def head(self) -> bytes:
        """Return the line of titles."""
        return self._written([self._titles])

    def lines(self, rows: Sequence[Row]) -> bytes:
        """Return *rows* as lines; no value is an empty cell."""
        return self._written([self._cells(row) for row in rows])

    def _cells(self, row: Row) -> Sequence[Cell]:
        cells: list[Any] = [*row]
        for place in self._flags:
            value = cells[place]
            if value is not None:
                cells[place] = "true" if value else "false"
        for place in self._texts:
            value = cells[place]
            if value is not None and value[0] not in PLAIN:
                cells[place] = as_text(value)
        return cells

    def _written(self, rows: list[Any]) -> bytes:
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows(rows)
        text = file.getvalue()
        if "\r" in text:
            # Python itself quotes only the line breaks that end its own lines.
            file = io.StringIO()
            minimal = csv.writer(file, lineterminator="\n")
            quoted = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
            for row in rows:
                broken = any(type(cell) is str and "\r" in cell for cell in row)
                (quoted if broken else minimal).writerow(row)
            text = file.getvalue()
        return encoded(text)


class JsonLines:
    """JSON Lines: an object in each line, with every column. What is invisible is escaped."""

    def __init__(self, table: Table) -> None:
        self._names = table.names
        self._dumps = json.JSONEncoder(ensure_ascii=False).encode

    def head(self) -> bytes:
        """Return nothing."""
        return b""

    def lines(self, rows: Sequence[Row]) -> bytes:
        """Return *rows* as lines."""
        return encoded("".join(map(self._line, rows)))

    def _line(self, row: Row) -> str:
        line = self._dumps(dict(zip(self._names, row, strict=True)))
        if not line.isprintable():
            line = re.sub(r"[^ -~]", _escaped, line)
        return f"{line}\n"


class Converter:
    """The lines of the program that Flowroute published for E911 addresses.

    Each value is between apostrophes, and each line ends with a comma; of the titles only that of
    the id is. An apostrophe in a value is doubled (github.com/flowroute/e911-json-to-csv).
    """

    def __init__(self, table: Table) -> None:
        first, *others = table.titles
        self._head = ",".join([f"'{first}'", *others])

    def head(self) -> bytes:
        """Return the line of titles."""
        return encoded(f"{self._head},\n")

    def lines(self, rows: Sequence[Row]) -> bytes:
        """Return *rows* as lines."""
        return encoded("".join(f"{''.join(map(self._cell, row))}\n" for row in rows))

    def _cell(self, cell: Cell) -> str:
        text = "" if cell is None else str(cell).replace("'", "''")
        return f"'{text}',"


ENCODERS: dict[LineFormat, type[Csv | JsonLines | Converter]] = {
    "csv": Csv,
    "jsonl": JsonLines,
    "converter": Converter,
}


def encoded(text: str) -> bytes:
    """Return *text* in UTF-8, with a question mark for half a character."""
    return text.encode("utf-8", "replace")


def _escaped(character: re.Match[str]) -> str:
    if visible(character[0]) == character[0]:
        return character[0]
    return json.dumps(character[0])[1:-1]
