# Written by scripts/unasync.py from flowroute_ext/_async/provisioning/lifecycle.py. Do not edit.
"""A task that turns messages on or off: begun, looked up, waited for, and found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.numbers import (
    enable_or_disable_message_provisioning,
    list_phone_number_details,
    look_up_a_message_provision_task,
)

from ..._base.errors import NotFound
from ..._calls.arguments import identifier
from ..._calls.options import checked_send_options
from ..._calls.polling import pauses
from ..._http.responses import as_it_is
from ..._reconcile.provisioning_evidence import asked_for, judge_task, of_exactly, task_ids
from ..._values.provisioning import ProvisioningTask
from .. import waiting

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_api.models import MessageProvision, ProvisioningTaskDocument
    from flowroute_api.types import Request

    from ..._base.clock import Clock
    from ..._calls.options import Options, SendOptions
    from ..._calls.types import TaskLike
    from ..._reconcile.errors import OutcomeUnknown
    from ..._reconcile.verdicts import Resolution
    from ..reconciler import Reconciler
    from ..transport import Transport

# Seconds between two looks.
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 60.0


def begin(reconciler: Reconciler, body: MessageProvision, options: SendOptions) -> ProvisioningTask:
    """Begin a task, and return it."""
    request = enable_or_disable_message_provisioning.request(body=body)
    return reconciler.send(request, ProvisioningTask.from_document, checked_send_options(options))


def get(transport: Transport, task: TaskLike, options: Options) -> ProvisioningTask:
    """Return a task as it is now."""
    return transport.call(_request(task), ProvisioningTask.from_document, options)


def wait(
    transport: Transport,
    clock: Clock,
    task: TaskLike,
    *,
    interval: float | None,
    timeout: float | None,
) -> ProvisioningTask:
    """Return a task once it has ended, or has a status whose meaning is unknown."""
    return waiting.wait(
        transport,
        clock,
        _request(task),
        ProvisioningTask.from_document,
        lambda current: current.is_final is not False,
        what="task",
        every=pauses(interval, first=FIRST_PAUSE, longest=LONGEST_PAUSE),
        timeout=timeout,
    )


def find_task(
    transport: Transport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look for the task of a call with an unknown outcome, by what its numbers show of it.

    The details of a number include the task that it is in. No list has them all.
    """
    wanted, numbers = asked_for(unknown)
    states: dict[str, bool] = {}
    seen: dict[str, ProvisioningTaskDocument] = {}
    for number in numbers:
        request = list_phone_number_details.request(number)
        try:
            shown = transport.call(request, as_it_is, options)
        except NotFound:
            continue
        as_asked = states[number] = bool(shown.data.attributes.messaging_enabled) is wanted
        for task_id in task_ids(shown) - seen.keys():
            try:
                seen[task_id] = transport.call(_request(task_id), as_it_is, options)
            except NotFound:
                continue
            if resolution := of_exactly(numbers, seen[task_id], number, as_asked=as_asked):
                return resolution
    return judge_task(unknown, states, seen, now)


def _request(task: TaskLike) -> Request[ProvisioningTaskDocument]:
    return look_up_a_message_provision_task.request(
        identifier(task, ProvisioningTask, "task of messaging")
    )
