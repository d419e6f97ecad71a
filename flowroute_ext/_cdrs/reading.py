"""Call records from the lines of a CSV file, a hundred thousand in a second. Pure."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import attrs

from .._base.money import dollars
from .._base.reading.scalars import number, whole
from .._base.times import moment
from .._values.call_records import CallRecord, Cells
from .unpacking import Damaged, blocks, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

# In the order of the documented header.
COLUMNS: Final = tuple(field.name for field in attrs.fields(CallRecord))
# Without them a file is none of calls.
KNOWN: Final = frozenset({"start_time", "destination", "callerid"})
LARGEST_CACHE: Final = 20_000
LONGEST_SECONDS: Final = 10**9
NO_VALUES: Final = frozenset({"", "N/A", "n/a"})


class Cache(dict[str, T], Generic[T]):
    """What *read* makes of texts: most values of a column are repeated."""

    def __init__(self, read: Callable[[str], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> T:
        if len(self) >= LARGEST_CACHE:
            self.clear()
        value = self[text] = self._read(text)
        return value


def call_records_in(pieces: Iterable[bytes]) -> Iterator[CallRecord]:
    """Yield the records of a CSV file, compressed by gzip or not; raise `Damaged`.

    *pieces* are its content. Columns may be in any order, be missing, or be unknown.
    """
    rows = csv.reader(_lines(blocks(unpacked(pieces))))
    try:
        names = _names(rows)
        if names:
            yield from _records(rows, names)
    except csv.Error as error:
        raise Damaged(f"a file whose line {rows.line_num:,} is no CSV ({error})") from None


def checking(pieces: Iterable[bytes], *, may_be_empty: bool) -> Iterator[None]:
    """Check that *pieces* are a whole file of call records, a part with each step.

    Raises `Damaged`. Only the first line is read: gzip has a checksum of all of them.
    """
    text = blocks(unpacked(pieces))
    try:
        names = _names(csv.reader(_lines(text)))
    except csv.Error:
        raise Damaged("a file without the columns of call records") from None
    if not names and not may_be_empty:
        raise Damaged("empty")
    for _ in text:
        yield


def _lines(text: Iterable[str]) -> Iterator[str]:
    return chain.from_iterable(StringIO(block, newline="") for block in text)


def _names(rows: Iterator[list[str]]) -> list[str]:
    """Return the names of the columns, none of an empty file; raise `Damaged` for another one."""
    nothing: list[str] = []
    # Lines before it that are empty have no cells.
    header = next(filter(None, rows), nothing)
    names = [name.strip().lower().replace(" ", "_") for name in header]
    if names and not KNOWN & set(names):
        raise Damaged("a file without the columns of call records")
    return names


def _records(rows: Iterable[list[str]], names: list[str]) -> Iterator[CallRecord]:
    """Yield the record of each row, whose cells are those of the columns *names*."""
    width = len(names)
    # Of a column that is not there, an empty cell after the others.
    pick: Callable[[list[str]], tuple[str, ...]] = itemgetter(
        *(names.index(name) if name in names else width for name in COLUMNS)
    )
    whole_rows = set(COLUMNS) <= set(names)
    words, lower = Cache(_word), Cache(_lower)
    money, seconds, codes = Cache(dollars), Cache(_seconds), Cache(whole)
    # Looked up once, not for each call.
    record, time, cells = CallRecord, moment, Cells
    for read_row in rows:
        if not read_row:
            continue
        row = read_row if len(read_row) == width and whole_rows else _fitted(read_row, width)
        # fmt: off
        (
            direction, start, end, destination, alias, callerid, total, name, country, line,
            result, code, reason, duration, billed, rate, first, subsequent, subtotal, connect,
            usf, ccrf, lookup, tag, address,
        ) = pick(row)
        yield record(
            lower[direction], time(start), time(end), _number(destination), words[alias],
            _number(callerid), money[total], words[name], words[country], words[line],
            words[result], codes[code], words[reason], seconds[duration], seconds[billed],
            money[rate], seconds[first], seconds[subsequent], money[subtotal], money[connect],
            money[usf], money[ccrf], money[lookup], tag or None, address or None,
            cells(names, row),
        )
        # fmt: on


def _fitted(row: list[str], width: int) -> list[str]:
    """Return *row* with one cell more than there are columns, which is empty."""
    return [*row[:width], *[""] * (width + 1 - min(len(row), width))]


def _word(text: str) -> str | None:
    return None if text in NO_VALUES else text


def _lower(text: str) -> str | None:
    return text.strip().lower() or None


def _number(text: str) -> str | None:
    """Return a number as digits, and a caller without one as written, such as "Anonymous"."""
    return text.strip().removeprefix("+") or None


def _seconds(text: str) -> timedelta | None:
    seconds: Any = number(text)
    if seconds is None or abs(seconds) > LONGEST_SECONDS:
        return None
    return timedelta(
        seconds=int(seconds) if seconds == seconds.to_integral_value() else float(seconds)
    )
