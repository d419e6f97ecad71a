"""Rows that are leased by hand, one after the other."""

from __future__ import annotations

from datetime import datetime

from flowroute_ext._outbox.lease_notes import LeasedRow, Step
from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.store import OutboxStore


def next_row(
    store: OutboxStore, ended: tuple[LeasedRow, Outcome] | None, kind: str | None, now: datetime
) -> LeasedRow | None:
    """Write the outcome of the row that has *ended*, and lease the next one of *kind*."""
    step = Step(ended, kind, now)
    store.take([step])
    return step.result()
