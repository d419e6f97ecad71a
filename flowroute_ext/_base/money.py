"""Money: US dollars as exact decimals, from every form that Flowroute sends."""

from __future__ import annotations

import re
from decimal import Decimal

DOLLARS = re.compile(r"(-?)\$?([0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?)")
WHOLE = re.compile(r"-?[0-9]+")
BILLION = Decimal(10**9)


def dollars(value: object) -> Decimal | None:
    """Return an amount in dollars, digit for digit, or None if *value* is not an amount.

    Costs of numbers are JSON numbers, ``1.25``; prices of messages are text, ``"$0.0040"``
    (flowroute-sdk-v3-python README).
    """
    if isinstance(value, str):
        amount = DOLLARS.fullmatch(value)
        return Decimal(amount[1] + amount[2]) if amount else None
    if isinstance(value, float):
        # The repr of a float is its shortest text, as it was in the JSON.
        exact = Decimal(repr(value))
        return exact if exact.is_finite() else None
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return Decimal(value)


def from_nanodollars(value: object) -> Decimal | None:
    """Return billionths of a dollar as dollars, or None if *value* is not a whole number.

    They come as a number, and in the webhooks of SMS as text: ``4000000`` and
    ``"4000000"`` are both 0.004 dollars. Exact up to 28 digits.
    """
    if isinstance(value, str):
        value = Decimal(value) if WHOLE.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    return value / BILLION
