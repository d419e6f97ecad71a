"""The numbers of port orders and of their groups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.api.ports import numbers, orders, resources
from flowroute_sandbox.http.errors import NOT_ON_ACCOUNT, PORT_NOT_PENDING, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import json_response
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import (
    NONE_LEFT,
    NOT_IN_ORDER,
    NOTHING_TO_CHANGE,
    OTHER_CARRIER,
)

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response


@route("PATCH", "/v2/portorders/{order_id}/relationships/numbers")
def modify_the_phone_numbers_on_a_port_order(context: Context) -> Response:
    """200 with the pending order, whose numbers are changed.

    Numbers that it has already are not added twice, and those that it has not cannot be removed.
    """
    row = orders.find(context)
    body = context.body()
    sent = Fields(body)
    added, removed = numbers.read(sent, "add"), numbers.read(sent, "remove")
    sent.check()
    if not added and not removed:
        raise body.problems({"_schema": [NOTHING_TO_CHANGE]})
    if row.status(context.now) != "pending":
        raise Refused(PORT_NOT_PENDING)
    numbers.check_portable(context, sent, "add", added, row.id)
    if foreign := [number for number in added if numbers.carrier(context, number) != row.carrier]:
        sent.wrong("add", OTHER_CARRIER.format(numbers=numbers.written(foreign)))
    # Assumed: port-numbers-again
    known = set(row.numbers)
    if unknown := [number for number in removed if number not in known and number not in added]:
        sent.wrong("remove", NOT_IN_ORDER.format(numbers=numbers.written(unknown)))
    left = tuple(number for number in dict.fromkeys((*row.numbers, *added)) if number not in removed)
    if not left:
        sent.wrong("remove", NONE_LEFT)
    sent.check()
    new = replace(row, numbers=left)
    context.account.ports.put(new)
    return json_response({"data": resources.order(context, new)})


@route("POST", "/v2/portorders/{group_id}/numbers")
def add_phone_numbers_to_a_port_order_group(context: Context) -> Response:
    """200 with the order that the first of the numbers went to.

    Each goes to the pending order of its carrier, or to a new one of the group.
    """
    group = [row for row in context.account.ports if row.group == context.path["group_id"]]
    if not group:
        raise Refused(NOT_ON_ACCOUNT)
    sent = Fields(context.body())
    added = numbers.read(sent, "add", required=True)
    numbers.check_portable(context, sent, "add", added)
    sent.check()
    pending = {row.carrier: row for row in group if row.status(context.now) == "pending"}
    fresh: list[str] = []
    for number in added:
        row = pending.get(numbers.carrier(context, number))
        if row is None:
            fresh.append(number)
        else:
            row = replace(row, numbers=(*row.numbers, number))
            pending[row.carrier] = row
            context.account.ports.put(row)
    model = group[0]
    orders.create(context, group[0].group, fresh, model.details, model.presets)
    first = next(row for row in reversed(context.account.ports) if added[0] in row.numbers)
    return json_response({"data": resources.order(context, first)})
