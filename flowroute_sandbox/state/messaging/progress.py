"""What a task does to its numbers. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.state.entities import NumberRow
    from flowroute_sandbox.state.messaging.rows import ProvisioningRow

# Assumed: messaging-provisioning
DURATION = timedelta(seconds=60)


def begun(number: NumberRow, task: ProvisioningRow, now: datetime) -> NumberRow:
    """Return a number of a new task: what it had under way before no longer is."""
    if task.action == "enable":
        ready = number.messaging_ready if number.messaging_enabled(now) else task.ends
        return replace(number, messaging_task=task.id, messaging_ready=ready, messaging_until=None)
    if not number.messaging_enabled(now):
        return off(number)
    return replace(number, messaging_task=task.id, messaging_until=task.ends)


def undone(number: NumberRow, task: ProvisioningRow, now: datetime) -> NumberRow:
    """Return a number for which the task, its newest, will have no effect."""
    if task.action == "disable":
        return replace(number, messaging_until=None)
    return number if number.messaging_enabled(now) else off(number)


def off(number: NumberRow) -> NumberRow:
    """Return a number without messaging."""
    return replace(number, messaging_task=None, messaging_ready=None, messaging_until=None)
