"""A report on messages, as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from ..._base.masking import masked

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal


@attrs.frozen
class DayReport:
    """The messages of a day, which is in UTC; those `pending` are not reported on finally."""

    day: date
    delivered: int
    undelivered: int
    pending: int
    received: int

    @property
    def sent(self) -> int:
        """How many were sent."""
        return self.delivered + self.undelivered + self.pending


@attrs.frozen
class FailureReport:
    """How many messages were not delivered for one reason."""

    code: str | None
    description: str | None
    messages: int

    @property
    def reason(self) -> str:
        """The code with its description."""
        return " ".join(filter(None, (self.code, self.description))) or "no reason reported"


@attrs.frozen
class NumberReport:
    """The messages of one of your numbers, and their `cost` in US dollars."""

    number: str = attrs.field(repr=masked)
    sent: int
    received: int
    cost: Decimal


@attrs.frozen
class DelayReport:
    """How many messages were delivered within a time; `label` is such as ``2 to 5 s``."""

    label: str
    short: str
    messages: int


@attrs.frozen(kw_only=True)
class MessageReport:
    """The messages of a period.

    `median` and `slowest_20th` are the seconds until half of the messages were delivered, and 19 of
    20; None where none was. `cost` is in US dollars.
    """

    since: datetime
    until: datetime
    days: tuple[DayReport, ...]
    to_carrier: int
    delays: tuple[DelayReport, ...]
    median: float | None
    slowest_20th: float | None
    failures: tuple[FailureReport, ...]
    numbers: tuple[NumberReport, ...]
    cost: Decimal

    @property
    def sent(self) -> int:
        """How many messages were sent."""
        return sum(day.sent for day in self.days)

    @property
    def delivered(self) -> int:
        """How many of them were delivered."""
        return sum(day.delivered for day in self.days)

    @property
    def undelivered(self) -> int:
        """How many of them were not, and will not be."""
        return sum(day.undelivered for day in self.days)

    @property
    def pending(self) -> int:
        """How many of them are not reported on finally."""
        return sum(day.pending for day in self.days)

    @property
    def received(self) -> int:
        """How many messages came in."""
        return sum(day.received for day in self.days)
