"""Empty: one meaning of it, whatever it comes from."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from itertools import chain
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext._base.problems import shown
from flowroute_ext._base.reading.empty import EDGES, is_empty, trimmed


class NAType:
    """As pandas.NA is: compared to itself it is NA again, which is no truth value."""

    def __ne__(self, other: object) -> NAType:
        return self

    def __bool__(self) -> NoReturn:
        raise TypeError("boolean value of NA is ambiguous")


class NaT:
    """As pandas.NaT and NumPy's NaN are: not equal to itself."""

    def __ne__(self, other: object) -> bool:
        return True


class Array:
    """As an array of NumPy is: it is compared item by item."""

    def __ne__(self, other: object) -> NAType:
        return NAType()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        ("", "an empty text"),
        (" \t\r\n", "a blank text"),
        ("\xa0\u2003\u3000\u2028", "a blank text"),
        ("\u200b", "a text of invisible characters"),
        ("\u2060\ufeff\xad", "a text of invisible characters"),
        (" \u200d \u202e ", "a text of invisible characters"),
        ("\x00\x1b\x7f\x85", "a text of invisible characters"),
        ("\u3164\u115f\u1160\uffa0\u2800\u034f", "a text of invisible characters"),
        ("\ufe0f\U000e0100\U000e0041", "a text of invisible characters"),
        (float("nan"), "a missing value (float)"),
        (Decimal("NaN"), "a missing value (Decimal)"),
        (Decimal("sNaN"), "a missing value (Decimal)"),
        (complex("nan"), "a missing value (complex)"),
        (NAType(), "a missing value (NAType)"),
        (NaT(), "a missing value (NaT)"),
    ],
)
def test_empty(value: object, words: str) -> None:
    """What says nothing is empty, and an error says in which way."""
    assert is_empty(value)
    assert shown(value) == words


@pytest.mark.parametrize(
    "value",
    [
        *("0", "x", " x ", "\u200bx", "❤\ufe0f", "é", "\u0301", "nan", "\ue000", "\ud800"),
        *(0, 0.0, False, float("inf"), Decimal(0), [], (), {}, b"", object(), Array()),
    ],
)
def test_not_empty(value: object) -> None:
    """Whatever is seen, and every number, list and other object, is not empty."""
    assert not is_empty(value)


def test_every_character() -> None:
    """Of all characters, blanks, control and format characters, and fillers are unseen."""
    characters = list(map(chr, chain(range(0x10000), range(0xE0000, 0xE0200))))
    unseen = set(filter(is_empty, characters))
    kinds = {unicodedata.category(character) for character in unseen}

    assert kinds == {"Cc", "Cf", "Zl", "Zp", "Zs", "Lo", "Mn", "So"}
    assert set(filter(str.isspace, characters)) | set(EDGES) <= unseen


@given(st.text(), st.text(EDGES), st.text(EDGES))
def test_trimmed(text: str, before: str, after: str) -> None:
    """Blanks around a text are removed, and all else stays as it is."""
    bare = trimmed(text)

    assert trimmed(before + bare + after) == bare
    assert trimmed(text) == trimmed(text.strip())
    assert bare in text
