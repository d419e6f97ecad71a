"""ASCII equivalents of characters that are not ASCII.

Only equivalents that read the same are used: of typographic signs, spaces, accents. A fraction
or an exponent has none, since ``1½`` would become ``11/2`` and ``10²`` become ``102``.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Final

import attrs

from .._base.plain.value import Value

# Each sign, followed by its equivalent.
SPELLED: Final = """
    ⁄/ ∕/ ∗* ×x ±+/- ≤<= ≥>= ≠!= ←<- →-> ↔<-> ⇒=> ∼~ ˜~ ˆ^ ©(c) ®(R) ™(TM) €EUR £GBP ¡ ¿
    ÆAE æae ÐD ðd ĐD đd ĦH ħh ıi ŁL łl ŊN ŋn ØO øo ŒOE œoe ẞSS ßss ŦT ŧt ÞTh þth
"""
SIGNS: Final = {
    **{entry[0]: entry[1:] for entry in SPELLED.split()},
    **dict.fromkeys("‘’‚‛‹›′‵´ʹʻʼʽ", "'"),
    **dict.fromkeys("“”„‟«»″〝〞〟", '"'),
    **dict.fromkeys("‐‑‒–—―⁃−•·", "-"),
    **dict.fromkeys("\u0085\u2028\u2029", "\n"),
}

# Kinds of compatibility decomposition (Unicode Standard Annex 44, table 14) that only change
# the look; "" is a letter with its accents. The others, such as <super>, change the meaning.
LOOKS: Final = {"", "<compat>", "<font>", "<narrow>", "<noBreak>", "<small>", "<wide>"}
NEGATION: Final = "\u0338"  # the stroke that makes "not less than" of a "less than"


@attrs.frozen
class NonAscii(Value):
    """A character that is not ASCII, and its count in a text.

    `name` is Unicode's, in lower case. `ascii` is the ASCII equivalent: empty for an invisible
    character, None where there is none.
    """

    character: str
    count: int
    name: str
    ascii: str | None

    @property
    def code(self) -> str:
        """The code point, as in ``"U+2019"``."""
        return f"U+{ord(self.character):04X}"

    def __str__(self) -> str:
        # A space, a mark or a control character would be invisible in a line of text, or break it.
        shown = f"{self.character} " if _is_visible(self.character) else ""
        return f"{shown}{self.name or 'unnamed character'} ({self.code})"


def non_ascii(text: str) -> tuple[NonAscii, ...]:
    """Return the characters of *text* that are not ASCII, in the order of their appearance.

    A combining character, such as an accent or a joiner, has its `ascii` only if all of the
    text has: it may be a part of an emoji or a word.
    """
    counts = Counter(character for character in text if not character.isascii())
    plain = {character: ascii_of(character) for character in counts}
    whole = None not in plain.values()
    return tuple(
        NonAscii(
            character,
            count,
            unicodedata.name(character, "").lower(),
            plain[character] if whole or not _is_combining(character) else None,
        )
        for character, count in counts.items()
    )


def ascii_of(character: str) -> str | None:
    """Return the ASCII equivalent of *character*, or None if there is none."""
    if character.isascii():
        return character
    if character in SIGNS:
        return SIGNS[character]
    decomposed = unicodedata.normalize("NFKD", character)
    if NEGATION in decomposed:
        return None
    if _is_combining(character):
        return ""
    kind, _, _ = unicodedata.decomposition(character).rpartition(">")
    if (kind and f"{kind}>") not in LOOKS:
        return None
    # The equivalent of a spacing accent would be a space.
    if decomposed == character or (decomposed[0] == " " and len(decomposed) > 1):
        return None
    parts = [ascii_of(part) for part in decomposed]
    return None if None in parts else "".join(part for part in parts if part)


def _is_combining(character: str) -> bool:
    """Return whether it is a mark, a joiner or another character without a glyph of its own."""
    return unicodedata.category(character) in {"Cf", "Me", "Mn"}


def _is_visible(character: str) -> bool:
    return character.isprintable() and not unicodedata.category(character).startswith(("M", "Z"))
