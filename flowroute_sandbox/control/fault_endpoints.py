"""Arm and list faults, and count requests, under /_sandbox/."""

from __future__ import annotations

import difflib
from dataclasses import asdict
from typing import TYPE_CHECKING

from flowroute_sandbox.faults.grammar import InvalidFault, parse
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import Document, json_response, no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import (
    NO_SUCH_OPERATION,
    NOT_A_CHANCE,
    TOO_SMALL,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.faults.fault import Fault
    from flowroute_sandbox.http.messages import Response


LONGEST = 100  # characters of a name that is compared and shown


@route("POST", "/_sandbox/faults")
def arm_fault(context: Context) -> Response:
    """201 with the id of a fault that hits the `nth` request from now, and `times` in all.

    Requests of one `operation` count, or all of the API. The name may have the numbers in it,
    as in "429 @3 x2", and a chance in their place, as in "503 10% seed=7".
    """
    fields = Fields(context.body())
    name = fields.required("name")
    operation = _operation(fields, context.faults.operations)
    nth, times = _count(fields, "nth"), _count(fields, "times")
    seconds = fields.amount("seconds")
    chance = fields.amount("chance", rule=NOT_A_CHANCE)
    seed = fields.integer("seed")
    if not name.strip():
        fields.check()
    try:
        fault = parse(
            name,
            operation=operation,
            nth=nth,
            times=times,
            seconds=seconds,
            chance=chance,
            seed=seed,
        )
    except InvalidFault as invalid:
        fields.wrong(invalid.field, str(invalid))
        fields.check()
        raise
    fields.check()
    fault_id = context.faults.arm(fault)
    context.live.faults_changed()
    return json_response({"id": fault_id}, 201)


@route("GET", "/_sandbox/faults")
def list_faults(context: Context) -> Response:
    """200 with every fault armed since the start, and the requests it hit."""
    return json_response({"faults": [_shown(fault) for fault in context.faults.faults()]})


@route("DELETE", "/_sandbox/faults")
def clear_faults(context: Context) -> Response:
    """204: no fault is armed, and none is listed."""
    context.faults.clear()
    context.live.faults_changed()
    return no_content()


@route("GET", "/_sandbox/requests")
def count_requests(context: Context) -> Response:
    """200 with the number of requests of the API since the start, by operation.

    Every request counts, also one that a fault hit, unless the connection was refused. The
    operation of what Flowroute does not have is "unknown".
    """
    requests = context.faults.requests
    return json_response({"total": requests.total(), "operations": dict(sorted(requests.items()))})


def _operation(fields: Fields, operations: Iterable[str]) -> str | None:
    operation = fields.optional("operation")
    if operation is not None and operation not in operations:
        operation = operation[:LONGEST]
        near = difflib.get_close_matches(operation, operations) or operations
        text = NO_SUCH_OPERATION.format(operation=operation, operations=", ".join(sorted(near)))
        fields.wrong("operation", text)
    return operation


def _count(fields: Fields, name: str) -> int | None:
    count = fields.integer(name)
    if count is not None and count < 1:
        fields.wrong(name, TOO_SMALL.format(minimum=1))
        return None
    return count


def _shown(fault: Fault) -> Document:
    hits = [{**asdict(hit), "at": hit.at and hit.at.isoformat()} for hit in fault.hits]
    return {**asdict(fault), "hits": hits}
