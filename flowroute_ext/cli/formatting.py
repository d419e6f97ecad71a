"""Counts and amounts as text, as the commands print them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from flowroute_ext._base.masking import visible

if TYPE_CHECKING:
    from decimal import Decimal


def many(count: int, noun: str) -> str:
    """Return ``"1 row"``, ``"2 rows"``, ``"1,000 rows"``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def shell_word(text: str) -> str:
    r"""Return *text* as a word of a command to paste: ``$'a\x1b.db'`` where it is not visible.

    Otherwise what is printed would name another file.
    """
    if visible(text) == text:
        return shlex.quote(text)
    return f"$'{''.join(map(_escaped, text))}'"


def _escaped(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a name that is not in UTF-8
        return rf"\x{code - 0xDC00:02x}"
    if character in "\\'":
        return f"\\{character}"
    if visible(character) == character and character not in "\n\t":
        return character
    return rf"\x{code:02x}" if code < 0x80 else rf"\U{code:08x}"


def dollars(amount: Decimal) -> str:
    """Return an amount in US dollars: to the cent, or to a hundredth of it below a dollar."""
    return f"${amount:,.2f}" if amount >= 1 else f"${amount:,.4f}"
