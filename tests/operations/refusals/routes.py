"""Refused calls of the methods for routes."""

from __future__ import annotations

from flowroute_ext import Forbidden, NotFound, Route, RouteInUse, Unprocessable
from operations.expected import NUMBER, OTHER
from operations.refusals.refusal import MISSING, ROUTE, Refusal

PBX = Route.host("sip.example.com", alias="PBX")

ROUTES = (
    Refusal(lambda f: f.routes.create(PBX), Forbidden, "create_an_inbound_route"),
    Refusal(
        lambda f: f.routes.create(Route.number(OTHER, alias="PBX")),
        Unprocessable,
        "create_an_inbound_route",
        {"data.attributes.alias"},
    ),
    Refusal(
        lambda f: f.routes.create(Route.number(OTHER, alias="A", edge_strategy=99)),
        Unprocessable,
        "create_an_inbound_route",
        {"data.attributes.edge_strategy_id"},
    ),
    Refusal(
        lambda f: f.routes.update(ROUTE, Route.number(OTHER, alias="sip-reg")),
        Unprocessable,
        "update_route",
        {"data.attributes.alias"},
    ),
    Refusal(lambda f: f.routes.update(MISSING, PBX), NotFound, "update_route"),
    Refusal(lambda f: f.routes.update(0, PBX), Forbidden, "update_route"),
    Refusal(lambda f: f.routes.delete(ROUTE), RouteInUse, "delete_route"),
    Refusal(lambda f: f.routes.delete(MISSING), NotFound, "delete_route"),
    Refusal(lambda f: f.routes.delete("0"), Forbidden, "delete_route"),
    Refusal(lambda f: f.routes.set_primary(OTHER, ROUTE), NotFound, "update_primary_voice_route"),
    Refusal(
        lambda f: f.routes.set_primary(NUMBER, MISSING), NotFound, "update_primary_voice_route"
    ),
    Refusal(lambda f: f.routes.set_failover(OTHER, ROUTE), NotFound, "update_failover_voice_route"),
    Refusal(
        lambda f: f.routes.set_failover(NUMBER, MISSING), NotFound, "update_failover_voice_route"
    ),
    Refusal(lambda f: f.routes.clear_primary(OTHER), NotFound, "remove_primary_voice_route"),
    Refusal(lambda f: f.routes.clear_failover(OTHER), NotFound, "remove_failover_voice_route"),
)
