"""Text in ASCII: what a character that is not ASCII can be replaced with.

Only what reads the same is replaced: typographic signs, spaces, accents. A fraction or an
exponent is not, since ``1½`` would become ``11/2`` and ``10²`` become ``102``.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Final

import attrs

# Each sign, followed by what it becomes.
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
class NonAscii:
    """A character that is not ASCII, and how often it is in a text.

    `name` is Unicode's, in lower case. `ascii` is what says the same in ASCII, which is empty
    for what cannot be seen, and None where nothing does.
    """

    character: str
    count: int
    name: str
    ascii: str | None

    @property
    def code(self) -> str:
        """Its number as Unicode writes it, as in ``"U+2019"``."""
        return f"U+{ord(self.character):04X}"

    def __str__(self) -> str:
        # A space, a mark or a control character would be lost in a line of text, or disturb it.
        shown = f"{self.character} " if _can_be_seen(self.character) else ""
        return f"{shown}{self.name or 'unnamed character'} ({self.code})"


def non_ascii(text: str) -> tuple[NonAscii, ...]:
    """Return the characters of *text* that are not ASCII, in the order of their appearance.

    What belongs to its neighbours, as an accent on its own or a joiner, has its `ascii` only
    where all of the text can be written in ASCII: it may hold an emoji or a word together.
    """
    counts = Counter(character for character in text if not character.isascii())
    plain = {character: ascii_of(character) for character in counts}
    whole = None not in plain.values()
    return tuple(
        NonAscii(
            character,
            count,
            unicodedata.name(character, "").lower(),
            plain[character] if whole or not _belongs_to_others(character) else None,
        )
        for character, count in counts.items()
    )


def ascii_of(character: str) -> str | None:
    """Return what says the same as *character* in ASCII, or None where nothing does."""
    if character.isascii():
        return character
    if character in SIGNS:
        return SIGNS[character]
    decomposed = unicodedata.normalize("NFKD", character)
    if NEGATION in decomposed:
        return None
    if _belongs_to_others(character):
        return ""
    kind, _, _ = unicodedata.decomposition(character).rpartition(">")
    if (kind and f"{kind}>") not in LOOKS:
        return None
    # What is left of an accent that stands alone would be a space.
    if decomposed == character or (decomposed[0] == " " and len(decomposed) > 1):
        return None
    parts = [ascii_of(part) for part in decomposed]
    return None if None in parts else "".join(part for part in parts if part)


def _belongs_to_others(character: str) -> bool:
    """Whether it is a mark, a joiner or another sign that cannot be seen by itself."""
    return unicodedata.category(character) in {"Cf", "Me", "Mn"}


def _can_be_seen(character: str) -> bool:
    return character.isprintable() and not unicodedata.category(character).startswith(("M", "Z"))
