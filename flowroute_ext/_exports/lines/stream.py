"""A stream as the sink of an export: standard output, which nothing is remembered of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..sinks import Counts
from .encoding import ENCODERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ..columns import Row
    from ..sinks import Request
    from .encoding import LineFormat


class Stream:
    """The sink of an export that *write* is called with the lines of.

    The rows of a list are written when it was read as a whole, since it may change meanwhile.
    """

    path = None

    def __init__(self, write: Callable[[bytes], object], lines: LineFormat) -> None:
        self._write = write
        self._lines: LineFormat = lines
        self._list: list[bytes] = []
        self._rows = 0

    def begin(self, request: Request) -> datetime | None:
        """Write the titles."""
        self._encoder = ENCODERS[self._lines](request.table)
        self._write(self._encoder.head())
        self._since = request.since
        return request.since

    def write(self, rows: Sequence[Row], until: datetime | None, *, settled: bool) -> None:
        """Write *rows*."""
        del settled
        lines = self._encoder.lines(rows)
        self._rows += len(rows)
        if until is None:
            self._list.append(lines)
        else:
            self._write(lines)

    def again(self) -> None:
        """Drop the rows of a list."""
        self._list.clear()
        self._rows = 0

    def finish(self, until: datetime | None) -> Counts:
        """Write the rows of a list."""
        del until
        for lines in self._list:
            self._write(lines)
        return Counts(self._rows, self._rows, self._since)

    def close(self) -> None:
        """Leave the stream open."""
