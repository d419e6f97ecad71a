"""Masking: what may be shown of a phone number, a text or a URL.

The functions for reprs, from `masked` on, take any object and never fail: a repr is asked for
while an error is being reported, and fields of a response are not checked to be text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterable

# Text copied from a web page or an address book brings characters that cannot be seen.
INVISIBLE: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
DASHES: Final = "\u2010-\u2015\u2212\uff0d-"
BETWEEN: Final = rf"[\s().{INVISIBLE}/{DASHES}]"

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

# Within other text a URL ends at a blank; what its password may have in it is all of it.
URL: Final = r"(?<![a-z0-9+.-])[a-z0-9+.-]+://\S+"
URL_PARTS = re.compile(r"([a-z][a-z0-9+.-]*://)?([^/?#]*)([^?#]*)(.*)", re.IGNORECASE | re.DOTALL)
# An @ that no parser takes for the end of a password: percent-encoded, full-width, small.
UNREAD_AT = re.compile("%40|[\uff20\ufe6b]", re.IGNORECASE)


def mask_number(number: str) -> str:
    """Return *number* fit to be shown: area code and last four digits, ``"1206•••0142"``.

    Too few digits for a phone number are masked altogether.
    """
    digits = "".join(character for character in str(number) if character.isdecimal())
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


def mask_url(url: str) -> str:
    """Return *url* without credentials, query and fragment, its phone numbers masked."""
    return mask_text(URL_PARTS.sub(_without_secrets, url, count=1))


def mask_urls(text: str) -> str:
    """Return *text* with each URL in it as `mask_url` returns it."""
    return re.sub(URL, lambda url: mask_url(url[0]), text, flags=re.IGNORECASE)


def visible(text: str) -> str:
    r"""Return *text* with what cannot be seen, or moves a cursor, as an escape: ``\x1b``.

    Blanks, tabs and line breaks stay. Other control characters, marks that change the direction
    of a line, and halves of surrogate pairs can make a terminal show, or do, something else.
    """
    if text.isprintable():
        return text
    return "".join(map(_visible, text))


def visible_name(name: object) -> str:
    """Return the name of a file, or another text of one line, as `visible` does, in one line."""
    return visible(str(name)).replace("\n", "\\n").replace("\t", "\\t")


def masked_line(text: object) -> str:
    """Return *text*, of a server or of the user, as an error shows it: masked, and in one line."""
    return visible_name(mask_text(str(text)))


def masked(number: object) -> str:
    """Return the repr of *number* with its middle hidden."""
    return repr(number and mask_number(str(number)))


def all_masked(numbers: Iterable[object]) -> str:
    """Return the repr of *numbers*, each with its middle hidden."""
    return f"({', '.join(masked(number) for number in numbers)})"


def text_masked(text: object) -> str:
    """Return the repr of free text with the phone numbers in it hidden."""
    return repr(text and mask_text(str(text)))


def url_masked(url: object) -> str:
    """Return the repr of *url* without what may be secret in it."""
    return repr(url and mask_url(str(url)))


def all_urls_masked(urls: Iterable[object]) -> str:
    """Return the repr of *urls*, each without what may be secret in it."""
    return repr(tuple(mask_url(str(url)) for url in urls))


def length(text: object) -> str:
    """Return the length of a message for a repr, instead of its text."""
    return "None" if text is None else f"<{len(str(text))} characters>"


def _visible(character: str) -> str:
    if character.isprintable() or character in "\t\n" or category(character) == "Zs":
        return character
    return ascii(character)[1:-1]


def _masked_north_american(match: re.Match[str]) -> str:
    country, area, _, line = match.groups()
    return f"{country or ''}{area}•••{line}" if area else match[0]


def _masked_international(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    return mask_number(digits) if digits else match[0]


def _without_secrets(parts: re.Match[str]) -> str:
    scheme, authority, path, query = parts.groups("")
    if "@" in path + query or UNREAD_AT.search(authority):
        # It may end a password that has a slash or a question mark in it.
        return f"{scheme}…"
    _, at, host = authority.rpartition("@")
    return f"{scheme}{'•••@' if at else ''}{host}{path}{query[:1]}{'…' if query else ''}"
