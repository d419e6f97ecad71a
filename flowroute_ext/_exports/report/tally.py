"""Messages counted as they are read: the sink of a report. Memory does not grow with them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ..cells import nanodollars
from ..sinks import Counts
from ..tables import TABLES
from .values import DayReport, DelayReport, FailureReport, MessageReport, NumberReport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..columns import Row
    from ..sinks import Request

NAMES: Final = TABLES["messages"].names
# Seconds, each with what is up to it.
DELAYS: Final = {
    1: ("up to 1 s", "1 s"),
    2: ("1 to 2 s", "2 s"),
    5: ("2 to 5 s", "5 s"),
    10: ("5 to 10 s", "10 s"),
    30: ("10 to 30 s", "30 s"),
    60: ("30 s to 1 min", "1 min"),
    300: ("1 to 5 min", "5 min"),
    3600: ("5 min to 1 h", "1 h"),
    86_400: ("more than 1 h", "more"),
}
BOUNDS: Final = [*DELAYS]
MOST_REASONS: Final = 1000  # that are counted apart
OTHER: Final = (None, "other reasons")


class Tally:
    """The sink of a report on messages."""

    path = None

    def __init__(self) -> None:
        self._states: Counter[tuple[str, str]] = Counter()
        self._failures: Counter[tuple[str | None, str | None]] = Counter()
        self._numbers: Counter[tuple[str, str]] = Counter()
        self._spent: Counter[str] = Counter()
        self._delays: Counter[int] = Counter()
        self._to_carrier = self._rows = 0
        self._since = self._until = datetime(1970, 1, 1, tzinfo=UTC)

    def begin(self, request: Request) -> datetime | None:
        """Begin with nothing."""
        assert request.since is not None
        self._since = request.since
        return request.since

    def write(self, rows: Sequence[Row], until: datetime | None, *, settled: bool) -> None:
        """Count *rows*."""
        del until, settled
        self._rows += len(rows)
        for row in rows:
            self._count(dict(zip(NAMES, row, strict=True)))

    def again(self) -> None:
        """Do nothing: messages are no list."""

    def finish(self, until: datetime | None) -> Counts:
        """Note until when they are."""
        self._until = until or self._since
        return Counts(self._rows, self._rows, self._since)

    def close(self) -> None:
        """Do nothing."""

    def report(self) -> MessageReport:
        """Return what was counted."""
        spent = {number: _dollars(amount) for number, amount in self._spent.items()}
        delays = Counter[int]()
        for tenths, count in self._delays.items():
            delays[BOUNDS[min(bisect_left(BOUNDS, tenths / 10), len(BOUNDS) - 1)]] += count
        return MessageReport(
            since=self._since,
            until=self._until,
            days=tuple(self._days()),
            to_carrier=self._to_carrier,
            delays=tuple(DelayReport(*names, delays[most]) for most, names in DELAYS.items()),
            median=self._quantile(0.5),
            slowest_20th=self._quantile(0.95),
            failures=tuple(
                FailureReport(code, description, count)
                for (code, description), count in self._failures.most_common()
            ),
            numbers=tuple(
                NumberReport(
                    number, self._numbers[number, "sent"], self._numbers[number, "received"], cost
                )
                for number, cost in sorted(spent.items(), key=lambda pair: (-pair[1], pair[0]))
            ),
            cost=_dollars(self._spent.total()),
        )

    def _count(self, row: dict[str, Any]) -> None:
        inbound = row["direction"] == "inbound"
        delivery = row["delivery"]
        number = row["to" if inbound else "from"] or "unknown"
        state = "received" if inbound else delivery or "pending"
        self._states[(row["timestamp"] or "")[:10], state] += 1
        self._numbers[number, "received" if inbound else "sent"] += 1
        self._spent[number] += nanodollars(row["cost"]) or 0
        if inbound:
            return
        self._to_carrier += bool(row["sent_at"] or row["reported_at"] or delivery == "delivered")
        if delivery == "undelivered":
            reason = row["code"], row["description"]
            known = reason in self._failures or len(self._failures) < MOST_REASONS
            self._failures[reason if known else OTHER] += 1
        elif delivery == "delivered" and row["reported_at"] and row["timestamp"]:
            sent, got = map(datetime.fromisoformat, (row["timestamp"], row["reported_at"]))
            seconds = min(max(0.0, (got - sent).total_seconds()), BOUNDS[-1])
            # To the tenth of a second, and of what takes longer to the second.
            self._delays[round(seconds * 10) if seconds < 60 else round(seconds) * 10] += 1

    def _days(self) -> list[DayReport]:
        days = sorted({day for day, _ in self._states if day})
        if not days:
            return []
        first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
        return [
            self._day(first + timedelta(days=number)) for number in range((last - first).days + 1)
        ]

    def _day(self, day: date) -> DayReport:
        counts = [
            self._states[day.isoformat(), state]
            for state in ("delivered", "undelivered", "pending", "received")
        ]
        return DayReport(day, *counts)

    def _quantile(self, share: float) -> float | None:
        """Return within how many seconds this *share* of the messages was delivered."""
        total, passed = self._delays.total(), 0
        for tenths in sorted(self._delays):
            passed += self._delays[tenths]
            if passed >= share * total:
                return tenths / 10
        return None


def _dollars(nano: int) -> Decimal:
    return Decimal(nano).scaleb(-9)
