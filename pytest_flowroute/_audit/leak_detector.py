"""Detection of personal and secret data in any text, also in encoded parts of it."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_plus, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTH = 5
# A name, and the value after it; each word is read once, and of a value its beginning.
SETTING = re.compile(r"(?<![\w.-])([\w.-]++)[\"']?\s*+[=:]\s*[\"']?(?=([^\s&;,\"']{1,200}))")
BETWEEN = set(" \t().-+/,_:;|*\u00a0\u2010\u2011\u2012\u2013\u2014\u2015")
CARD: Final = re.compile(
    r"(?<![0-9-])(?:[0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{4}(?:[ -][0-9]{4}){3})(?![0-9-])"
)
"""The number of a person or of a card, as it is printed."""
KEY: Final = re.compile(
    r"\b(?:A[KS]IA[A-Z0-9]{16}|[rsp]k_(?:live|test)_\w+|gh[oprsu]_\w{20,}|xox[a-s]-\w+)"
)
ABROAD: Final = re.compile(
    r"(?<![0-9A-Za-z.-])(?:00[ .-]?)?[2-9][0-9](?:[ .-]?[0-9]){9,13}(?![0-9A-Za-z.-])"
)
SPACED: Final = re.compile(r"(?<![0-9])[0-9](?:[ ._-][0-9]){6,}(?![0-9])")
TIME: Final = re.compile(
    r"20[0-9]{2}-?[01][0-9]-?[0-3][0-9](?:[T ]?[0-9]{2}:?[0-9]{2}(?::?[0-9]{2})?)?"
)
DOCUMENTATION: Final = IPv6Network("2001:db8::/32")
RESERVED_HOSTS = ("example.com", "example.net", "example.org", "flowroute.com")
RESERVED_NETS = ("127.", "192.0.2.", "198.51.100.", "203.0.113.")
SECRET_WORDS = (
    "password",
    "passphrase",
    "pwd",
    "ssn",
    "passwd",
    "secret",
    "secretkey",
    "token",
    "apikey",
    "accesskey",
    "accesskeyid",
    "credential",
    "signature",
)


def find_leaks(text: str) -> Iterator[str]:
    """Yield a description of each leak in the text, or in an encoded part of it."""
    seen: set[str] = set()
    pending = [(text, 0)]
    while pending:
        current, depth = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        yield from _plain(current)
        if depth < DEPTH:
            pending += [(inner, depth + 1) for inner in _decoded(current)]


def _plain(text: str) -> Iterator[str]:
    if _has_phone_number(text):
        yield "looks like a phone number that is not 555-01XX"
    if CARD.search(text):
        yield "looks like the number of a person or a card"
    if re.search(r"[\w.+-]@(?!(?:[\w-]+\.)*example\.(?:com|net|org)\b)\w", text):
        yield "looks like an email address"
    if re.search(r"\b(?:Basic|Bearer|Token)\s+(?!scrubbed\b)[\w+/=.~-]{6,}", text):
        yield "looks like credentials"
    if KEY.search(text):
        yield "looks like a key"
    for name, value in re.findall(SETTING, text):
        if names_a_secret(name) and value != "scrubbed":
            yield "looks like a secret"
    for url in re.findall(r"(?i)\b[a-z][a-z0-9+]{1,9}://[^\s\"'<>]+", text):
        yield from _url(url)
    yield from _host(text)
    for token in re.findall(r"[0-9a-f-]{12,}+", text.lower()):
        number = re.match(r"[0-9a-f-]*[0-9a-f]{12}", token)
        plain = number[0].replace("-", "") if number else ""
        if len(plain) == 32 and "00000000" not in plain:
            yield "looks like an id or a key"
    for identity in re.findall(r"mdr\d-([0-9a-f]{32})", text):
        if not identity.startswith("00000000"):
            yield "looks like the id of a message"


def _host(text: str) -> Iterator[str]:
    for address in re.findall(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])", text):
        if not address.startswith(RESERVED_NETS):
            yield "looks like the address of a host"
    for token in re.findall(r"[0-9A-Fa-f:]{6,}+", text):
        if len(token) < 46 and _is_address(token):
            yield "looks like the address of a host"


def names_a_secret(name: str) -> bool:
    """Whether a name is that of a password, a key or the like."""
    return re.sub("[^a-z]", "", name.lower()).endswith(SECRET_WORDS)


def _url(url: str) -> Iterator[str]:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        yield "looks like a URL, and cannot be read"
        return
    if parts.username or parts.password:
        yield "looks like a URL with a password"
    if not host.endswith(RESERVED_HOSTS):
        yield "looks like a real URL"
    if parts.query and not host.endswith("flowroute.com"):
        yield "looks like a URL with parameters"


def _is_address(token: str) -> bool:
    try:
        address = IPv6Address(token)
    except ValueError:
        return False
    return address not in DOCUMENTATION and not address.is_loopback


def _has_phone_number(text: str) -> bool:
    plain = TIME.sub(" ", _without_ids(text))
    if SPACED.search(plain) or ABROAD.search(plain):
        return True
    groups = [
        (match[0], text[before : match.start()])
        for before, match in _with_ends(re.finditer("[0-9]+", _without_ids(text)))
    ]
    for start in range(len(groups)):
        digits, abroad = "", groups[start][1].endswith("+")
        for offset, (group, gap) in enumerate(groups[start : start + 5]):
            if offset and not (len(gap) <= 3 and set(gap) <= BETWEEN):
                break
            digits += group
            sizes = tuple(len(part) for part, _ in groups[start : start + offset + 1])
            if _is_number(digits, sizes, abroad=abroad):
                return True
    return False


def _is_number(digits: str, sizes: tuple[int, ...], *, abroad: bool) -> bool:
    for prefix in ("00", "011"):
        if len(digits) > 12 and digits.startswith(f"{prefix}1"):
            digits, sizes = digits.removeprefix(prefix), (sizes[0] - len(prefix), *sizes[1:])
    national = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    if abroad and digits[0] != "1" and digits[0] != "0" and 7 <= len(digits) <= 15:
        return re.fullmatch(r"\d{3}55501\d\d", digits) is None
    if len(national) != 10 or national[0] in "01" or national[3] in "01":
        return False
    inner = sizes[1:] if sizes[0] == 1 and len(digits) == 11 else sizes
    if len(digits) == 11 and sizes[0] == 4:
        inner = (3, *sizes[1:])
    if len(digits) == 11 and sizes[0] in {7, 11}:
        inner = (sizes[0] - 1, *sizes[1:])
    if inner not in {(10,), (3, 7), (6, 4), (3, 3, 4)}:
        return False
    return re.fullmatch(r"\d{3}55501\d\d", national) is None


def _with_ends(matches: Iterator[re.Match[str]]) -> Iterator[tuple[int, re.Match[str]]]:
    end = 0
    for match in matches:
        yield end, match
        end = match.end()


def _without_ids(text: str) -> str:
    """Blank out long hexadecimal ids, which are checked separately."""
    return re.sub(r"[0-9a-f-]{32,}", lambda match: "x" * len(match[0]), text, flags=re.IGNORECASE)


def _decoded(text: str) -> Iterator[str]:
    if not text.isascii():
        yield "".join(map(_plain_letter, text))
    if "%" in text or "+" in text:
        yield unquote_plus(text)
    if "&" in text:
        yield html.unescape(text)
    if "\\" in text:
        code = r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))"
        yield re.sub(code, lambda match: chr(int(match[1] or match[2], 16)), text)
    if text[:1] in {"{", "[", '"'}:
        with suppress(ValueError, RecursionError):
            yield json.dumps(json.loads(text), ensure_ascii=False)
    for token in re.findall(r"[A-Za-z0-9+/_-]{12,}", text):
        if (plain := _from_base64(token)) is not None:
            yield plain
            if re.match(r"[^\s:]{2,}:[^\s:]{2,}$", plain):
                yield f"password={plain}"


@lru_cache(4096)
def _plain_letter(letter: str) -> str:
    """Return a digit or a letter of any form in ASCII, and nothing for what is not seen.

    Letter by letter: a long row of accents takes quadratic time to be put in order.
    """
    if letter.isascii():
        return letter
    if unicodedata.category(letter) == "Cf":
        return ""
    return str(unicodedata.decimal(letter, unicodedata.normalize("NFKC", letter)))


def _from_base64(token: str) -> str | None:
    symbols = token.translate(str.maketrans("-_", "+/"))
    try:
        plain = base64.b64decode(symbols + "=" * (-len(symbols) % 4)).decode()
    except (binascii.Error, ValueError):
        return None
    return plain if plain.isprintable() else None
