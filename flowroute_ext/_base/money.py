"""Money: US dollars as exact decimals, from every form that Flowroute sends."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import lru_cache

from .reading.scalars import LONGEST, number

# No thousands begin with a zero: "0,004" is the decimal comma of other countries, and no amount.
DOLLARS = re.compile(r"([-+]?)\$?([-+]?)([1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9.eE+-]+)")
BILLION = Decimal(10**9)
# Whatever the context of the first caller is, as the result is kept.
DIVISION = Context(prec=28)


def dollars(value: object) -> Decimal | None:
    """Return an amount in dollars, digit for digit, or None if *value* is not an amount.

    Costs of numbers are JSON numbers, ``1.25``; prices of messages are text, ``"$0.0040"``
    (flowroute-sdk-v3-python README).
    """
    if not isinstance(value, str):
        # Few costs differ. Of zero there are two, which are equal and not the same.
        return _kept(value) if type(value) is float and value > 0 else number(value)
    amount = DOLLARS.fullmatch(value.strip()) if len(value) <= LONGEST else None
    if amount is None or (amount[1] and amount[2]):
        return None
    return number(f"{amount[1]}{amount[2]}{amount[3].replace(',', '')}")


def from_nanodollars(value: object) -> Decimal | None:
    """Return billionths of a dollar as dollars, or None if *value* is not a number.

    They come as a number, and in the webhooks of SMS as text: ``4000000`` and
    ``"4000000"`` are both 0.004 dollars. Exact up to 28 digits.
    """
    if type(value) is int:
        return billionths(value)
    nano = number(value)
    return None if nano is None else nano / BILLION


@lru_cache(maxsize=256)
def billionths(value: int) -> Decimal:
    """Return billionths of a dollar as dollars: most messages cost the same few prices."""
    return DIVISION.divide(Decimal(value), BILLION)


_kept = lru_cache(maxsize=256)(number)
