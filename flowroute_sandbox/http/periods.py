"""The dates that a query for messages may have: ISO 8601 and RFC 3339, in every spelling."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from typing import TYPE_CHECKING

from flowroute_sandbox.http.bodies import invalid
from flowroute_sandbox.http.validation_messages import NOT_A_DATE

if TYPE_CHECKING:
    from collections.abc import Mapping

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MAXIMUM = 64
"""How many characters a moment may have; nanoseconds and a zone make 35."""

_DAY = "-[0-9]{2}(?:-[0-9]{2})?|[0-9]{4}|-?[0-9]{3}|-W[0-9]{2}(?:-[1-7])?|W[0-9]{2}[1-7]?"
_DATE = rf"(?P<date>[0-9]{{4}}(?:{_DAY})?)"
_TIME = r"(?P<hour>[0-9]{2})(?::?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2}))?)?"
_FRACTION = r"(?:[.,](?P<fraction>[0-9]+))?"
# A plus that was not percent-encoded has become a space.
_ZONE = r"(?P<zone>Z|[+ -][0-9]{2}(?::?[0-9]{2})?)?"
_MOMENT = re.compile(f"{_DATE}(?:[T ]{_TIME}{_FRACTION}{_ZONE})?")


def moment(query: Mapping[str, str], name: str) -> datetime | None:
    """Return the moment given as `name`, or None; raise Refused unless it is one.

    A date is its first moment, and so is a month or a year. Without a zone the text is in UTC.
    What is finer than a microsecond is cut off.
    """
    text = query.get(name)
    if text is None:
        return None
    try:
        return parsed(text)
    except (ValueError, OverflowError):
        raise invalid({name: [NOT_A_DATE]}) from None


def parsed(text: str) -> datetime:
    """Return the moment in `text`; raise ValueError or OverflowError unless it is one."""
    # RFC 3339 allows lower-case letters, and ISO 8601 the sign for minus.
    text = text[: MAXIMUM + 1].upper().replace("\N{MINUS SIGN}", "-")
    match = _MOMENT.fullmatch(text)
    if match is None or len(text) > MAXIMUM:
        raise ValueError(text)
    midnight = datetime.combine(_date(match["date"]), datetime.min.time(), _zone(match["zone"]))
    return (midnight + _time(match)).astimezone(UTC)


def _date(text: str) -> date:
    digits = text.replace("-", "")
    if "W" in digits or len(digits) != 7:
        return date.fromisoformat(digits if "W" in digits else digits + "0101"[len(digits) - 4 :])
    first = date(int(digits[:4]), 1, 1)
    day = first + timedelta(days=int(digits[4:]) - 1)  # the day of the year
    if day.year != first.year:
        raise ValueError(text)
    return day


def _time(match: re.Match[str]) -> timedelta:
    """Return the time of the day; a fraction is one of the smallest unit that is there."""
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    unit = 1 if match["second"] else 60 if match["minute"] else 3600
    digits = match["fraction"] or "0"
    part = Fraction(int(digits) * unit, 10 ** len(digits))
    at = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=int(part * 1_000_000))
    # Midnight may be 24:00, and a minute may have a leap second.
    if minute > 59 or second > 60 or at > timedelta(days=1):
        raise ValueError(match[0])
    return at


def _zone(text: str | None) -> timezone:
    if text is None or text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if minutes > 59:
        raise ValueError(text)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
