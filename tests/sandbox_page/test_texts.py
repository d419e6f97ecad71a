"""Texts, numbers and times as the page shows them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_sandbox.page import texts
from flowroute_sandbox.state.prices import dollars


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x00\x1b[31m\x7f\x9b", "⟨U+0000⟩⟨U+001B⟩[31m⟨U+007F⟩⟨U+009B⟩"),
        ("\u202egnp.exe\u2066", "⟨U+202E⟩gnp.exe⟨U+2066⟩"),
        ("a\ud800b\u2028c\ufeff", "a⟨U+D800⟩b⟨U+2028⟩c⟨U+FEFF⟩"),
        ("👩🏽\u200d🚀 שלום\u200f", "👩🏽\u200d🚀 שלום\u200f"),
        ("🏴\U000e0067\U000e0062\U000e007f!", "🏴\U000e0067\U000e0062\U000e007f!"),
        ("x\U000e0067\U000e0062", "x⟨U+E0067⟩⟨U+E0062⟩"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    """Characters that a browser hides or obeys are named; emoji and scripts stay as they are."""
    assert texts.visible(text) == shown


@given(st.text(st.characters()))
def test_anything_can_be_shown(text: str) -> None:
    """Whatever a text is made of, it can be encoded, and showing it twice changes nothing."""
    shown = texts.visible(text)

    assert shown.encode().decode() == shown
    assert texts.visible(shown) == shown


def test_numbers_and_amounts() -> None:
    """Numbers are in groups, amounts have two digits at least, and sizes and spans a unit."""
    numbers = ("12065550100", "447700900123", "28581", "Flowroute", "")
    assert [texts.phone(number) for number in numbers] == [
        *("+1 206 555 0100", "+447700900123", "28581", "Flowroute", ""),
    ]
    amounts = (0, 4_000_000, 1_000_000_000_000, -9_500_000, dollars(99_999_999_999.99))
    assert [texts.dollars(amount) for amount in amounts] == [
        *("$0.00", "$0.004", "$1,000.00", "-$0.0095", "$99,999,999,999.99"),
    ]
    assert [texts.size(count) for count in (7, 58_017, 767_840)] == ["7 bytes", "58 KB", "768 KB"]
    assert [texts.span(each) for each in (1, 90, 7200, 86_400)] == ["1 s", "90 s", "2 h", "1 d"]


def test_long_texts() -> None:
    """The beginning of a text is shown, and how much there is more."""
    assert texts.beginning("x" * 10_000) == "x" * 10_000
    assert texts.beginning("x" * 1_010_000) == "x" * 10_000 + "… (1,000,000 more characters)"


def test_days() -> None:
    """A moment of today is a time; one before is a day, with the year if it is another."""
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    moments = [now - timedelta(days=days) for days in (0, 1, 2, 400)]

    assert [texts.day(moment, now) for moment in moments] == [
        *("Today", "Yesterday", "Sun 22 Nov 2026", "Mon 20 Oct 2025"),
    ]
    assert [texts.brief(moment, now) for moment in moments[1:]] == [
        *("Yesterday", "Sun 22 Nov", "Mon 20 Oct 2025"),
    ]
