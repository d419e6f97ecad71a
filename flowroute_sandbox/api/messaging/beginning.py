"""New tasks that turn messaging on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.state.messaging.progress import DURATION, begun
from flowroute_sandbox.state.messaging.rows import ProvisioningRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.state.entities import NumberRow


def begin(
    context: Context, action: str, numbers: Sequence[NumberRow], callback_url: str | None
) -> tuple[ProvisioningRow, list[NumberRow]]:
    """Put a task on the account; return it, and its numbers as they are then."""
    count = context.account.count("task")
    task = ProvisioningRow(
        context.ids.task(count),
        count,
        action,
        tuple(number.value for number in numbers),
        context.now + DURATION,
        callback_url,
    )
    context.account.provisioning.put(task)
    return task, [begun(number, task, context.now) for number in numbers]
