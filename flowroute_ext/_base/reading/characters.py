"""Characters that do not belong into a line of text, such as a name or a street.

They break the line, steer a terminal, turn the direction of what follows, or are not seen, so
that two names look the same.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from .empty import FILLERS, SELECTORS

STRANGE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Within a word of some scripts, and within an emoji, they decide how it looks.
JOINERS: Final = SELECTORS | {"\u200c", "\u200d"}
# An ASCII character on a key, as an emoji.
KEYCAP: Final = "\ufe0f\u20e3"
NAMES: Final = {
    "\0": "the NUL character",
    "\t": "the tab",
    "\n": "the line break",
    "\v": "the line break",
    "\f": "the line break",
    "\r": "the line break",
    "\x1b": "the escape character",
    "\x7f": "the delete character",
    "\x85": "the line break",
    "\u2028": "the line break",
    "\u2029": "the line break",
}


def strange(text: str) -> str | None:
    """Return what the first character is called that a line of text must not have, or None."""
    if text.isascii() and text.isprintable():
        return None
    before = ""
    for index, character in enumerate(text):
        if character in JOINERS:
            belongs = before and (not before.isascii() or text.startswith(KEYCAP, index))
        else:
            belongs = unicodedata.category(character) not in STRANGE and character not in FILLERS
        if not belongs:
            return _name(character)
        before = character
    return None


def _name(character: str) -> str:
    if character in NAMES:
        return NAMES[character]
    if unicodedata.category(character) == "Cs":
        return "half of a surrogate pair"
    name = unicodedata.name(character, "").lower() or "a control character"
    return f"U+{ord(character):04X} ({name})"
