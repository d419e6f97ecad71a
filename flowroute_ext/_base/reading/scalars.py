"""Numbers and booleans of JSON, however they are spelled.

Servers write ``4000000`` also as ``4000000.0``, ``"4000000"`` and ``"4e6"``, and ``false`` as
``"false"``, ``0`` and ``"0"``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from numbers import Integral, Real
from typing import Final

LONGEST: Final = 64  # characters of a number
LARGEST_EXPONENT: Final = 99
NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?")
FLAGS: Final = {
    "true": True,
    "yes": True,
    "on": True,
    "1": True,
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}


def number(value: object) -> Decimal | None:
    """Return the number that *value* is or spells, digit for digit; None if it is none.

    NaN, Infinity and booleans are none.
    """
    if type(value) is int:
        return Decimal(value)
    if value is None or isinstance(value, bool):
        return None
    # Of NumPy as well, which registers its numbers as such.
    if isinstance(value, Integral):
        # Its durations too, which are none.
        return None if type(value).__name__ == "timedelta64" else Decimal(int(value))
    if isinstance(value, str):
        text = value.strip() if len(value) <= LONGEST else ""
        return Decimal(text) if NUMBER.fullmatch(text) else None
    if isinstance(value, Real):
        # The repr of a float is its shortest text, as it was in the JSON.
        value = Decimal(repr(float(value)))
    return value if isinstance(value, Decimal) and value.is_finite() else None


def whole(value: object) -> int | None:
    """Return the whole number that *value* is or spells; None if it is none."""
    if type(value) is int:
        return value
    read = number(value)
    if read is None or read.adjusted() > LARGEST_EXPONENT:
        return None
    return int(read) if read == read.to_integral_value() else None


def flag(value: object) -> bool | None:
    """Return the boolean that *value* is or spells; None if it is none."""
    if isinstance(value, bool) or value is None:
        return value
    if type(value).__name__ in ("bool", "bool_"):  # NumPy's, which is none of Python's
        return bool(value)
    if isinstance(value, str) and len(value) <= LONGEST:
        word = FLAGS.get(value.strip().lower())
        if word is not None:
            return word
    read = whole(value)
    return bool(read) if read in (0, 1) else None
