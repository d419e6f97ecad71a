"""Routes: where the calls of a number go."""

from __future__ import annotations

from flowroute_ext import NotFound, Route, RouteInUse

from .registry import FROM, TO, ScenarioContext, scenario

HOST = Route.host("sip.example.com", alias="Office")
MOBILE = Route.number(TO, alias="Mobile")


@scenario("routes/create", {"value": "sip.example.com", "alias": "Office"})
def create(context: ScenarioContext) -> None:
    """Creates a route to a host."""
    context.flowroute.routes.create(HOST)


@scenario("routes/list")
def list_routes(context: ScenarioContext) -> None:
    """Lists the built-in route and one to a host."""
    with context.unrecorded_requests():
        context.flowroute.routes.create(HOST)
    list(context.flowroute.routes.list())


@scenario("routes/update", {"value": "pbx.example.com", "alias": "Office"})
def update(context: ScenarioContext) -> None:
    """Lets a route lead to another host."""
    with context.unrecorded_requests():
        route = context.flowroute.routes.create(HOST)
    context.parameters["id"] = route.id
    context.flowroute.routes.update(route, Route.host("pbx.example.com", alias="Office"))


@scenario("routes/delete")
def delete(context: ScenarioContext) -> None:
    """Deletes a route; a second time there is nothing to delete."""
    with context.unrecorded_requests():
        route = context.flowroute.routes.create(HOST)
    context.parameters["id"] = route.id
    context.flowroute.routes.delete(route)
    with context.refused(NotFound):
        context.flowroute.routes.delete(route)


@scenario("routes/delete-in-use")
def delete_in_use(context: ScenarioContext) -> None:
    """Wants to delete a route that a number still uses."""
    context.add_numbers()
    with context.unrecorded_requests():
        route = context.flowroute.routes.create(HOST)
        context.flowroute.routes.set_primary(FROM, route)
    context.parameters["id"] = route.id
    with context.refused(RouteInUse):
        context.flowroute.routes.delete(route)


@scenario("routes/edge-strategies")
def edge_strategies(context: ScenarioContext) -> None:
    """Lists the edge strategies that a route may have."""
    context.flowroute.routes.edge_strategies()


@scenario(
    "routes/first-route-and-failover",
    {"number": FROM, "value": "sip.example.com", "alias": "Office", "failover": TO},
)
def first_route_and_failover(context: ScenarioContext) -> None:
    """Creates a route to a host and one to a mobile, and has a number use both."""
    context.add_numbers()
    routes = context.flowroute.routes
    routes.set_primary(FROM, routes.create(HOST))
    routes.set_failover(FROM, routes.create(MOBILE))
    context.flowroute.numbers.get(FROM)


@scenario("routes/clear", {"number": FROM})
def clear(context: ScenarioContext) -> None:
    """Takes the failover route and then the primary route off a number."""
    context.add_numbers()
    routes = context.flowroute.routes
    with context.unrecorded_requests():
        routes.set_primary(FROM, routes.create(HOST))
        routes.set_failover(FROM, routes.create(MOBILE))
    routes.clear_failover(FROM)
    routes.clear_primary(FROM)
    context.flowroute.numbers.get(FROM)
