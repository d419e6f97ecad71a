"""Evidence: what numbers show of a task to turn messages on or off that may be lost. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flowroute_api.types import members

from .._values.provisioning import ProvisioningTask
from .requested import body_of
from .verdicts import absent, accepted, ambiguous

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from flowroute_api.models import NumberDocument, ProvisioningTaskDocument

    from .errors import OutcomeUnknown
    from .verdicts import Resolution


def asked_for(unknown: OutcomeUnknown) -> tuple[bool, tuple[str, ...]]:
    """Return whether messages were to be turned on, and for which numbers."""
    body = body_of(unknown)
    return body["action"] == "enable", tuple(body["numbers"])


def task_ids(document: NumberDocument) -> set[str]:
    """Return the ids of the tasks that the details of a number include."""
    listed: Iterable[Any] = members(document).get("included") or ()
    resources = [
        cast("dict[str, Any]", resource) for resource in listed if isinstance(resource, dict)
    ]
    return {
        str(resource["id"])
        for resource in resources
        if "provision" in str(resource.get("type")) and resource.get("id")
    }


def of_exactly(
    numbers: Iterable[str], document: ProvisioningTaskDocument, number: str, *, as_asked: bool
) -> Resolution | None:
    """Return the verdict if the task in *document* is of these numbers, and does what was asked.

    A task does not say whether it turns messages on or off. *number*, one of its own, shows it: it
    is not yet *as_asked* while the task is going on, and is so once the task has succeeded.
    """
    task = ProvisioningTask.from_document(document)
    if {*task.successful, *task.processing, *task.failed} != set(numbers):
        return None
    if number not in (task.successful if as_asked else task.processing):
        return None
    return accepted(task.id, "a task of exactly these numbers", document)


def judge_task(
    unknown: OutcomeUnknown, states: Mapping[str, bool], tasks: Iterable[str], now: datetime
) -> Resolution:
    """Return what there is to say where no task is of exactly the numbers of the call.

    *states* has of each number on the account whether messages are on or off for it, as they were
    to be. *tasks* are the ids of those that any of them is in.
    """
    wanted, numbers = asked_for(unknown)
    seen = tuple(tasks)
    if seen:
        why = "there are tasks of some of these numbers, which may be of this call or of another"
        return ambiguous(seen, why)
    if len(states) == len(numbers) and all(states.values()):
        state = "on" if wanted else "off"
        why = f"messages are {state} for all of these numbers, by this call or as they were before"
        return ambiguous((), why)
    if any(states.values()):
        return ambiguous((), "messages are as asked for on some of these numbers, not on all")
    return absent(unknown.ended, now, "a task of these numbers")
