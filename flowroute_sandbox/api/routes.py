"""Inbound voice routes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.api import edge_strategies as edges
from flowroute_sandbox.api import route_values
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.answers import Document, answer, no_content
from flowroute_sandbox.http.errors import BUILT_IN_ROUTE, NOT_ON_ACCOUNT, ROUTE_IN_USE, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import ALIAS_TAKEN, NO_SUCH_EDGE, NOT_A_ROUTE_TYPE
from flowroute_sandbox.state.entities import Route

if TYPE_CHECKING:
    from flowroute_sandbox.api.call import Call
    from flowroute_sandbox.http.messages import Response

BUILT_IN = "0"


@route("POST", "/v2/routes")
def create_an_inbound_route(call: Call) -> Response:
    """201 with the new route; its alias must be unique."""
    body = call.body()
    body.check_type("route")
    new = _read(call, Fields(body), None)
    new = replace(new, id=call.ids.numeric("route", call.account.count("route")))
    call.account.routes.put(new)
    return answer(_document(call, new), 201)


@route("GET", "/v2/routes")
def list_inbound_routes(call: Call) -> Response:
    """200 with the routes in the order of their ids, the built-in one first."""
    query = call.query()
    page = paging.page(query, maximum=200, strict=call.strict)
    filters = {name: query[name] for name in ("route_type",) if name in query}
    # Assumed: list-order-routes
    rows, more = page.cut(
        row
        for row in sorted(call.account.routes, key=lambda row: int(row.id))
        if row.route_type == filters.get("route_type", row.route_type)
    )
    links = page.links(call.url("/v2/routes"), filters, more=more)
    return answer({"data": [resource(call, row) for row in rows], "links": links})


@route("GET", "/v2/routes/{route_id}")
def look_up_route(call: Call) -> Response:
    """200 with one route: the page that every route's own link points to."""
    return answer(_document(call, _route(call)))


@route("PATCH", "/v2/routes/{route_id}")
def update_route(call: Call) -> Response:
    """200 with the route as it is now; what the body leaves out stays."""
    old = _route(call)
    body = call.body()
    body.check_type("route")
    if old.id == BUILT_IN:
        raise Refused(BUILT_IN_ROUTE)
    new = _read(call, Fields(body), old)
    call.account.routes.put(new)
    return answer(_document(call, new))


@route("DELETE", "/v2/routes/{route_id}")
def delete_route(call: Call) -> Response:
    """204, unless a number still uses the route."""
    old = _route(call)
    if old.id == BUILT_IN:
        raise Refused(BUILT_IN_ROUTE)
    if any(old.id in {row.primary_route, row.failover_route} for row in call.account.numbers):
        raise Refused(ROUTE_IN_USE)
    call.account.routes.drop(old.id)
    return no_content()


def resource(call: Call, row: Route) -> Document:
    """Return a route as Flowroute shows it."""
    return {
        "type": "route",
        "id": row.id,
        "attributes": {
            "alias": row.alias,
            "route_type": row.route_type,
            "value": row.value,
            "edge_strategy_id": row.edge_strategy_id,
        },
        "links": {"self": call.url(f"/v2/routes/{row.id}")},
    }


def _document(call: Call, row: Route) -> Document:
    shown = resource(call, row)
    return {"data": shown, "links": shown["links"]}


def _route(call: Call) -> Route:
    row = call.account.routes.get(call.path["route_id"])
    if row is None:
        raise Refused(NOT_ON_ACCOUNT)
    return row


def _read(call: Call, fields: Fields, old: Route | None) -> Route:
    """Return the route the body describes; what it leaves out is as in `old`, if there is one."""
    alias = fields.required("alias", old.alias if old else None)
    route_type = fields.required("route_type", old.route_type if old else None)
    value = fields.required("value", old.value if old else None)
    # The official Python SDK's demo spells the field without _id and puts the number in quotes.
    edge_field = "edge_strategy" if fields.sent("edge_strategy") else "edge_strategy_id"
    edge = fields.integer(edge_field)
    if old is not None and not fields.sent(edge_field):
        edge = old.edge_strategy_id
    elif edge is not None and edge not in edges.IDS:
        fields.wrong(edge_field, NO_SUCH_EDGE)
    if any(row.alias == alias and row != old for row in call.account.routes):
        fields.wrong("alias", ALIAS_TAKEN)
    if route_type and route_type not in route_values.RULES:
        fields.wrong("route_type", NOT_A_ROUTE_TYPE)
    elif route_type and value and not route_values.RULES[route_type](value):
        fields.wrong("value", route_values.EXPECTED[route_type])
    fields.check()
    return Route(old.id if old else "", alias, route_type, value, edge)
