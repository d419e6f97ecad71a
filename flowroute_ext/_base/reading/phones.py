"""Phone numbers as they come in: of any country, and whatever else a message can be from."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal, TypeAlias

from ..masking import BETWEEN
from .empty import trimmed
from .scalars import whole

# A number of E.164, a short code, or anything else, such as a name.
NumberKind: TypeAlias = Literal["number", "short code", "other"]

LONGEST: Final = 100  # characters, with those around and between the digits
# ITU-T E.164: at most 15 digits, and no country code begins with 0.
E164 = re.compile("[1-9][0-9]{6,14}")
SHORT_CODE = re.compile("[1-9][0-9]{2,5}")
# NANPA: area code and exchange begin with 2 to 9, and 211 to 911 are services.
NORTH_AMERICAN = re.compile("[2-9](?!11)[0-9]{2}[2-9][0-9]{6}")
SPELLED = re.compile(r"(?:tel: ?)?(\+)?([0-9]+)", re.IGNORECASE)
# How calls to another country begin: in most of them, and in North America.
PREFIXES: Final = ("011", "00")


def received_number(value: object) -> tuple[str, NumberKind]:
    """Return *value* as the digits of a phone number with its country code, and its kind.

    It is text in any usual spelling, or a whole number. Ten digits are North American. A short
    code has three to six. What is neither is returned as it came, and is "" if it is not text.
    """
    text = value if isinstance(value, str) else _digits(value)
    if len(text) <= LONGEST:
        bare = re.sub(BETWEEN, "", trimmed(text if text.isascii() else _western(text)))
        spelled = SPELLED.fullmatch(bare)
        if spelled is not None:
            read = _read(spelled[2], international=bool(spelled[1]))
            if read is not None:
                return read
    return text, "other"


def _western(text: str) -> str:
    """Return *text* with the digits of any script as ASCII, and full-width characters narrow."""
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in unicodedata.normalize("NFKC", text)
    )


def _digits(value: object) -> str:
    number = whole(value)
    return "" if number is None else str(number)


def _read(digits: str, *, international: bool) -> tuple[str, NumberKind] | None:
    if SHORT_CODE.fullmatch(digits):
        return digits, "short code"
    if not international:
        if NORTH_AMERICAN.fullmatch(digits):
            return f"1{digits}", "number"
        for prefix in PREFIXES:
            digits = digits.removeprefix(prefix)
    return (digits, "number") if E164.fullmatch(digits) else None
