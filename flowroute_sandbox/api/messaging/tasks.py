"""Tasks that turn messaging on or off for numbers of the account: begin and look up.

developer.flowroute.com: Enable or Disable Message Provisioning, Look Up a Message Provision Task.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flowroute_sandbox.api.messaging.beginning import begin
from flowroute_sandbox.http.errors import NOT_ON_ACCOUNT, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import Document, json_response
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import (
    EMPTY,
    MISSING,
    NOT_A_LIST,
    NOT_AN_ACTION,
    NOT_ELEVEN_DIGITS,
)

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.state.messaging.rows import ProvisioningRow

ACTIONS = ("enable", "disable")


@route("POST", "/v2/message-provision")
def enable_or_disable_message_provisioning(context: Context) -> Response:
    """201 with the task, which takes a minute."""
    sent = Fields(context.body())
    numbers = _numbers(sent)
    action = sent.required("action").lower()
    if action and action not in ACTIONS:
        sent.wrong("action", NOT_AN_ACTION)
    url = sent.url("callback_url")
    sent.flag("email")
    sent.check()
    # Assumed: provisioning-of-others
    rows = [row for number in numbers if (row := context.account.numbers.get(number))]
    if len(rows) < len(numbers):
        raise Refused(NOT_ON_ACCOUNT)
    task, changed = begin(context, action, rows, url or None)
    for row in changed:
        context.account.numbers.put(row)
    return json_response({"data": resource(context, task)}, 201)


@route("GET", "/v2/message-provision/status/{task_id}")
def look_up_a_message_provision_task(context: Context) -> Response:
    """200 with the task as it is now."""
    return json_response({"data": resource(context, find(context))})


def find(context: Context) -> ProvisioningRow:
    """Return the task that the path names, or raise Refused."""
    task = context.account.provisioning.get(context.path["task_id"])
    if task is None:
        raise Refused(NOT_ON_ACCOUNT)
    return task


def resource(context: Context, task: ProvisioningRow) -> Document:
    """Return a task as Flowroute shows it: that of several numbers has lists of them."""
    over = task.is_over(context.now)
    # Assumed: provisioning-statuses
    attributes: Document = {"status": task.outcome() if over else "processing"}
    if len(task.numbers) == 1:
        attributes["tn"] = task.numbers[0]
    else:
        failed = task.failed if over else ()
        done = [number for number in task.numbers if over and number not in failed]
        attributes["message"] = message(task) if over else ""
        attributes["numbers"] = {
            "successful": done,
            "processing": [] if over else list(task.numbers),
            "failed": list(failed),
        }
    return {"type": task.type, "id": task.id, "attributes": attributes}


def message(task: ProvisioningRow) -> str:
    """Return what there is to know of a task that has ended."""
    return f"{len(task.failed)} of {len(task.numbers)} numbers failed." if task.failed else ""


def _numbers(sent: Fields) -> tuple[str, ...]:
    """Return the digits of the numbers, each once."""
    value = sent.raw("numbers")
    rows = [value] if isinstance(value, str) else value
    if rows is None:
        sent.wrong("numbers", MISSING)
        return ()
    if not isinstance(rows, list):
        sent.wrong("numbers", NOT_A_LIST)
        return ()
    if not rows:
        sent.wrong("numbers", EMPTY)
    texts = [str(entry) if isinstance(entry, str | int) else "" for entry in rows]
    if not all(re.fullmatch(r"\+?[1-9][0-9]{10}", text) for text in texts):
        sent.wrong("numbers", NOT_ELEVEN_DIGITS)
        return ()
    return tuple(dict.fromkeys(text.removeprefix("+") for text in texts))
