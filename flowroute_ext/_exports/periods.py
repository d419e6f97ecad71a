"""Which period of messages to read next, each by a request without an offset. Pure.

New messages move those that an offset counts, so that some would be missed or come twice. A period
that has more messages than a page is made shorter instead.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from operator import ge
from typing import TYPE_CHECKING, Any, Final

import attrs

from .cells import spelt
from .tables.messages import TIME

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .columns import Row

# Whether a bound is part of a period is not documented, nor how exactly it is compared.
MARGIN: Final = timedelta(seconds=1)
SHORTEST: Final = timedelta(seconds=1)
LONGEST: Final = timedelta(days=36_500)
PAGES: Final = 6  # that a period should have
MOST_KEPT: Final = 8  # pages: a few megabytes
FASTEST: Final = 8.0  # by which a period may be longer than the last one


@attrs.frozen
class Period:
    """From `start` to before `end`, or to what is the newest."""

    start: datetime
    end: datetime | None

    def bounds(self) -> tuple[datetime, datetime | None]:
        """Return what to ask for, which is a little more."""
        first = datetime.min.replace(tzinfo=UTC) + MARGIN
        return max(self.start, first) - MARGIN, None if self.end is None else self.end + MARGIN

    def rows(self, rows: Iterable[Row]) -> list[Row]:
        """Return those of *rows* that are of this period, each once, the oldest first.

        One without a time is of any.
        """
        start, end = spelt(self.start), None if self.end is None else spelt(self.end)
        by_id: dict[Any, Row] = {}
        for row in rows:
            time: Any = row[TIME]
            if time is None or (start <= time and (end is None or time < end)):
                by_id[row[0]] = row
        return sorted(by_id.values(), key=_order)


@attrs.frozen
class Batch:
    """Messages that can be written: all of those until a time, or until now."""

    rows: list[Row] = attrs.field(repr=False)
    until: datetime | None


class Periods:
    """The periods from *start* to *until*, or to the newest message, and what was read of them.

    A period is read from its end: of a page that has not all of it, the rest is what is older. So
    some pages are kept until the oldest one was read. *size* is how many records a page has.
    """

    def __init__(self, start: datetime, until: datetime | None, size: int) -> None:
        self.done = until is not None and until <= start
        self._at = start
        self._until = until
        self._size = size
        self._width: timedelta | None = None
        self._kept: list[tuple[datetime, Batch]] = []

    def next(self, now: datetime) -> Period:
        """Return the next period."""
        if self._kept:
            return Period(self._at, self._kept[-1][0])
        end = None if self._width is None else self._at + self._width
        if self._until is not None:
            end = self._until if end is None else min(end, self._until)
        elif end is not None and end >= now:
            end = None
        return Period(self._at, end)

    def part(self, period: Period, rows: list[Row], now: datetime, *, newest_first: bool) -> bool:
        """Go on where a full page had *rows*, which are not all of *period*.

        Returns False where that cannot be made shorter.
        """
        width = (period.end or max(now, period.start)) - period.start
        kept = sum(len(batch.rows) for _, batch in self._kept)
        times = sorted({str(row[TIME]) for row in rows if row[TIME]})
        if newest_first and len(times) > 1 and kept + len(rows) <= MOST_KEPT * self._size:
            # Of those at the same time as the oldest one, others may not be on the page.
            newer = [row for row in rows if row[TIME] != times[0]]
            start = datetime.fromisoformat(times[1])
            seen = width - (start - period.start)
            if kept or len(rows) * width <= MOST_KEPT * self._size * seen:
                self._kept.append((start, Batch(newer, period.end)))
                return True
            self._width = max(SHORTEST, min(seen * PAGES, width / 2))
            return True
        if self._kept:
            width = (self._kept[0][1].until or max(now, self._at)) - self._at
        if width <= SHORTEST:
            return False
        self._kept.clear()
        self._width = max(SHORTEST, width / PAGES)
        return True

    def whole(self, period: Period, rows: list[Row]) -> list[Batch]:
        """Return what can be written once there are all *rows* of *period*, and go on after it."""
        batches = [Batch(rows, period.end), *(batch for _, batch in reversed(self._kept))]
        self._kept.clear()
        until, count = batches[-1].until, sum(len(batch.rows) for batch in batches)
        if until is None:
            self.done = True
            return batches
        if self._width is not None:
            growth = min(FASTEST, PAGES * self._size / count) if count else FASTEST
            width = min((until - self._at) * growth, LONGEST)
            self._width = max(SHORTEST, width)
        self._at = until
        self.done = until == self._until
        return batches


def divided(rows: list[Row], time: datetime) -> tuple[list[Row], list[Row]]:
    """Return those of *rows*, which are in order, that are before *time*, and the others."""
    place = bisect_left(rows, spelt(time), key=lambda row: str(row[TIME] or ""))
    return rows[:place], rows[place:]


def newest_first(rows: Sequence[Row]) -> bool:
    """Whether *rows* are as Flowroute lists messages in its samples; it promises no order."""
    times = [str(row[TIME] or "") for row in rows]
    return all(map(ge, times, times[1:]))


def _order(row: Row) -> tuple[Any, ...]:
    return row[TIME] or "", row[0]
