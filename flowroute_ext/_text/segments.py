"""Segments of a text: those that Flowroute bills, and those of the 3GPP."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final, Literal

import attrs

from .._base.frames import clears_frames
from .._base.masking import length
from .._base.plain.value import Value

if TYPE_CHECKING:
    from .ascii import NonAscii

# developer.flowroute.com: Message Length and Concatenation. One segment takes 160 characters of
# ASCII, longer texts 140 in each; with any other character in it, 70 in each.
ASCII_SINGLE: Final = 160
ASCII_PART: Final = 140
UNICODE_PART: Final = 70

# 3GPP TS 23.038, 6.2.1: the basic set of the GSM alphabet and, after an escape, its extension;
# without national language tables. TS 23.040, 9.2.3.24.1: what a header leaves of 140 bytes.
GSM_BASIC: Final = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION: Final = "\f^{}\\[~]|€"
GSM_SINGLE, GSM_PART = 160, 153
UCS2_SINGLE, UCS2_PART = 70, 67

IN_GSM = re.compile(f"[{re.escape(GSM_BASIC + GSM_EXTENSION)}]*")
ESCAPE: Final = "\x1b"
ESCAPED = {ord(character): ESCAPE + character for character in GSM_EXTENSION}
BEYOND_16_BITS = re.compile("[\U00010000-\U0010ffff]")
PAIR: Final = "\U00010000\U00010001"


@clears_frames
def segments(text: str) -> Segments:
    """Return how many segments Flowroute bills *text* as, and why.

    As Flowroute counts for SMS: 160 ASCII characters are one segment, and longer texts have
    140 in each; a single character that is not ASCII makes that 70 in each. Raises
    `InvalidValue` if *text* is not a str.
    """
    _check(text)
    if text.isascii():
        count = len(text)
        size = ASCII_SINGLE if count <= ASCII_SINGLE else ASCII_PART
        return Segments(text, max(1, -(-count // size)), 0)
    # Assumed: a character beyond 16 bits, as emoji are, counts as the two that UCS-2 makes of it.
    count = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return Segments(text, -(-count // UNICODE_PART), 8)


@attrs.frozen(slots=False)
class Segments(Value):
    """The segments that a text is `billed` as, and its `encoding`: 0 is ASCII, 8 is UCS-2.

    The properties are computed on first use.
    """

    text: str = attrs.field(repr=length)
    billed: int
    encoding: Literal[0, 8]

    _on_access: ClassVar = ("gsm_alphabet", "gsm_segments", "non_ascii", "suggestion")

    @cached_property
    def gsm_alphabet(self) -> Literal["GSM-7", "UCS-2"]:
        """The alphabet in which a phone network sends the text: GSM-7 if all of it fits."""
        return "GSM-7" if IN_GSM.fullmatch(self.text) else "UCS-2"

    @cached_property
    def gsm_segments(self) -> int:
        """The number of segments as the 3GPP counts, by which most other services bill.

        160 characters of the GSM alphabet, or 153 in each; else 70 UTF-16 units, or 67 in
        each. Neither an escape nor a surrogate pair is cut in two.
        """
        if self.gsm_alphabet == "GSM-7":
            septets = self.text.translate(ESCAPED)
            return _parts(septets, ESCAPE, GSM_SINGLE, GSM_PART)
        units = BEYOND_16_BITS.sub(PAIR, self.text)
        return _parts(units, PAIR[0], UCS2_SINGLE, UCS2_PART)

    @cached_property
    def non_ascii(self) -> tuple[NonAscii, ...]:
        """The characters that are not ASCII, in the order of their appearance."""
        if not self.encoding:
            return ()
        from .ascii import non_ascii

        return non_ascii(self.text)

    @cached_property
    def suggestion(self) -> Suggestion | None:
        """The text in ASCII as far as possible, with the changes; None if it is ASCII."""
        if not self.encoding:
            return None
        changes = tuple(character for character in self.non_ascii if character.ascii is not None)
        table = {ord(change.character): change.ascii for change in changes}
        return Suggestion(
            text=self.text.translate(table),
            changes=changes,
            stays=tuple(character for character in self.non_ascii if character.ascii is None),
        )


@attrs.frozen(slots=False, kw_only=True)
class Suggestion(Value):
    """A text in ASCII: the `changes` made, and the characters that stay, having no equivalent.

    While any stays, there are still only 70 characters in a segment.
    """

    text: str = attrs.field(repr=length)
    changes: tuple[NonAscii, ...]
    stays: tuple[NonAscii, ...]

    @cached_property
    def segments(self) -> Segments:
        """The segments of the changed text."""
        return segments(self.text)


def _check(text: object) -> None:
    if not isinstance(text, str):
        from .._base.problems import invalid, shown

        raise invalid("text", "text", shown(text), rule="must be a str", cure="give the text")


def _parts(units: str, lead: str, single: int, size: int) -> int:
    """Return the number of parts of *units*; a *lead* is not separated from its next unit."""
    if len(units) <= single:
        return 1
    start = count = 0
    while start < len(units):
        start += size
        start -= units[start - 1 : start] == lead
        count += 1
    return count
