"""Rows whose wall clock was set between their attempt and a lookup."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flowroute_ext._outbox.clock_readings import ClockReading, Period, period
from flowroute_ext._reconcile.verdicts import SETTLED
from flowroute_ext.types import OutboxCounts
from outbox.test_durability import crashed
from outbox.texts import rows

STARTED = datetime(2026, 5, 1, 12, tzinfo=UTC)
ENDED = STARTED + timedelta(seconds=10)
LATER = STARTED + timedelta(hours=1)


@pytest.mark.parametrize("change", [0.0, 0.9, -0.9])
def test_a_clock_that_was_not_set(change):
    """The period of an attempt is as it was written."""
    now = ClockReading(LATER, 1000.0 + change, "boot")

    assert period(STARTED, ENDED, 1000.0, "boot", now) == Period(STARTED, ENDED)


@pytest.mark.parametrize(
    ("change", "began", "over"),
    [(20.0, 0.0, 30.0), (-20.0, -20.0, 10.0), (120.0, 0.0, 130.0), (-120.0, -120.0, 10.0)],
)
def test_a_clock_that_was_set_by_a_little(change, began, over):
    """The period is that by either clock, where Flowroute's may differ by as much."""
    now = ClockReading(LATER, 1000.0 + change, "boot")

    assert period(STARTED, ENDED, 1000.0, "boot", now) == Period(
        STARTED + timedelta(seconds=began), STARTED + timedelta(seconds=over)
    )


@pytest.mark.parametrize("change", [-7200.0, -121.0, 121.0, 7200.0])
def test_a_clock_that_was_set_by_more(change):
    """No period is certain, and there is nothing to wait for."""
    now = ClockReading(LATER, 1000.0 + change, "boot")

    found = period(STARTED, ENDED, 1000.0, "boot", now)

    assert (found.certain, found.ended) == (False, LATER - SETTLED)
    assert found.started <= found.ended


@pytest.mark.parametrize(("boot", "offset"), [(None, None), (None, 1.0), ("other", 1.0)])
def test_another_start_of_the_machine(boot, offset):
    """Then only a clock that went back is noticed."""
    back = ClockReading(STARTED - timedelta(hours=1), 1000.0, "boot")

    assert period(STARTED, ENDED, offset, boot, ClockReading(LATER, 1000.0, "boot")) == Period(
        STARTED, ENDED
    )
    assert not period(STARTED, ENDED, offset, boot, back).certain


@pytest.mark.parametrize("step", [-600, 600])
def test_a_row_of_a_crashed_run_and_a_clock_that_is_set(clients, outbox, path, step, monkeypatch):
    """It is never sent again on the strength of records; the other rows are sent."""
    outbox.add(rows(3))
    crashed(path, clients.clock, leases=1)
    clients.post({key: value for key, value in rows(1)[0].items() if key != "reference"})
    now = type(clients.clock).now
    monotonic = type(clients.clock).monotonic
    monkeypatch.setattr(type(clients.clock), "monotonic", lambda self: monotonic(self) + step)
    assert now(clients.clock) == clients.clock.now()

    for _ in range(2):
        assert clients.send(outbox).counts == OutboxCounts(sent=2, unknown=1)
        clients.sandbox.advance(3600)

    assert len(clients.bodies) == 3
    (row,) = outbox.unknown()
    assert (row.reason or "").startswith("the clock of this machine was set after the attempt")
