"""Where a port order is by the clock, and what may be done with it there. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from flowroute_sandbox.state.ports.rows import PortStep

if TYPE_CHECKING:
    from flowroute_sandbox.state.ports.rows import PortOrderRow

# developer.flowroute.com, View Port Order Status: what is not resubmitted within 45 days ends.
INACTIVE = timedelta(days=45)

# Assumed: port-progress
FOLLOWING = {
    "pending": ("processing", timedelta(hours=1)),
    "processing": ("submitted", timedelta(days=1)),
    "submitted": ("accepted", timedelta(days=2)),
    "accepted": ("completed", timedelta(days=4)),
    "review": ("submitted", timedelta(days=1)),
}
ENDING = {"pending": "cancelled", "rejected": "abandoned"}
STATUSES = (*FOLLOWING, "rejected", "completed", "cancelled", "abandoned", "hard_canceled")
FINAL = frozenset({"completed", "cancelled", "abandoned", "hard_canceled"})
NOON = time(12, tzinfo=UTC)

# developer.flowroute.com: Update Port Order Details, Update Port Order Presets, Cancel a Port
# Order.
CORRECTABLE = frozenset({"pending", "rejected"})
SETTABLE = frozenset({"pending", "processing", "submitted", "rejected", "review", "accepted"})


def at_status(order: PortOrderRow, status: str, now: datetime) -> PortOrderRow:
    """Return the order in this status from now on, with the steps that follow from it."""
    steps = (*order.taken(now), PortStep(status, now))
    return planned(replace(order, steps=steps), now)


def planned(order: PortOrderRow, now: datetime) -> PortOrderRow:
    """Return the order with the steps that follow from where it is now, if nothing changes."""
    steps = order.taken(now)
    while (step := _following(order, steps[-1])) is not None:
        # An order that was held goes on from now.
        steps.append(step if step.at > now else replace(step, at=now))
    return replace(order, steps=tuple(steps))


def _following(order: PortOrderRow, step: PortStep) -> PortStep | None:
    if step.status in ENDING and (order.held or step.status not in FOLLOWING):
        return PortStep(ENDING[step.status], step.at + INACTIVE)
    if order.held or step.status not in FOLLOWING:
        return None
    status, duration = FOLLOWING[step.status]
    at = step.at + duration
    if status == "completed" and order.details.desired_completion_date:
        wanted = datetime.fromisoformat(order.details.desired_completion_date).date()
        at = max(at, datetime.combine(wanted, NOON))
    return PortStep(status, at)
