"""The shapes of values, and the made-up values of each. Pure.

A made-up value has the shape of the real one, and a number in the place of everything else. It is
recognised as made up, so scrubbing twice changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

AREA_CODES: Final = ("206", "212", "312", "404", "415", "503", "617", "702")
"""The area codes of made-up numbers for those that have none."""
ALL_CODES: Final = tuple(map(str, range(200, 1000)))
"""The area codes of made-up numbers from number 900 on."""
WORDS: Final = {
    "alias": "Alias",
    "note": "Note",
    "label": "Label",
    "first_name": "First",
    "last_name": "Last",
    "street_name": "Street",
    "street": "Street",
    "street2": "Line",
    "city": "City",
    "billing_name": "Name",
    "signature_name": "Name",
    "company": "Company",
    "provider": "Provider",
    "comments": "Comment",
    "value": "Caller",
    "number_aliases": "Alias",
    "number_aliases_contains": "Alias",
}
"""The first word of a made-up text, by the name of its member; `Text` for others."""
PERSONAL: Final = frozenset(
    (
        *WORDS,
        *("address_type_number", "cc", "email", "last_4_ssn", "pin", "provider_account"),
        *("signature_title", "street_number", "zip"),
    )
)
"""Members that together identify a person: each has as few made-up values as it can have."""
SHARED: Final = frozenset({"number", "url", "uuid", "message", "media", "host", "file"})
"""Families of which a value is the same one in every member."""
FILLER: Final = " lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor"
SUFFIXES: Final = frozenset(
    (
        *("amr", "bmp", "csv", "doc", "docx", "gif", "gz", "heic", "jpeg", "jpg", "json", "m4a"),
        *("mov", "mp3", "mp4", "ogg", "pdf", "png", "svg", "tif", "tiff", "txt", "vcf", "wav"),
        *("webm", "webp", "xml", "zip", "3gp"),
    )
)
SPELLED: Final = re.compile(
    r"\+?[0-9](?:[ ().-]{0,2}[0-9]){9,14}|\+?\([0-9]{3}\)[ .-]?[0-9]{3}[ .-]?[0-9]{4}"
)
NANP: Final = re.compile(
    r"(?P<before>(?:\+?1[ .-]?)?\(?)(?P<area>[2-9][0-9]{2})(?P<a>[ ).-]{0,2})"
    r"[0-9]{3}(?P<b>[ .-]?)[0-9]{4}"
)
FICTION: Final = re.compile(r"(?:\+?1[ .-]?)?\(?[2-9][0-9]{2}[ ).-]{0,2}555[ .-]?01[0-9]{2}")
UUID: Final = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MESSAGE: Final = re.compile(r"(mdr[0-9])-[0-9a-f]{32}")
NAMED_MEDIA: Final = re.compile(r"[0-9]{10,25}-([^/]*[^/0-9][^/]*)")
NUMBERED_MEDIA: Final = re.compile(r"[0-9a-f]{12,64}-([0-9]{1,2})")
DIGITS: Final = re.compile(r"[0-9]+")
DECIMAL: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
CANADIAN: Final = re.compile(r"[A-Za-z][0-9][A-Za-z] ?[0-9][A-Za-z][0-9]")
IPV4: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
HOST: Final = re.compile(r"(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
PORT: Final = re.compile(r":(?:5060|5061|443|80)")
SIP: Final = re.compile(
    r"(?P<scheme>(?:sips?:)?)(?:(?P<user>[^\s@/?#;]+)@)?(?P<host>[^\s@/?#;:]+)(?P<port>(?::[0-9]{1,5})?)(?P<options>(?:;transport=(?:udp|tcp|tls)|;weight=[0-9]{1,3})?)"
)
EMAIL: Final = re.compile(r"[^\s@/:;?]+@[^\s@/:;?]+\.[^\s@/:;?]+")
URL: Final = re.compile(r"(?i)[a-z][a-z0-9+.-]*://\S+")


END: Final = rf"(?:\.(?:{'|'.join(sorted(SUFFIXES))}))?"
NETS: Final = ("192.0.2", "198.51.100", "203.0.113")
"""Networks for documentation (RFC 5737)."""
WORD: Final = "|".join(sorted({*WORDS.values(), "Text"}))
MADE_UP: Final = re.compile(
    rf"(?i:(?:{WORD}) [0-9]{{2,5}}(?P<filler> lorem[a-z ]*)?)(?: ✓)?"
    rf"|{FICTION.pattern}"
    r"|-?555[0-9]{2}|-?5550[0-9]{4,5}|5550{8,}[0-9]{5}|555\.[0-9]{5}1"
    r"|00000000-0000-4000-8000-0{6}[0-9]{6}|mdr[0-9]-0{26}[0-9]{6}"
    rf"|1490{{9}}[0-9]{{5}}-file-[0-9]{{2,5}}{END}|0{{11}}[0-9]{{5}}-[0-9]{{1,2}}"
    rf"|file-[0-9]{{2,5}}{END}|part-[0-9]{{2,5}}|Z[0-9]Z ?[0-9]Z[0-9]"
    rf"|https://example\.com/[0-9]{{2,5}}{END}|user-[0-9]{{2,5}}@example\.com"
    r"|(?:sips?:)?(?:user-[0-9]{2,5}@)?(?:host-[0-9]{2,5}\.example\.com"
    r"|(?:192\.0\.2|198\.51\.100|203\.0\.113)\.[0-9]{1,3})"
    r"(?::(?:5060|5061|443|80))?(?:;transport=(?:udp|tcp|tls)|;weight=[0-9]{1,3})?"
)
"""A value that is made up."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a value: `of` is the value in one spelling, `smallest` how many there are.

    Of a family with no `smallest` number there are only as many as there are values.
    """

    family: str
    of: str
    render: Callable[[int], str]
    smallest: int = 100

    def identity(self, number: int) -> str:
        """Return the made-up value in one spelling."""
        return one_spelling(self.render(number))


def one_spelling(made_up: str) -> str:
    """Return a made-up value in one spelling: a phone number as ten digits, a text in small."""
    if FICTION.fullmatch(made_up):
        return re.sub(r"\D", "", made_up)[-10:]
    return made_up.casefold()


def is_made_up(text: str) -> bool:
    """Whether a text is a made-up value already."""
    match = MADE_UP.fullmatch(text)
    filler = match["filler"] if match else None
    if filler is None:
        return match is not None
    return (FILLER * (len(filler) // len(FILLER) + 1)).startswith(filler.lower())


def part(text: str) -> Shape:
    """Return the shape of a name: a member, a parameter, a segment of a path."""
    return Shape("part", text, lambda number: f"part-{number:02}", smallest=10)


def shape(text: str, member: str = "") -> Shape:
    """Return the shape of a value of a member or a parameter of this name."""
    of_text = _shape(text, WORDS.get(member, "Text"))
    if member in PERSONAL and of_text.family not in SHARED:
        return replace(of_text, family=member, smallest=0)
    return of_text


def _shape(text: str, word: str) -> Shape:
    if DIGITS.fullmatch(text):
        return _digits(text)
    if DECIMAL.fullmatch(text):
        return _decimal(text)
    if URL.fullmatch(text):
        return Shape("url", text, partial(_url, _suffix(text)))
    if len(text) <= 320:
        for known in (_number, _id, _place, _host):
            of_kind = known(text)
            if of_kind is not None:
                return of_kind
    family, smallest = ("text", 100) if len(text) >= 12 else ("word", 10)
    # A registered caller name, in capitals, is the requested one.
    of = text.casefold() if word == WORDS["value"] else text
    return Shape(family, of, partial(_text, text, word), smallest)


def _digits(text: str) -> Shape:
    size = len(text)
    if size <= 5:
        return Shape("digits", text, _short, smallest=10)
    if size <= 9:
        return Shape("record", text, lambda number: f"5550{number:04}")
    if size <= 15:
        return _phone(text)
    return Shape("long", text, lambda number: f"555{'0' * max(size - 8, 9)}{number:05}")


def _short(number: int) -> str:
    return f"555{number:02}" if number < 100 else f"5550{number:04}"


def _decimal(text: str) -> Shape:
    if DIGITS.fullmatch(text.removeprefix("-")):
        return Shape("digits", text, lambda number: f"-{_short(number)}", smallest=10)
    return Shape("decimal", text, lambda number: f"555.{number:05}1")


def _number(text: str) -> Shape | None:
    return _phone(text) if SPELLED.fullmatch(text) else None


def _phone(text: str) -> Shape:
    digits = re.sub(r"\D", "", text)
    match = NANP.fullmatch(text)
    if match is None:
        begin = "+1" if text.startswith("+") else "1"
        return Shape("number", digits, lambda number: begin + _line(AREA_CODES[0], number))

    def render(number: int) -> str:
        made_up = _line(match["area"], number)
        return f"{match['before']}{made_up[:3]}{match['a']}555{match['b']}{made_up[6:]}"

    return Shape("number", digits[-10:], render)


def _line(area: str, number: int) -> str:
    """Return one of the hundred lines of an area code; from number 100 on, of another code."""
    codes = (area, *AREA_CODES) if number < 900 else ALL_CODES
    return f"{codes[number // 100 % len(codes)]}55501{number % 100:02}"


def _id(text: str) -> Shape | None:
    if UUID.fullmatch(text):
        return Shape("uuid", text.lower(), lambda number: f"00000000-0000-4000-8000-{number:012}")
    if match := MESSAGE.fullmatch(text):
        return Shape("message", text, lambda number: f"{match[1]}-{number:032}")
    if named := NAMED_MEDIA.fullmatch(text):
        suffix = _suffix(named[1])
        return Shape(
            "media", text, lambda number: f"149{'0' * 9}{number:05}-file-{number:02}{suffix}"
        )
    if numbered := NUMBERED_MEDIA.fullmatch(text):
        return Shape("media", text, lambda number: f"{number:016}-{numbered[1]}")
    return None


def _place(text: str) -> Shape | None:
    if CANADIAN.fullmatch(text):
        gap = " " * (" " in text)

        def render(number: int) -> str:
            code = f"{number % 1000:03}"
            return f"Z{code[0]}Z{gap}{code[1]}Z{code[2]}"

        return Shape("zip", text.replace(" ", "").upper(), render, smallest=10)
    if EMAIL.fullmatch(text):
        return Shape("email", text.casefold(), lambda number: f"user-{number:02}@example.com")
    name = text.replace("\\", "/").rpartition("/")[2]
    if suffix := _suffix(name):
        return Shape("file", name, lambda number: f"file-{number:02}{suffix}")
    return None


def _host(text: str) -> Shape | None:
    match = SIP.fullmatch(text)
    if match is None or not (HOST.fullmatch(match["host"]) or IPV4.fullmatch(match["host"])):
        return None
    plain = IPV4.fullmatch(match["host"])
    port = match["port"] if match["port"] in {":5060", ":5061", ":443", ":80"} else ""

    def render(number: int) -> str:
        user = f"user-{number:02}@" if match["user"] else ""
        net = f"{NETS[number // 250 % 3]}.{number % 250}"
        host = net if plain else f"host-{number:02}.example.com"
        return f"{match['scheme']}{user}{host}{port}{match['options']}"

    return Shape("host", text.casefold(), render)


def _url(suffix: str, number: int) -> str:
    return f"https://example.com/{number:02}{suffix}"


def _text(text: str, word: str, number: int) -> str:
    filled = f"{word} {number:02}"
    size = len(text) // 10 * 10
    if size > len(filled) + 6:
        filler = FILLER * (size // len(FILLER) + 1)
        filled = (filled + filler)[:size].rstrip()
    if text == text.upper() and text != text.lower():
        filled = filled.upper()
    return f"{filled} ✓" if any(letter > "\u00ff" for letter in text) else filled


def _suffix(text: str) -> str:
    try:
        path = urlsplit(text).path
    except ValueError:
        return ""
    suffix = PurePosixPath(path).suffix.lower()
    return suffix if suffix[1:] in SUFFIXES else ""
