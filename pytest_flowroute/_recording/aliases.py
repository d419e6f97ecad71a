"""Fictional values for real ones, the same for the same value in every run and cassette.

An alias is recognised as one, so scrubbing twice changes nothing. It is derived from a few bits
of a hash of the real value, which many values share, so the real value cannot be recovered.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import urlsplit

FICTIONAL_LINES = range(100, 200)
"""Lines of exchange 555 that are not assigned, in each area code (ATIS-0300115)."""

AREA_CODES = ("206", "212", "312", "404", "415", "503", "617", "702")
"""The area codes of aliases for numbers of other countries."""

WORDS = {
    "body": "Text",
    "alias": "Alias",
    "note": "Note",
    "label": "Label",
    "first_name": "First",
    "last_name": "Last",
    "street_name": "Street",
    "city": "City",
    "billing_name": "Name",
    "street": "Street",
    "street2": "Line",
    "company": "Company",
    "provider": "Provider",
    "comments": "Comment",
    "number_aliases": "Alias",
    "number_aliases_contains": "Alias",
}
"""The first word of an alias, for each member with free text."""

ALIAS = re.compile(r"(?:" + "|".join(WORDS.values()) + r") [0-9a-f]{4}")
CALLER = re.compile(r"caller [0-9a-f]{4}", re.IGNORECASE)
RECORD = re.compile(r"5550\d{4}")
HOUSE = re.compile(r"555\d\d")
ZIP = re.compile(r"001\d\d|Z\dZ \dZ\d")
MESSAGE = re.compile(r"mdr\d-0{8}[0-9a-f]{24}")
UUID = re.compile(r"00000000-0000-4000-8000-[0-9a-f]{12}")
EXAMPLE_HOST = re.compile(r"(?:.+\.)?example\.(?:com|net|org)(?::\d+)?")
USER = re.compile(r"user-[0-9a-f]{4}")
MEDIA = re.compile(r"(?:1490{10}\d{6}-)?[0-9a-f]{4}(?:\.\w{1,5})?|0{8}[0-9a-f]{8}-\d{1,3}")
# The ids of files in version 2.1, and in version 2.2.
NAMED_FILE = re.compile(r"\d{10,}-(.*\D.*)")
NUMBERED_FILE = re.compile(r"[0-9a-f]{12,}-(\d{1,3})")


class Aliases:
    """The aliases so far: in one cassette two real values never share an alias of a kind."""

    def __init__(self) -> None:
        self.given: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._records: dict[str, str] = {}

    def number(self, digits: str) -> str:
        """Return ten digits, 555-01XX in the same area code, for a number's digits."""
        national = digits.removeprefix("1") if len(digits) == 11 else digits
        if fictional(national):
            self._numbers.setdefault(national, national)
            return national
        if national not in self._numbers:
            code = national[:3] if len(national) == 10 else AREA_CODES[_hash(digits) % 8]
            self._numbers[national] = _free(
                [f"{code}555{line:04}" for line in FICTIONAL_LINES], digits, self._numbers
            )
        return self._numbers[national]

    def record(self, value: str) -> str:
        """Return the id of a record, such as a route, or of an account; route 0 stays."""
        if value in {"", "0"} or RECORD.fullmatch(value):
            return value
        if value not in self._records:
            choice = [f"5550{number:04}" for number in range(10_000)]
            self._records[value] = _free(choice, value, self._records)
        return self._records[value]

    def message(self, value: str) -> str:
        """Return the id of a message detail record."""
        return value if MESSAGE.fullmatch(value) else f"{value[:5]}{'0' * 8}{_hex(value, 24)}"

    def uuid(self, value: str) -> str:
        """Return the id of an error or a task."""
        return value if UUID.fullmatch(value) else f"00000000-0000-4000-8000-{_hex(value, 12)}"

    def text(self, member: str, value: str) -> str:
        """Return the text of a member that `WORDS` lists."""
        if not value.strip() or ALIAS.fullmatch(value):
            return value
        return self._remember(value, f"{WORDS[member]} {_hex(value, 4)}")

    def caller(self, value: str) -> str:
        """Return a caller name; the registered name, in capitals, matches the requested one."""
        if not value.strip() or CALLER.fullmatch(value):
            return value
        alias = f"Caller {_hex(value.upper(), 4)}"
        return self._remember(value, alias.upper() if value == value.upper() else alias)

    def house(self, value: str) -> str:
        """Return the number of a house or a unit."""
        if not value.strip() or HOUSE.fullmatch(value):
            return value
        return self._remember(value, f"555{_hash(value) % 100:02}")

    def zip(self, value: str) -> str:
        """Return an unassigned postal code of the same country."""
        if not value.strip() or ZIP.fullmatch(value):
            return value
        code = f"{_hash(value) % 1000:03}"
        canadian = re.fullmatch(r"[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d", value)
        alias = f"Z{code[0]}Z {code[1]}Z{code[2]}" if canadian else f"001{code[1:]}"
        return self._remember(value, alias)

    def url(self, value: str) -> str:
        """Return a URL of example.com, with the file extension of the real one."""
        parts = urlsplit(value)
        if not parts.query and not parts.fragment and EXAMPLE_HOST.fullmatch(parts.netloc):
            return value
        return f"https://example.com/{_hex(value, 4)}{_suffix(parts.path)}"

    def host(self, value: str) -> str:
        """Return a host name, with the port of the real one."""
        name, colon, port = value.partition(":")
        if EXAMPLE_HOST.fullmatch(name):
            return value
        return self._remember(name, f"{_hex(name, 4)}.example.com") + colon + port

    def user(self, value: str) -> str:
        """Return the user of a SIP address."""
        return value if USER.fullmatch(value) else f"user-{_hex(value, 4)}"

    def email(self, value: str) -> str:
        """Return an email address."""
        domain = value.rpartition("@")[2]
        return value if EXAMPLE_HOST.fullmatch(domain) else f"{_hex(value, 4)}@example.com"

    def media(self, value: str) -> str:
        """Return the id or the name of a media file; an id has the form of its version."""
        if MEDIA.fullmatch(value):
            return value
        if named := NAMED_FILE.fullmatch(value):
            return f"149{'0' * 10}{_hash(value) % 10**6:06}-{self.media(named[1])}"
        if numbered := NUMBERED_FILE.fullmatch(value):
            return f"{'0' * 8}{_hex(value, 8)}-{numbered[1]}"
        return f"{_hex(value, 4)}{_suffix(value)}"

    def _remember(self, value: str, alias: str) -> str:
        self.given[value] = alias
        return alias


def fictional(national: str) -> bool:
    """Whether ten digits are a number that is reserved for fiction."""
    return (
        len(national) == 10
        and national[3:6] == "555"
        and national[6:].isdigit()
        and int(national[6:]) in FICTIONAL_LINES
    )


def _free(choice: list[str], value: str, taken: dict[str, str]) -> str:
    start = _hash(value) % len(choice)
    used = set(taken.values())
    for alias in choice[start:] + choice[:start]:
        if alias not in used:
            return alias
    return choice[start]


def _suffix(path: str) -> str:
    suffix = PurePosixPath(path).suffix
    return suffix if re.fullmatch(r"\.[A-Za-z]\w{1,4}", suffix) else ""


def _hex(value: str, size: int) -> str:
    return sha256(value.encode()).hexdigest()[:size]


def _hash(value: str) -> int:
    return int(_hex(value, 8), 16)
