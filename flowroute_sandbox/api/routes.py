"""Inbound voice routes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.api import edge_strategies, route_values
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.errors import (
    BUILT_IN_ROUTE,
    DUPLICATE_ROUTE,
    NOT_ON_ACCOUNT,
    ROUTE_IN_USE,
    Refused,
)
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import Document, json_response, no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import ALIAS_TAKEN, NO_SUCH_EDGE, NOT_A_ROUTE_TYPE
from flowroute_sandbox.state.entities import RouteRow

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response

BUILT_IN = "0"


@route("POST", "/v2/routes")
def create_an_inbound_route(context: Context) -> Response:
    """201 with the new route, which the account does not have yet, under an alias of its own."""
    body = context.body()
    body.check_type("route")
    new = _read(context, Fields(body), None)
    new = replace(new, id=context.ids.numeric("route", context.account.count("route")))
    context.account.routes.put(new)
    return json_response(_document(context, new), 201)


@route("GET", "/v2/routes")
def list_inbound_routes(context: Context) -> Response:
    """200 with the routes in the order of their ids, the built-in one first."""
    query = context.query()
    page = paging.page(query, maximum=200, strict=context.strict)
    filters = {name: query[name] for name in ("route_type",) if name in query}
    # Assumed: list-order-routes
    rows, more = page.cut(
        row
        for row in sorted(context.account.routes, key=lambda row: int(row.id))
        if row.route_type == filters.get("route_type", row.route_type)
    )
    links = page.links(context.url("/v2/routes"), filters, more=more)
    return json_response({"data": [resource(context, row) for row in rows], "links": links})


@route("GET", "/v2/routes/{route_id}")
def look_up_route(context: Context) -> Response:
    """200 with one route: the page that every route's own link points to."""
    return json_response(_document(context, _route(context)))


@route("PATCH", "/v2/routes/{route_id}")
def update_route(context: Context) -> Response:
    """200 with the route as it is now; what the body leaves out stays."""
    old = _route(context)
    body = context.body()
    body.check_type("route")
    if old.id == BUILT_IN:
        raise Refused(BUILT_IN_ROUTE)
    new = _read(context, Fields(body), old)
    context.account.routes.put(new)
    return json_response(_document(context, new))


@route("DELETE", "/v2/routes/{route_id}")
def delete_route(context: Context) -> Response:
    """204, unless a number still uses the route."""
    old = _route(context)
    if old.id == BUILT_IN:
        raise Refused(BUILT_IN_ROUTE)
    if any(old.id in {row.primary_route, row.failover_route} for row in context.account.numbers):
        raise Refused(ROUTE_IN_USE)
    context.account.routes.drop(old.id)
    return no_content()


def resource(context: Context, row: RouteRow) -> Document:
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
        "links": {"self": context.url(f"/v2/routes/{row.id}")},
    }


def _document(context: Context, row: RouteRow) -> Document:
    shown = resource(context, row)
    return {"data": shown, "links": shown["links"]}


def _route(context: Context) -> RouteRow:
    row = context.account.routes.get(context.path["route_id"])
    if row is None:
        raise Refused(NOT_ON_ACCOUNT)
    return row


def _read(context: Context, fields: Fields, old: RouteRow | None) -> RouteRow:
    """Return the route the body describes; what it leaves out is as in `old`, if there is one."""
    alias = fields.required("alias", old.alias if old else None)
    route_type = fields.required("route_type", old.route_type if old else None)
    value = fields.required("value", old.value if old else None)
    # The official Python SDK's demo spells the field without _id and puts the number in quotes.
    edge_field = "edge_strategy" if fields.sent("edge_strategy") else "edge_strategy_id"
    edge = fields.integer(edge_field)
    if old is not None and not fields.sent(edge_field):
        edge = old.edge_strategy_id
    elif edge is not None and edge not in edge_strategies.IDS:
        fields.wrong(edge_field, NO_SUCH_EDGE)
    new = RouteRow(old.id if old else "", alias, route_type, value, edge)
    # Assumed: duplicate-route
    duplicate = old is None and any(_alike(new, row) for row in context.account.routes)
    taken = any(row.alias == alias and row != old for row in context.account.routes)
    if taken and not duplicate:
        fields.wrong("alias", ALIAS_TAKEN)
    if route_type and route_type not in route_values.RULES:
        fields.wrong("route_type", NOT_A_ROUTE_TYPE)
    elif route_type and value and not route_values.RULES[route_type](value):
        fields.wrong("value", route_values.EXPECTED[route_type])
    fields.check()
    if duplicate:
        raise Refused(DUPLICATE_ROUTE)
    return new


def _alike(row: RouteRow, other: RouteRow) -> bool:
    """Return whether two routes lead to the same place by the same edge, under any alias."""
    return row.value == other.value and row == replace(other, id=row.id, alias=row.alias)
