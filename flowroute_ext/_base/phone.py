"""Phone numbers of the North American Numbering Plan, parsed from any usual spelling."""

from __future__ import annotations

import re
from typing import Final

from .._base.frames import clears_frames
from .masking import BETWEEN, INVISIBLE, mask_number
from .problems import InvalidValue, invalid

# Characters, with those around and between the digits.
LONGEST: Final = 100
EDGE: Final = rf"[\s{INVISIBLE}]*+"
SPELLED = re.compile(
    rf"{EDGE}(?:tel:{EDGE})?(?:\+?1{BETWEEN}{{0,4}}|\({EDGE})?([0-9]{{3}}){BETWEEN}{{0,4}}"
    rf"([0-9]{{3}}){BETWEEN}{{0,4}}([0-9]{{4}}){EDGE}",
    re.IGNORECASE,
)
# What spreadsheets and tables make of a number that they take for an amount.
DECIMAL = re.compile(r"\s*[0-9]{10,11}\.0\s*")
SCIENTIFIC = re.compile(r"\s*[0-9](?:[.,][0-9]{1,20})?[eE]\+?[0-9]{1,2}\s*")
# As `phone_number` returns it.
PLAIN = re.compile("1[2-9](?!11)[0-9]{2}[2-9][0-9]{6}")


@clears_frames
def phone_number(value: object, *, field: str = "number") -> str:
    """Return the eleven digits of a North American number, as in ``"12065550142"``.

    *value* is text in any usual spelling (``"+1 (206) 555-0142"``, ``"206.555.0142"``,
    ``"tel:+1-206-555-0142"``) or an object with such text as its `value`, as the records of
    numbers have. Raises `InvalidValue`, which names *field*, for anything else: letters,
    extensions, other countries, area codes that cannot exist.

    Flowroute wants digits with the country code and without ``+`` (developer.flowroute.com:
    List Phone Number Details). What an area code and an exchange may look like is NANPA's:
    both begin with 2 to 9, and 211 to 911 are services, not area codes.
    """
    if type(value) is str and PLAIN.fullmatch(value):
        return value
    text = value if isinstance(value, str) else getattr(value, "value", None)
    if not isinstance(text, str):
        kind = "nothing" if value is None else f"a value of type {type(value).__name__}"
        raise _refusal(
            field, kind, "must be a phone number as text", "write it like '+1 206 555 0142'"
        )
    spelled = SPELLED.fullmatch(text) if len(text) <= LONGEST else None
    if spelled is None:
        raise _misspelled(field, text)
    area, exchange, line = spelled.groups()
    if area[0] in "01":
        rule = "must have an area code that begins with 2 to 9"
    elif area[1:] == "11":
        rule = "must have an area code, and 211, 311 … 911 are services"
    elif exchange[0] in "01":
        rule = "must have a digit from 2 to 9 after its area code"
    else:
        return f"1{area}{exchange}{line}"
    raise _refusal(field, mask_number(text), rule, "check the digits")


def _misspelled(field: str, text: str) -> InvalidValue:
    """Return the error for text that does not look like a North American number."""
    rule = "must be a US or Canadian number, ten digits or eleven with the 1"
    cure = "write it like '+1 206 555 0142'"
    if not text.strip():
        return _refusal(field, "an empty text", rule, cure)
    if len(text) > LONGEST:
        return _refusal(field, f"a text with {len(text):,} characters", rule, cure)
    digits = sum(character.isdecimal() for character in text)
    if any(character.isalpha() for character in text.lower().replace("tel:", "")):
        cure = "write its digits alone, without letters and without an extension"
    if DECIMAL.fullmatch(text):
        cure = "write it without the .0, which a table of numbers adds: keep the column as text"
        digits, text = digits - 1, text.partition(".")[0]
    elif SCIENTIFIC.fullmatch(text):
        cure = "take it from its source again, as text: a spreadsheet has left out digits"
    value = mask_number(text) if digits in (10, 11) else f"a text with {digits} digits"
    return _refusal(field, value, rule, cure)


def _refusal(field: str, value: str, rule: str, cure: str) -> InvalidValue:
    return invalid("phone number", field, value, rule=rule, cure=cure)
