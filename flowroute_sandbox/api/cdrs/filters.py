"""The filters of an export: which calls have them all.

Source: developer.flowroute.com, Query CDRs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from flowroute_sandbox.http import periods
from flowroute_sandbox.http.validation_messages import (
    MISSING,
    NOT_A_DATE,
    NOT_A_LIST,
    NOT_AN_AMOUNT,
    TOO_MANY_DAYS,
    WRONG_WINDOW,
)

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.http.fields import Fields
    from flowroute_sandbox.http.json_responses import Document
    from flowroute_sandbox.state.calls.rows import CallRow

START, END = "start_call_start_time", "start_call_end_time"
# support.flowroute.com, Call Detail Record (CDR) Reports; of the portal.
# Assumed: cdr-window
LONGEST = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class CallFilters:
    """The filters of a request; a list that is empty filters nothing."""

    start: datetime
    end: datetime
    number_aliases: tuple[str, ...]
    number_aliases_contains: tuple[str, ...]
    destination_numbers: tuple[str, ...]
    callerid_numbers: tuple[str, ...]
    custom_x_tags: tuple[str, ...]
    caller_ip: str
    duration_greater_than: float | None

    def match(self, call: CallRow) -> bool:
        """Return whether a call is to be in the export."""
        # Assumed: cdr-alias-case
        return (
            self.start <= call.start < self.end
            and (not self.number_aliases or call.alias in self.number_aliases)
            and (
                not self.number_aliases_contains
                or any(part in call.alias for part in self.number_aliases_contains)
            )
            and (not self.destination_numbers or call.destination in self.destination_numbers)
            and (not self.callerid_numbers or call.callerid in self.callerid_numbers)
            and (not self.custom_x_tags or call.x_tag in self.custom_x_tags)
            and (not self.caller_ip or call.address.partition(":")[0] == self.caller_ip)
            and (self.duration_greater_than is None or call.seconds > self.duration_greater_than)
        )


def read(sent: Fields) -> tuple[CallFilters, Document]:
    """Return the filters of a request, and as the export shows them.

    The problems are in `sent`. Others than the documented ones are shown, and filter nothing.
    """
    if sent.raw("filter_parameters") is None:
        sent.wrong("filter_parameters", MISSING)
    inner = sent.inner("filter_parameters")
    start, end = _moment(inner, START), _moment(inner, END)
    if start is not None and end is not None:
        if end < start:
            inner.wrong(END, WRONG_WINDOW)
        elif end - start > LONGEST:
            inner.wrong(END, TOO_MANY_DAYS.format(days=LONGEST.days))
    duration = inner.raw("duration_greater_than")
    if isinstance(duration, bool) or not isinstance(duration, int | float | None):
        inner.wrong("duration_greater_than", NOT_AN_AMOUNT)
        duration = None
    nothing = periods.EPOCH
    filters = CallFilters(
        start or nothing,
        end or nothing,
        _texts(inner, "number_aliases"),
        _texts(inner, "number_aliases_contains"),
        tuple(_digits(number) for number in _texts(inner, "destination_numbers")),
        tuple(_digits(number) for number in _texts(inner, "callerid_numbers")),
        _texts(inner, "custom_x_tags"),
        inner.optional("caller_ip") or "",
        duration,
    )
    raw = sent.raw("filter_parameters")
    # Assumed: cdr-filter-parameters
    shown: Document = dict(raw) if isinstance(raw, dict) else {}
    shown |= {START: _shown(filters.start), END: _shown(filters.end)}
    return filters, shown


def _moment(inner: Fields, name: str) -> datetime | None:
    text = inner.required(name)
    if not text:
        return None
    try:
        return periods.parsed(text)
    except (ValueError, OverflowError):
        inner.wrong(name, NOT_A_DATE)
        return None


def _texts(inner: Fields, name: str) -> tuple[str, ...]:
    value = inner.raw(name)
    # Assumed: one-filter-as-text
    rows = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(rows, list):
        inner.wrong(name, NOT_A_LIST)
        return ()
    listed = [str(entry) for entry in rows if isinstance(entry, str | int)]
    if len(listed) != len(rows):
        inner.wrong(name, NOT_A_LIST)
    return tuple(listed)


def _digits(number: str) -> str:
    return number.strip().removeprefix("+")


def _shown(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
