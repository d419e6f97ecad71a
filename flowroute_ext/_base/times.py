"""Times: parsed from every format that Flowroute sends, and formatted as it expects them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from .problems import invalid, shown
from .reading.empty import is_missing

if TYPE_CHECKING:
    from datetime import tzinfo

LONGEST = 64
# GMT+3 usually means east of Greenwich, and in POSIX west of it.
NAMED_OFFSET = re.compile("[A-Za-z] ?[-+][0-9]")


def moment(text: str | None) -> datetime | None:
    """Return the moment in *text*, in UTC, or None if there is none.

    Flowroute writes ISO 8601 in several shapes, and dates as in e-mail where a CNAM record
    is associated (flowroute-sdk-v3-python README). Text without a zone is UTC, as all of
    its times are. Text that cannot be parsed without guessing is None: a time in an
    unknown format never fails a call.
    """
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        other = _in_words(text)
        if other is None:
            return None
        when = other
    if when.tzinfo is UTC:
        return when
    if when.tzinfo is None:
        return when.replace(tzinfo=UTC)
    try:
        return when.astimezone(UTC)
    except OverflowError:
        return None


def wire(value: datetime | date | str, *, field: str) -> str:
    """Return *value* in the format of the list of messages: a day, or a moment in UTC.

    A `date` becomes ``2017-12-22``, a `datetime` ``2017-12-22T01:52:39.39Z`` (developer.
    flowroute.com: Look Up a Set of Messages). Message times have hundredths of a second;
    anything finer is cut off. Text in ISO 8601 is read first. Raises `InvalidValue`, which
    names *field*, for a time without a zone, and for anything else.
    """
    when = _given(value, field)
    if isinstance(when, datetime):
        return f"{when.isoformat(timespec='milliseconds')[:22]}Z"
    return when.isoformat()


def instant(value: datetime | date | str, *, field: str) -> datetime:
    """Return *value* as a moment in UTC: that of a day is its beginning.

    Takes what `wire` takes, and raises as that does.
    """
    when = _given(value, field)
    if isinstance(when, datetime):
        return when
    return datetime(when.year, when.month, when.day, tzinfo=UTC)


def month_first(text: str) -> datetime | None:
    """Return the moment in *text* as dateutil reads it, which takes ``1/2/2018`` for January."""
    from dateutil import parser

    try:
        return parser.parse(text) if len(text) <= LONGEST else None
    except (ValueError, OverflowError):
        return None


def http_date(text: str) -> datetime | None:
    """Return the moment of an HTTP date, which is always in GMT; None for anything else.

    (RFC 9110, section 5.6.7: the longest of its forms has 33 characters)
    """
    if not 0 < len(text) <= LONGEST:
        return None
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(text)
    except Exception:  # a header may be anything, and the parser is not written for that
        return None
    return when if when.tzinfo is not None else None


def _given(value: datetime | date | str, field: str) -> datetime | date:
    """Return a day, or a moment in UTC; raise `InvalidValue`, which names *field*."""
    when = _iso(value) if isinstance(value, str) else None if is_missing(value) else value
    if isinstance(when, datetime):
        if when.utcoffset() is None:
            raise invalid(
                "time",
                field,
                f"{when.isoformat()} without a zone",
                rule="must be in a time zone",
                cure="write it like '2017-12-22T01:52:39Z', or give a date"
                if isinstance(value, str)
                else "give it one, like datetime.now(UTC), or give a date",
            )
        try:
            return when.astimezone(UTC)
        except OverflowError:
            pass
    elif isinstance(when, date):
        return when
    raise invalid(
        "time",
        field,
        shown(value),
        rule="must be a date, a datetime with a zone, or either as text in ISO 8601",
        cure="write it like '2017-12-22' or '2017-12-22T01:52:39Z'",
    )


def _iso(text: str) -> date | datetime | None:
    """Return the day or the moment in *text*, which is ISO 8601."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(text.strip())
        except ValueError:
            continue
    return None


def _in_words(text: object) -> datetime | None:
    """Return dateutil's reading of *text*, unless it depends on what dateutil assumes."""
    if not isinstance(text, str) or len(text) > LONGEST or NAMED_OFFSET.search(text):
        return None
    from dateutil import parser

    try:
        first = parser.parse(text, default=datetime(2000, 1, 1), tzinfos=_zone)
        second = parser.parse(
            text,
            default=datetime(2003, 2, 2, 3, 4, 5),
            dayfirst=True,
            yearfirst=True,
            tzinfos=_zone,
        )
    except (ValueError, OverflowError):
        return None
    return first if first == second else None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """Return the zone of a text: UTC by name, or an offset; other names are ambiguous."""
    if offset is None and name is None:
        return None
    if offset is None:
        raise ValueError(name)
    return timezone(timedelta(seconds=offset))
