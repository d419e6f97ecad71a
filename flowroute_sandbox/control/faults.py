"""Faults to come, and the requests that came, under /_sandbox/."""

from __future__ import annotations

import difflib
from dataclasses import asdict
from typing import TYPE_CHECKING

from flowroute_sandbox.faults.kinds import KINDS, Fault
from flowroute_sandbox.http.answers import Document, answer, no_content
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import (
    NO_SUCH_FAULT,
    NO_SUCH_OPERATION,
    NOT_TIMED,
    TOO_SMALL,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flowroute_sandbox.api.call import Call
    from flowroute_sandbox.http.messages import Response


@route("POST", "/_sandbox/faults")
def arm_fault(call: Call) -> Response:
    """201 with the id of a fault that strikes the `nth` call from now, and `times` in a row.

    Those of one `operation` count, or all calls of the API.
    """
    fields = Fields(call.body())
    name = _named(fields, KINDS)
    operation = _operation(fields, call.traffic.operations)
    nth, times = _count(fields, "nth"), _count(fields, "times")
    seconds = fields.amount("seconds")
    kind = KINDS.get(name)
    if kind and not kind.timed and seconds is not None:
        timed = ", ".join(each for each in KINDS if KINDS[each].timed)
        fields.wrong("seconds", NOT_TIMED.format(name=name, names=timed))
    fields.check()
    if kind and seconds is None:
        seconds = kind.seconds
    return answer({"id": call.traffic.arm(Fault(name, operation, nth, times, seconds))}, 201)


@route("GET", "/_sandbox/faults")
def list_faults(call: Call) -> Response:
    """200 with every fault armed since the start, and the calls it struck."""
    return answer({"faults": [_shown(fault) for fault in call.traffic.faults()]})


@route("DELETE", "/_sandbox/faults")
def clear_faults(call: Call) -> Response:
    """204: no fault is armed, and none is told of."""
    call.traffic.clear_faults()
    return no_content()


@route("GET", "/_sandbox/requests")
def count_requests(call: Call) -> Response:
    """200 with the number of requests of the API since the start, by operation.

    Whatever was answered counts, and what a fault struck, unless the connection was refused.
    What Flowroute does not have is "unknown".
    """
    requests = call.traffic.requests
    return answer({"total": requests.total(), "operations": dict(sorted(requests.items()))})


def _named(fields: Fields, names: Iterable[str]) -> str:
    name = fields.required("name")
    if name.strip() and name not in names:
        fields.wrong("name", NO_SUCH_FAULT.format(name=name, names=", ".join(names)))
    return name


def _operation(fields: Fields, operations: Iterable[str]) -> str | None:
    operation = fields.optional("operation")
    if operation is not None and operation not in operations:
        near = difflib.get_close_matches(operation, operations) or operations
        text = NO_SUCH_OPERATION.format(operation=operation, operations=", ".join(sorted(near)))
        fields.wrong("operation", text)
    return operation


def _count(fields: Fields, name: str) -> int:
    count = fields.integer(name)
    if count is not None and count < 1:
        fields.wrong(name, TOO_SMALL.format(minimum=1))
    return 1 if count is None else count


def _shown(fault: Fault) -> Document:
    hits = [{**asdict(hit), "at": hit.at.isoformat()} for hit in fault.hits]
    return {**asdict(fault), "hits": hits}
