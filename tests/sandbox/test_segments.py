"""How many segments a text is billed as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_sandbox.state.segments import encoding, segments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0, 1)),
        ("a" * 160, (0, 1)),
        ("a" * 161, (0, 2)),
        ("a" * 280, (0, 2)),
        ("a" * 281, (0, 3)),
        ("a" * 306, (0, 3)),  # two in the GSM alphabet: the rule is Flowroute's own
        ("é" * 70, (8, 1)),
        ("é" * 71, (8, 2)),
        ("a" * 69 + "’", (8, 1)),
        ("a" * 140 + "’", (8, 3)),
        ("😀" * 35, (8, 1)),
        ("😀" * 36, (8, 2)),
    ],
)
def test_segments(text: str, expected: tuple[int, int]) -> None:
    """ASCII: 160 in one or 140 in each; one other character makes it 70 in each."""
    assert (encoding(text), segments(text)) == expected


@given(st.text(st.characters(codec=None), max_size=400))
def test_any_text_has_segments(text: str) -> None:
    """Every text has at least one segment, and none is longer than what it is billed for."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    size = 160 if encoding(text) == 0 else 70

    assert segments(text) >= 1
    assert units <= segments(text) * size
