"""Substitution of the values of a cassette that a test may choose. Pure.

A phone number is found in every spelling, which is kept; an id is found as the member ``id``, as
a segment of a URL, or anywhere if it is long; any other text must be the whole value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote, unquote

from .._base.json_text import Members, Number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PHONE: Final = re.compile(
    r"(?:\+|tel:\+?)?(?:1[\s.-]?)?\(?([2-9]\d{2})\)?[\s.-]*([2-9]\d{2})[\s.-]*(\d{4})"
)
SPELLED: Final = re.compile(r"(.*)\d{3}(\D{0,2})\d{3}(\D{0,2})\d{4}")
PLURALS: Final = frozenset({"numbers", "routes", "messages"})
"""The segments of a path before a number or an id."""
SHARED: Final = re.compile(r"-?555[0-9]{2}|-?5550[0-9]{4,5}")
"""Digits that are made up: a house number and a ZIP code may have the same ones."""
LONG: Final = 12
"""From this length on an id is found inside other text, too."""


def phone(text: str) -> str | None:
    """Return the eleven digits of a North American number in any spelling, or None."""
    if not 10 <= len(text) <= 20:
        return None
    match = PHONE.fullmatch(text)
    return f"1{match[1]}{match[2]}{match[3]}" if match else None


def is_id(name: str) -> bool:
    """Whether Flowroute, and not the application, chooses the value of this parameter."""
    return name == "id" or name.endswith("_id")


def same(text: str, other: str) -> bool:
    """Whether two values are the same text or the same phone number."""
    return text == other or ((number := phone(text)) is not None and number == phone(other))


class Substitution:
    """Replaces the *recorded* values by *values*, both by the names of parameters, at once.

    Where two parameters were recorded with one value, the name of the member decides.
    """

    def __init__(self, recorded: Mapping[str, str], values: Mapping[str, str]) -> None:
        self._pairs = {name: (recorded[name], value) for name, value in values.items()}
        changed = {name for name, pair in self._pairs.items() if not same(*pair)}
        self._changes = bool(changed)
        self._named: dict[str, list[str]] = {}
        for name, (before, _) in self._pairs.items():
            self._named.setdefault(phone(before) or before, []).append(name)
        tokens = [
            _token(before)
            for before, names in self._named.items()
            if not changed.isdisjoint(names)
            and (phone(before) or (len(before) >= LONG and any(map(is_id, names))))
        ]
        self._tokens = re.compile("|".join(tokens)) if tokens else None

    def __bool__(self) -> bool:
        """Whether any value is different."""
        return self._changes

    def json(self, value: Any, key: str = "") -> Any:
        """Return the JSON value with all replaced."""
        if isinstance(value, (Members, Number)):
            return self._exact(value, key)
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

    def _exact(self, value: Members | Number, key: str) -> Members | Number:
        """Return a value as its document writes it with all replaced."""
        if isinstance(value, Members):
            return Members((name, self.json(inner, name)) for name, inner in value)
        text = self.text(str(value), key)
        return Number(text if text.isdecimal() else value)

    def text(self, text: str, key: str = "") -> str:
        """Return the text with all replaced; *key* is the name of its member."""
        if not self._changes:
            return text
        names = self._named.get(text)
        if names is not None and phone(text) is None:
            chosen_name = chosen(fitting(names, key, text), key)
            if chosen_name is not None:
                return self._pairs[chosen_name][1]
        return self.url(text) if "/" in text else self._inside(text, key)

    def url(self, url: str) -> str:
        """Return the URL with all replaced."""
        pieces: list[str] = []
        before = ""
        for piece in re.split(r"([/?&=#])", url):
            pieces.append(self._piece(piece, before))
            before = piece if piece not in "/?&=#" else before
        return "".join(pieces)

    def _piece(self, piece: str, before: str) -> str:
        """Return a piece of a URL; *before* is the one before: a noun, or the name of a value."""
        key = before.removesuffix("s") if before in PLURALS else before
        plain = unquote(piece)
        names = self._named.get(plain)
        if names is not None and phone(plain) is None:
            if SHARED.fullmatch(plain):
                names = fitting(names, "id", plain) or fitting(names, key, plain)
            if names:
                return quote(self._pairs[str(chosen(names, key))][1], safe="")
        return self._inside(piece, key)

    def _inside(self, text: str, key: str) -> str:
        if self._tokens is None:
            return text
        return self._tokens.sub(lambda match: self._found(match[0], key), text)

    def _found(self, text: str, key: str) -> str:
        names = self._named.get(phone(text) or text) or self._named[_digits(text)]
        before, after = self._pairs[str(chosen(names, key))]
        number = phone(after)
        if number is None or phone(before) is None:
            return after
        parts = SPELLED.fullmatch(text)
        return (
            f"{parts[1]}{number[1:4]}{parts[2]}{number[4:7]}{parts[3]}{number[7:]}"
            if parts
            else number
        )


def fitting(names: Sequence[str], key: str, text: str) -> list[str]:
    """Return those of these parameters, of this recorded value, that a member may have."""
    if SHARED.fullmatch(text):
        return [name for name in names if name.rstrip("_") == key or (is_id(name) and key == "id")]
    return [name for name in names if not is_id(name) or key == "id" or len(text) >= LONG]


def chosen(names: Sequence[str], key: str) -> str | None:
    """Return the one of these parameters, of one recorded value, that a member's value is."""
    for name in names:
        if name.rstrip("_") == key or (name == "number" and key == "number_id"):
            return name
    return names[0] if names else None


def _digits(text: str) -> str:
    return f"1{re.sub(r'[^0-9]', '', text)[-10:]}"


def _token(value: str) -> str:
    number = phone(value)
    if number is None:
        return rf"(?<![0-9A-Za-z-]){re.escape(value)}(?![0-9A-Za-z-])"
    gap = r"[)\s.-]{0,2}"
    spelled = gap.join((number[1:4], number[4:7], number[7:]))
    return rf"(?<![0-9])(?:1[\s.-]?)?\(?{spelled}(?![0-9])"
