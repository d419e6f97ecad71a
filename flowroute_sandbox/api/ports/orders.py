"""Port orders: create, list, details, update, status, cancel.

They go on by the clock; `completion` puts their numbers on the account in the end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.api.ports import bodies, files, numbers, resources
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.errors import (
    NOT_ON_ACCOUNT,
    PORT_NOT_CANCELLABLE,
    PORT_NOT_CORRECTABLE,
    PORT_NOT_SETTABLE,
    Refused,
)
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import Document, json_response
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import (
    NOT_CANCELLED,
    NOT_CHANGED_HERE,
    NOTHING_TO_CHANGE,
)
from flowroute_sandbox.state.ports.progress import CORRECTABLE, SETTABLE, at_status, planned
from flowroute_sandbox.state.ports.rows import PortDetails, PortOrderRow, PortPresets, PortStep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response

# Official texts write the American spelling as well.
CANCELLED = frozenset({"cancelled", "canceled"})


@route("POST", "/v2/portorders")
def create_a_port_order(context: Context) -> Response:
    """201 with the first of the orders that the numbers are split into, all of one group."""
    body = context.body()
    body.check_type("portorder")
    sent = Fields(body)
    asked = numbers.read(sent, "numbers", required=True)
    details = bodies.details(context, sent, None)
    presets = bodies.presets(context, sent, PortPresets())
    urls = bodies.documents(sent)
    numbers.check_portable(context, sent, "numbers", asked)
    sent.check()
    group = context.ids.numeric("port_group", context.account.count("port_group"))
    orders = create(context, group, asked, details, presets)
    for url in urls:
        files.pull(context, orders[0], url)
    # Assumed: port-order-split-answer
    return json_response({"data": resources.order(context, orders[0])}, 201)


@route("GET", "/v2/portorders")
def list_port_orders(context: Context) -> Response:
    """200 with the orders that meet every filter, the oldest first."""
    query = context.query()
    page = paging.page(query, maximum=200, strict=context.strict)
    names = ("alias", "group_id", "status")
    filters = {name: query[name] for name in names if name in query}
    wanted = filters.get("status", "").lower()
    # Assumed: list-order-ports
    rows, more = page.cut(
        row
        for row in sorted(context.account.ports, key=lambda row: int(row.id))
        if filters.get("group_id") in {None, row.group}
        and filters.get("alias") in {None, row.details.alias}
        and (not wanted or _spelt(row.status(context.now)) == _spelt(wanted))
    )
    links = page.links(context.url("/v2/portorders"), filters, more=more)
    return json_response({"data": [resources.order(context, row) for row in rows], "links": links})


@route("GET", "/v2/portorders/{order_id}")
def view_port_order_details(context: Context) -> Response:
    """200 with one order."""
    return json_response({"data": resources.order(context, find(context))})


@route("PATCH", "/v2/portorders/{order_id}")
def update_a_port_order(context: Context) -> Response:
    """200 with the order as it is now; a rejected one whose details change is in review."""
    row = find(context)
    body = context.body()
    body.check_type("portorder")
    if list(body.attributes) == ["status"]:
        # The heading of the page has this path, its example the one of the status.
        return _cancelled(context, row, Fields(body))
    sent = Fields(body)
    for name in ("numbers", "status"):
        if sent.sent(name):
            sent.wrong(name, NOT_CHANGED_HERE)
    changes_details = bool(bodies.NAMES & body.attributes.keys())
    if not changes_details and not sent.sent("presets") and "numbers" not in body.attributes:
        raise body.problems({"_schema": [NOTHING_TO_CHANGE]})
    status = row.status(context.now)
    if changes_details and status not in CORRECTABLE:
        raise Refused(PORT_NOT_CORRECTABLE)
    if status not in SETTABLE:
        raise Refused(PORT_NOT_SETTABLE)
    details = bodies.details(context, sent, row.details)
    presets = bodies.presets(context, sent, row.presets)
    sent.check()
    new = replace(row, details=details, presets=presets)
    # Assumed: port-resubmission
    if changes_details and status == "rejected":
        new = at_status(replace(new, rejection_reason=None, held=False), "review", context.now)
    else:
        new = planned(new, context.now)
    context.account.ports.put(new)
    return json_response({"data": resources.order(context, new)})


@route("GET", "/v2/portorders/{order_id}/status")
def view_port_order_status(context: Context) -> Response:
    """200 with the status of one order."""
    return json_response({"data": _state(context, find(context))})


@route("PATCH", "/v2/portorders/{order_id}/status")
def cancel_a_port_order(context: Context) -> Response:
    """200 with the status: a pending order is cancelled, a rejected one abandoned."""
    body = context.body()
    body.check_type("portorder")
    return _cancelled(context, find(context), Fields(body))


def find(context: Context) -> PortOrderRow:
    """Return the order that the path names, or raise Refused."""
    row = context.account.ports.get(context.path["order_id"])
    if row is None:
        raise Refused(NOT_ON_ACCOUNT)
    return row


def create(
    context: Context,
    group: str,
    asked: Iterable[str],
    details: PortDetails,
    presets: PortPresets,
) -> list[PortOrderRow]:
    """Put an order for the numbers of each carrier on the account, and return these orders."""
    by_carrier: dict[str, list[str]] = {}
    for number in asked:
        by_carrier.setdefault(numbers.carrier(context, number), []).append(number)
    orders: list[PortOrderRow] = []
    for carrier, of_carrier in by_carrier.items():
        count = context.account.count("port")
        row = PortOrderRow(
            context.ids.numeric("port", count),
            count,
            group,
            carrier,
            tuple(of_carrier),
            details,
            presets,
            (PortStep("pending", context.now),),
        )
        orders.append(planned(row, context.now))
        context.account.ports.put(orders[-1])
    return orders


def _cancelled(context: Context, row: PortOrderRow, sent: Fields) -> Response:
    if sent.required("status").lower() not in CANCELLED:
        sent.wrong("status", NOT_CANCELLED)
    sent.check()
    status = row.status(context.now)
    if status not in CORRECTABLE:
        raise Refused(PORT_NOT_CANCELLABLE)
    ended = "cancelled" if status == "pending" else "abandoned"
    new = at_status(row, ended, context.now)
    context.account.ports.put(new)
    return json_response({"data": _state(context, new)})


def _state(context: Context, row: PortOrderRow) -> Document:
    return {"attributes": resources.state(context, row), "id": row.id, "type": "portorder"}


def _spelt(status: str) -> str:
    return "cancelled" if status in CANCELLED else status
