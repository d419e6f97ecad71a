"""Cells, read from the JSON of a resource, in whatever spelling it is. Pure."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeGuard

from .._base.money import dollars, from_nanodollars
from .._base.reading import scalars
from .._base.times import moment

LARGEST = 2**63  # of what SQLite and Parquet have integers for


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether *value* is an object of JSON."""
    return type(value) is dict


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether *value* is a list of JSON."""
    return type(value) is list


def text(value: Any) -> str | None:
    """Return a text, or a number as text; None for nothing, and for an empty text."""
    if type(value) is str:
        return value or None
    number = scalars.whole(value)
    return None if number is None else str(number)


def whole(value: Any) -> int | None:
    """Return a whole number that a database has room for."""
    number = value if type(value) is int else scalars.whole(value)
    return number if number is not None and -LARGEST <= number < LARGEST else None


def flag(value: Any) -> bool | None:
    """Return a boolean."""
    return value if value is True or value is False else scalars.flag(value)


def digits(value: Any) -> str | None:
    """Return a phone number without the ``+`` of version 2.2 of the messages API."""
    if type(value) is str:
        return value.removeprefix("+") or None
    return text(value)


def when(value: Any) -> str | None:
    """Return a time as ``2017-12-22T01:52:39.390+00:00``, so that their texts are in their order.

    What is finer than a millisecond is kept.
    """
    if type(value) is not str:
        return None
    # Most of the time of an export would go into times, so the usual shapes are not parsed.
    if value.isascii():
        head = value[:-1] if value.endswith("Z") else value.removesuffix("+00:00")
        length = len(head)
        if length != len(value) and (
            length == 19 or (20 < length <= 23 and head[19] == "." and head[20:].isdigit())
        ):
            seconds = head[17:19]
            if seconds.isdigit() and seconds < "60" and _is_minute(head[:17]):
                return f"{head[:19]}.{head[20:]:0<3}+00:00"
    time = moment(value)
    return None if time is None else spelt(time)


@lru_cache(4096)
def _is_minute(text: str) -> bool:
    """Whether *text* is a minute, such as ``2017-12-22T01:52:``."""
    try:
        return datetime.fromisoformat(f"{text}00").isoformat() == f"{text}00"
    except ValueError:
        return False


def spelt(time: datetime) -> str:
    """Return *time*, which is in UTC, as `when` does."""
    return time.isoformat(timespec="microseconds" if time.microsecond % 1000 else "milliseconds")


def spelt_if(time: datetime | None) -> str | None:
    """Return *time* as `spelt` does, if there is one."""
    return None if time is None else spelt(time)


def cost(nanodollars: Any, display: Any = None) -> str | None:
    """Return an amount in US dollars as text, digit for digit, such as ``0.004``."""
    try:
        return _cost(nanodollars, display)
    except TypeError:  # a list, or an object
        return None


@lru_cache(4096)
def _cost(nanodollars: Any, display: Any) -> str | None:
    amount = from_nanodollars(nanodollars)
    return plain(dollars(display) if amount is None else amount)


def price(value: Any) -> str | None:
    """Return an amount in US dollars as text."""
    return plain(dollars(value))


def plain(amount: Decimal | None) -> str | None:
    """Return *amount* without an exponent, and without zeros at its end."""
    if amount is None:
        return None
    written = f"{amount:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def nanodollars(amount: str | None) -> int | None:
    """Return *amount* in billionths of a dollar, which can be added up exactly."""
    return None if amount is None else whole(int(Decimal(amount).scaleb(9).to_integral_value()))
