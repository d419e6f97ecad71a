"""Provisioning of messages: what only Flowroute can do, under /_sandbox/."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.api.messaging import tasks
from flowroute_sandbox.http.errors import TASK_ENDED, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import NOT_A_LIST, NOT_IN_TASK
from flowroute_sandbox.state.messaging.progress import undone

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response


@route("POST", "/_sandbox/message-provision/{task_id}/fail")
def fail_provisioning(context: Context) -> Response:
    """204: the task fails for these `numbers`, for all of its own if none is given."""
    task = tasks.find(context)
    sent = Fields(context.body())
    given = sent.raw("numbers")
    if given is not None and not isinstance(given, list):
        sent.wrong("numbers", NOT_A_LIST)
    listed = given if isinstance(given, list) else []
    named = {str(entry).removeprefix("+") for entry in listed}
    if not named <= set(task.numbers):
        sent.wrong("numbers", NOT_IN_TASK)
    sent.check()
    if task.is_over(context.now):
        raise Refused(TASK_ENDED)
    failed = tuple(number for number in task.numbers if number in named or not named)
    context.account.provisioning.put(replace(task, failed=failed))
    for number in failed:
        row = context.account.numbers.get(number)
        if row is not None and row.messaging_task == task.id:
            context.account.numbers.put(undone(row, task, context.now))
    return no_content()
