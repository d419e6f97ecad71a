"""Phone numbers as spreadsheets and tables of numbers leave them. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from numbers import Real
from typing import Final

from ..._base.problems import invalid
from ..._base.reading.scalars import whole

# With a fraction of zeros, and with an exponent; the point is a comma in many countries.
AMOUNT = re.compile(r"\+?[0-9]{7,15}[.,]0{1,6}")
SCIENTIFIC = re.compile(r"\+?([0-9]{1,15})(?:[.,]([0-9]{1,15}))?[eE]\+?([0-9]{1,2})")
# The mark of a text, which stays where it was typed in.
MARKED = re.compile("['\u2019][0-9+( ][0-9().\u2010\u2011 -]{8,20}")
LONGEST: Final = 40


def number_of(value: object, field: str) -> object:
    """The digits of a phone number that was taken for an amount; any other *value* as it is.

    ``13125550110.0`` and ``1.3125550110E+10`` have all of them. Raises `InvalidValue` for
    ``1.31256E+10``, which does not.
    """
    if isinstance(value, str):
        if value.isdecimal() or len(value) > LONGEST:
            return value
        text = value.strip()
        if MARKED.fullmatch(text):
            return text[1:]
        if AMOUNT.fullmatch(text):
            return text.replace(",", ".").partition(".")[0]
        match = SCIENTIFIC.fullmatch(text)
        return value if match is None else _written_out(match, field)
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return value
    digits = whole(value)
    return value if digits is None else str(digits)


def _written_out(match: re.Match[str], field: str) -> str:
    before, after, exponent = match[1], match[2] or "", int(match[3])
    digits = (before + after).lstrip("0")
    needed = len(digits) - len(after) + exponent
    if needed == len(digits):
        return digits
    if needed < len(digits) and set(digits[needed:]) == {"0"}:
        return digits[:needed]
    raise invalid(
        "row",
        field,
        f"{len(digits)} of its {needed} digits, as in 1.31256E+10",
        rule="must be a phone number with all of its digits, and the spreadsheet has lost some",
        cure="give its column the format Text or 0 and save the file again, or use the XLSX itself",
    )
