"""The clock and the ids, which make runs repeatable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from flowroute_sandbox.state.clock import Clock, FrozenClock
from flowroute_sandbox.state.ids import Ids


def test_a_clock_is_ahead_of_real_time() -> None:
    """A clock runs with real time, as far ahead as it was advanced."""
    clock = Clock()
    clock.advance(timedelta(days=1))
    ahead = clock.now() - datetime.now(UTC)

    assert timedelta(hours=23) < ahead <= timedelta(days=1)


def test_a_frozen_clock_stands_still() -> None:
    """A frozen clock moves only when it is advanced, and is in UTC."""
    clock = FrozenClock(datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=2))))
    clock.advance(timedelta(seconds=1))
    clock.advance(timedelta(seconds=2))

    assert clock.now().isoformat() == "2026-01-01T10:00:03+00:00"


def test_time_does_not_go_back() -> None:
    """A step back is refused."""
    with pytest.raises(ValueError, match="must not be negative"):
        Clock().advance(timedelta(seconds=-1))


def test_a_moment_needs_a_zone() -> None:
    """A frozen clock refuses a time without a zone."""
    with pytest.raises(ValueError, match=r"^2026-01-01T12:00:00 has no time zone"):
        FrozenClock(datetime(2026, 1, 1, 12))


def test_ids_repeat() -> None:
    """The same seed gives the same ids; another seed gives others."""

    def some(seed: int) -> list[str]:
        ids = Ids(seed)
        return [ids.message(1), ids.message(2), ids.task(1), ids.error(), ids.error()]

    assert some(1) == some(1)
    assert len({*some(1), *some(2)}) == 10


def test_forms_of_ids() -> None:
    """Ids have the forms of Flowroute's."""
    ids = Ids()

    assert [ids.numeric(kind, 2) for kind in ("route", "e911", "cnam")] == [
        "100002",
        "200002",
        "300002",
    ]
    assert UUID(ids.error()).version == UUID(ids.task(1)).version == 4
    assert ids.message(1) == f"mdr2-{UUID(ids.message(1).removeprefix('mdr2-')).hex}"
