"""How long to wait before another call: briefly at first, seldom in the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flowroute_ext._reconcile.verdicts import SETTLED
from flowroute_ext._send_once.backoff import for_owner, for_records

ENDED = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(("left", "wait"), [(120, 5), (5, 5), (3.5, 3.5), (0.2, 1), (-10, 1)])
def test_for_who_has_claimed_it(left: float, wait: float):
    """Five seconds at the most, and no longer than the claim holds."""
    assert for_owner(ENDED, ENDED - timedelta(seconds=left)) == wait


@pytest.mark.parametrize(
    ("age", "wait"),
    [(-60, 5), (0, 5), (12, 6), (20, 10), (26, 4), (29.8, 1), (30, 15), (600, 300), (86_400, 600)],
)
def test_for_the_records(age: float, wait: float):
    """Half as long again as it has taken already, but not past the time when they are final."""
    assert for_records(ENDED, SETTLED, ENDED + timedelta(seconds=age)) == wait
