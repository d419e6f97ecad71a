"""Calls of the methods for routes."""

from __future__ import annotations

from ext.calls.call import NUMBER, RELATED, Call, page

from flowroute_ext import Route

PBX = Route.host("sip.example.com", alias="PBX", edge_strategy=3)
ROUTE = {
    "type": "route",
    "attributes": {
        "route_type": "host",
        "value": "sip.example.com",
        "alias": "PBX",
        "edge_strategy_id": 3,
    },
}
ROUTES = (
    Call(
        lambda flowroute: flowroute.routes.create(PBX),
        "create_an_inbound_route",
        "POST",
        "/v2/routes",
        body={"data": ROUTE},
    ),
    Call(
        lambda flowroute: flowroute.routes.list(route_type="host"),
        "list_inbound_routes",
        "GET",
        "/v2/routes",
        page(200, route_type="host"),
    ),
    Call(
        lambda flowroute: flowroute.routes.update(83834, PBX),
        "update_route",
        "PATCH",
        "/v2/routes/83834",
        body={"data": ROUTE},
    ),
    Call(
        lambda flowroute: flowroute.routes.delete("83834"),
        "delete_route",
        "DELETE",
        "/v2/routes/83834",
    ),
    Call(
        lambda flowroute: flowroute.routes.edge_strategies(),
        "list_edge_strategies",
        "GET",
        "/v2/routes/edge_strategies",
    ),
    Call(
        lambda flowroute: flowroute.routes.set_primary(NUMBER, "83834"),
        "update_primary_voice_route",
        "PATCH",
        f"{RELATED}/primary_route",
        body={"data": {"type": "route", "id": "83834"}},
    ),
    Call(
        lambda flowroute: flowroute.routes.set_failover(NUMBER, 0),
        "update_failover_voice_route",
        "PATCH",
        f"{RELATED}/failover_route",
        body={"data": {"type": "route", "id": "0"}},
    ),
    Call(
        lambda flowroute: flowroute.routes.clear_primary(NUMBER),
        "remove_primary_voice_route",
        "DELETE",
        f"{RELATED}/primary_route",
    ),
    Call(
        lambda flowroute: flowroute.routes.clear_failover(NUMBER),
        "remove_failover_voice_route",
        "DELETE",
        f"{RELATED}/failover_route",
    ),
)
