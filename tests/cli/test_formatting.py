"""Counts, durations and amounts as text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flowroute_ext._base.durations import duration
from flowroute_ext.cli.formatting import dollars, many


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (0.2, "1 s"),
        (59.1, "1 min"),
        (61, "1 min 1 s"),
        (3600, "1 h"),
        (7199, "1 h 59 min"),
        (47 * 3600, "47 h"),
        (48 * 3600, "2 days"),
        (75 * 3600, "3 days 3 h"),
    ],
)
def test_duration(seconds, text):
    """A duration has its two largest units, and is rounded up to seconds."""
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0.0040", "$0.0040"), ("0.999", "$0.9990"), ("1", "$1.00"), ("12345.678", "$12,345.68")],
)
def test_dollars(amount, text):
    """An amount is to the cent, and below a dollar more exact."""
    assert dollars(Decimal(amount)) == text


def test_many():
    """A count has its noun in the right number."""
    assert [many(count, "row") for count in (0, 1, 1000)] == ["0 rows", "1 row", "1,000 rows"]
