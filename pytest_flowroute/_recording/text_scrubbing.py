"""Scrubbing of free text: phone numbers, addresses, ids and credentials are replaced."""

from __future__ import annotations

import re
import sys
from base64 import b64decode
from binascii import Error
from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from .aliases import EXAMPLE_HOST, fictional

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .aliases import Aliases

SCRUBBED = "scrubbed"

# No digit precedes a number, except one of an escape: %20, %2520, \u0020.
_START = r"(?:(?<![0-9])|(?<=%[0-9A-Fa-f]{2})|(?<=%25[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))"
_PLUS = r"(?:\+|%(?:25)*2[Bb]|\\u002[Bb]|&#43;)"
_GAP = r"(?:[ \t.()+/\u00a0\u2010-\u2015-]|%(?:25)*2[089DdEeFf]|&(?:nbsp|#[0-9]+);){0,4}"
NANP = re.compile(
    rf"{_START}(?P<code>(?:(?:00|011)[ -]?)?1{_GAP})?(?P<area>[2-9][0-9]{{2}})(?P<a>{_GAP})"
    rf"(?P<exchange>[2-9][0-9]{{2}})(?P<b>{_GAP})(?P<line>[0-9]{{4}})(?![0-9])"
)
ABROAD = re.compile(rf"(?P<plus>{_PLUS})(?P<digits>[2-9](?:[ ().-]{{0,2}}[0-9]){{6,14}})(?![0-9])")
TOKEN = re.compile(r"[0-9A-Za-z-]+")
LONG_ID = re.compile(r"(?:mdr\d-)?[0-9a-f-]{32,}(?:-\d)?")
URL = re.compile(r"(?i)\bhttps?://[^\s\"'<>\\]+")
# Each word is read once, whether it goes on as an address or not: else the time that a long text
# takes is the square of its length.
EMAIL = re.compile(r"[\w.+-]++(?P<host>(?:@|%(?:25)*40)[\w-]++(?:\.[\w-]++)++)?")
IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")
MESSAGE = re.compile(r"\bmdr\d-[0-9a-f]{32}\b")
UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
BASE64 = re.compile(r"(?<![\w+/-])[\w+/-]{12,}(?:={1,2}|(?:%(?:25)*3[Dd]){1,2})?(?![\w+/=-])")
SCHEME = re.compile(r"\b(?P<scheme>Basic|Bearer|Token)(?P<gap>\s+|%20|\+)(?P<value>[\w.~+/=%-]+)")
PAIR = re.compile(
    r"(?i)(?<![\w-])(?P<name>(?>[\w-]*?(?:passw(?:or)?d|secret|token|api.?key|access.?key(?:id)?"
    r"|credential|signature))[\w-]*+)(?P<gap>\"?\s*(?:=|:|%3D)\s*\"?)(?P<value>[^\s&,;\"']+)"
)


class Texts:
    """Scrubs text with the aliases of one cassette."""

    def __init__(self, aliases: Aliases, secrets: Collection[str]) -> None:
        self._aliases = aliases
        self._secrets = sorted(
            {form for each in secrets for form in (each, quote(each, safe=""))},
            key=len,
            reverse=True,
        )

    def scrub(self, text: str) -> str:
        """Return the text with everything personal or secret replaced."""
        for secret in self._secrets:
            text = text.replace(secret, SCRUBBED)
        text = SCHEME.sub(rf"\g<scheme>\g<gap>{SCRUBBED}", text)
        text = PAIR.sub(rf"\g<name>\g<gap>{SCRUBBED}", text)
        text = BASE64.sub(self._base64, text)
        text = self._known(text)
        text = URL.sub(lambda found: self._url(found[0]), text)
        text = EMAIL.sub(self._email, text)
        text = MESSAGE.sub(lambda found: self._aliases.message(found[0]), text)
        text = UUID.sub(lambda found: self._aliases.uuid(found[0]), text)
        text = NANP.sub(partial(self._nanp, ids=_ids(text)), text)
        text = ABROAD.sub(self._abroad, text)
        return IPV4.sub(lambda found: self._ip(found[0]), text)

    def _known(self, text: str) -> str:
        """Replace whole words that are personal elsewhere in the cassette."""
        for real, alias in sorted(self._aliases.given.items(), key=lambda pair: -len(pair[0])):
            if len(real) > 2 and not real.isdigit():
                for word, put in ((real, alias), (quote(real), quote(alias))):
                    pattern = rf"(?i)(?<!\w){re.escape(word)}(?!\w)"
                    text = re.sub(pattern, put.replace("\\", r"\\"), text)
        return text

    def _nanp(self, found: re.Match[str], ids: Sequence[tuple[int, int]]) -> str:
        before = bisect_right(ids, (found.start("area"), sys.maxsize)) - 1
        if before >= 0 and found.end() <= ids[before][1]:
            return found[0]
        alias = self._aliases.number(found["area"] + found["exchange"] + found["line"])
        return f"{found['code'] or ''}{alias[:3]}{found['a']}{alias[3:6]}{found['b']}{alias[6:]}"

    def _abroad(self, found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found["digits"])
        if fictional(digits):
            return found[0]
        return f"{found['plus']}1{self._aliases.number(digits)}"

    def _base64(self, found: re.Match[str]) -> str:
        plain = _decoded(found[0])
        if plain is None or (self.scrub(plain) == plain and ":" not in plain):
            return found[0]
        return SCRUBBED

    def _url(self, value: str) -> str:
        host = urlsplit(value).hostname or ""
        return value if host.endswith("flowroute.com") else self._aliases.url(value)

    def _email(self, found: re.Match[str]) -> str:
        value = found[0]
        if not found["host"]:
            return value
        host = value.rpartition("@")[2]
        return value if EXAMPLE_HOST.fullmatch(host) else self._aliases.email(value)

    def _ip(self, value: str) -> str:
        if value.startswith(("127.", "192.0.2.", "198.51.100.", "203.0.113.")):
            return value
        return f"192.0.2.{sum(map(int, value.split('.'))) % 256}"


def _ids(text: str) -> Sequence[tuple[int, int]]:
    """Return where the long hexadecimal ids of *text* are, which have their own alias."""
    return [token.span() for token in TOKEN.finditer(text) if LONG_ID.fullmatch(token[0])]


def _decoded(text: str) -> str | None:
    padded = re.sub(r"%(?:25)*3[Dd]", "=", text).rstrip("=")
    padded += "=" * (-len(padded) % 4)
    for symbols in (b"+/", b"-_"):
        try:
            plain = b64decode(padded, altchars=symbols, validate=True).decode()
        except (Error, ValueError):
            continue
        if plain.isprintable() or "{" in plain:
            return plain
    return None
