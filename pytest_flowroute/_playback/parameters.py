"""Substitution of the values of a cassette that a test may choose. Pure.

A phone number is found in every spelling, which is kept; an id is found as the member ``id``, as
a segment of a URL, or anywhere if it is long; any other text must be the whole value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PHONE: Final = re.compile(
    r"(?:\+|tel:\+?)?(?:1[\s.-]?)?\(?([2-9]\d{2})\)?[\s.-]*([2-9]\d{2})[\s.-]*(\d{4})"
)
SPELLED: Final = re.compile(r"(.*)\d{3}(\D{0,2})\d{3}(\D{0,2})\d{4}")
LONG: Final = 12
"""From this length on an id is found inside other text, too."""


def phone(text: str) -> str | None:
    """Return the eleven digits of a North American number in any spelling, or None."""
    if not 10 <= len(text) <= 20:
        return None
    found = PHONE.fullmatch(text)
    return f"1{found[1]}{found[2]}{found[3]}" if found else None


def is_id(name: str) -> bool:
    """Whether Flowroute, and not the application, chooses the value of this parameter."""
    return name == "id" or name.endswith("_id")


def same(one: str, other: str) -> bool:
    """Whether two values are the same text or the same phone number."""
    return one == other or ((number := phone(one)) is not None and number == phone(other))


class Substitution:
    """Replaces the *recorded* values by *values*, both by the names of parameters."""

    def __init__(self, recorded: Mapping[str, str], values: Mapping[str, str]) -> None:
        self._pairs = {
            name: (recorded[name], value)
            for name, value in values.items()
            if not same(recorded[name], value)
        }
        tokens = [
            f"(?P<{name}>{_token(before)})"
            for name, (before, _) in self._pairs.items()
            if phone(before) or (is_id(name) and len(before) >= LONG)
        ]
        self._tokens = re.compile("|".join(tokens)) if tokens else None

    def __bool__(self) -> bool:
        """Whether any value is different."""
        return bool(self._pairs)

    def json(self, value: Any, key: str = "") -> Any:
        """Return the JSON value with all replaced."""
        if isinstance(value, str):
            return self.text(value, key)
        if isinstance(value, dict):
            members = cast("dict[str, Any]", value)
            return {name: self.json(inner, name) for name, inner in members.items()}
        if isinstance(value, list):
            items = cast("Sequence[Any]", value)
            return [self.json(inner, key) for inner in items]
        if isinstance(value, int) and not isinstance(value, bool):
            text = self.text(str(value), key)
            return int(text) if text.isdecimal() else text
        return value

    def text(self, text: str, key: str = "") -> str:
        """Return the text with all replaced; *key* is the name of its member."""
        for name, (before, after) in self._pairs.items():
            if text == before and (not is_id(name) or key == "id" or len(before) >= LONG):
                return after
        if "/" in text:
            return "".join(self._piece(piece) for piece in re.split(r"([/?&=#])", text))
        return self._inside(text)

    def url(self, url: str) -> str:
        """Return the URL with all replaced."""
        return self.text(url)

    def _piece(self, piece: str) -> str:
        plain = unquote(piece)
        for before, after in self._pairs.values():
            if plain == before:
                return quote(after, safe="")
        return self._inside(piece)

    def _inside(self, text: str) -> str:
        return self._tokens.sub(self._found, text) if self._tokens else text

    def _found(self, found: re.Match[str]) -> str:
        name = str(found.lastgroup)
        before, after = self._pairs[name]
        number = phone(after)
        if number is None or phone(before) is None:
            return after
        parts = SPELLED.fullmatch(found[0])
        return (
            f"{parts[1]}{number[1:4]}{parts[2]}{number[4:7]}{parts[3]}{number[7:]}"
            if parts
            else number
        )


def _token(value: str) -> str:
    number = phone(value)
    if number is None:
        return rf"(?<![0-9A-Za-z-]){re.escape(value)}(?![0-9A-Za-z-])"
    gap = r"[)\s.-]{0,2}"
    spelled = gap.join((number[1:4], number[4:7], number[7:]))
    return rf"(?<![0-9])(?:1[\s.-]?)?\(?{spelled}(?![0-9])"
