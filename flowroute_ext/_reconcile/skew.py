"""How far Flowroute's clock is from the monotonic clock, by the `Date` of its responses. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from .._base.times import http_date

if TYPE_CHECKING:
    from collections.abc import Sequence

# A Date has whole seconds, and is cut off.
RESOLUTION = 1.0
# Seconds since 1970, at the beginnings of 2000 and 2100.
EARLIEST, LATEST = 946_684_800, 4_102_444_800


@attrs.frozen
class Offset:
    """Flowroute's time, in seconds since 1970, less the monotonic clock: between two bounds."""

    low: float
    high: float


def date_of(headers: Any) -> float | None:
    """Return the time of a response in seconds since 1970, or None if it shows none.

    The time of a stored response is not the present one, and a time of another century is none.
    """
    stored = headers.get("age") is not None
    shown = None if stored else http_date(headers.get("date", ""))
    if shown is None:
        return None
    seconds = shown.timestamp()
    return seconds if EARLIEST <= seconds < LATEST else None


def measured(date: float, sent_at: float, received_at: float) -> Offset:
    """Return the offset by one response, whose request was sent and received at these moments."""
    return Offset(date - received_at, date + RESOLUTION - sent_at)


def combined(offsets: Sequence[Offset]) -> Offset | None:
    """Return what all *offsets* have in common; where they contradict, all that one of them has."""
    if not offsets:
        return None
    low, high = max(offset.low for offset in offsets), min(offset.high for offset in offsets)
    if low <= high:
        return Offset(low, high)
    return Offset(min(offset.low for offset in offsets), max(offset.high for offset in offsets))
