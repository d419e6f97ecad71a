"""Phone numbers of the North American Numbering Plan: read, and masked where they are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .problems import InvalidValue

# Text copied from a web page or an address book brings characters that cannot be seen.
INVISIBLE: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
DASHES: Final = "\u2010-\u2015\u2212\uff0d-"
BETWEEN: Final = rf"[\s().{INVISIBLE}/{DASHES}]"

EDGE: Final = rf"[\s{INVISIBLE}]*"
SPELLED = re.compile(
    rf"{EDGE}(?:tel:)?{EDGE}(?:\+?1{BETWEEN}{{0,4}}|\({EDGE})?([0-9]{{3}}){BETWEEN}{{0,4}}"
    rf"([0-9]{{3}}){BETWEEN}{{0,4}}([0-9]{{4}}){EDGE}",
    re.IGNORECASE,
)

# The same spellings inside a URL, percent-encoded or with + for a space.
GAP: Final = (
    rf"(?:{BETWEEN}|\+|%(?:2[089DEF]|C2%A0|C2%AD|E2%80%[89A][0-9A-F]|E2%81%A[0-9A-F]|E2%88%92))"
    r"{0,6}"
)
# Digits that are no phone number: a hexadecimal id, the fraction of a second and its zone.
KEPT: Final = (
    r"(?<![0-9a-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})(?![0-9a-z])"
    r"|(?<=:\d\d)\.\d+(?:(?:[-+]|%2B)\d{4})?"
)
NORTH_AMERICAN: Final = (
    rf"{KEPT}|(?:(?<!\d)|(?<=%\d\d))(?:(1){GAP}|\()?"
    rf"([^\D01]\d\d){GAP}(\d{{3}}){GAP}(\d{{4}})(?!\d)"
)
INTERNATIONAL: Final = (
    rf"{KEPT}|(?:(?<=\+)|(?<=%2B))([^\D01](?:[\s().{DASHES}]{{0,2}}\d){{7,14}})(?!\d)"
    r"|(?<!\d)([^\D01]\d{10,14})(?!\d)"
)


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
    text = value if isinstance(value, str) else getattr(value, "value", None)
    if not isinstance(text, str):
        kind = "nothing" if value is None else f"a value of type {type(value).__name__}"
        raise _refusal(
            field, kind, "must be a phone number as text", "write it like '+1 206 555 0142'"
        )
    spelled = SPELLED.fullmatch(text)
    if spelled is None:
        raise _misspelled(field, text)
    area, exchange, line = spelled.groups()
    if area[0] in "01":
        rule = "must have an area code that begins with 2 to 9"
    elif area[1:] == "11":
        rule = "must have an area code, which 211 to 911 are not"
    elif exchange[0] in "01":
        rule = "must go on after its area code with 2 to 9"
    else:
        return f"1{area}{exchange}{line}"
    raise _refusal(field, mask_number(text), rule, "check the digits")


def mask_number(number: str) -> str:
    """Return *number* fit to be shown: area code and last four digits, ``"1206•••0142"``.

    Too few digits for a phone number are masked altogether.
    """
    digits = "".join(character for character in number if character.isdecimal())
    if len(digits) < 10:
        return "•••"
    shown = 4 if len(digits) == 11 and digits[0] == "1" else 3
    return f"{digits[:shown]}•••{digits[-4:]}"


def mask_text(text: str) -> str:
    """Return *text* with every phone number in it masked, in whatever spelling.

    Percent-encoded spellings count, and so do international numbers with a ``+``, or as
    eleven to fifteen digits. UUIDs, message ids, times and prices stay as they are.
    """
    # Compiled, and kept by re, when first needed: most programs start without.
    masked = re.sub(NORTH_AMERICAN, _masked_north_american, text, flags=re.IGNORECASE)
    return re.sub(INTERNATIONAL, _masked_international, masked, flags=re.IGNORECASE)


def _masked_north_american(match: re.Match[str]) -> str:
    country, area, _, line = match.groups()
    return f"{country or ''}{area}•••{line}" if area else match[0]


def _masked_international(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    return mask_number(digits) if digits else match[0]


def _misspelled(field: str, text: str) -> InvalidValue:
    """Return the refusal of text that does not have the shape of a North American number."""
    digits = sum(character.isdecimal() for character in text)
    rule = "must be a US or Canadian number, ten digits or eleven with the 1"
    cure = "write it like '+1 206 555 0142'"
    if not text.strip():
        return _refusal(field, "an empty text", rule, cure)
    if any(character.isalpha() for character in text.lower().replace("tel:", "")):
        cure = "leave out letters and extensions"
    value = mask_number(text) if digits in (10, 11) else f"a text with {digits} digits"
    return _refusal(field, value, rule, cure)


def _refusal(field: str, value: str, rule: str, cure: str) -> InvalidValue:
    # `_problems` shows values through this module, so it is not there yet when this one loads.
    from .problems import invalid

    return invalid("phone number", field, value, rule=rule, cure=cure)
