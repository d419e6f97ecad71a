"""Routes: where the calls of a number go."""

from __future__ import annotations

from flowroute_ext import NotFound, Route, RouteInUse

from .stage import FROM, TO, Stage, story

HOST = Route.host("sip.example.com", alias="Office")
MOBILE = Route.number(TO, alias="Mobile")


@story("routes/create", {"value": "sip.example.com", "alias": "Office"})
def create(stage: Stage) -> None:
    """Creates a route to a host."""
    stage.flowroute.routes.create(HOST)


@story("routes/list")
def list_routes(stage: Stage) -> None:
    """Lists the built-in route and one to a host."""
    with stage.behind_the_scenes():
        stage.flowroute.routes.create(HOST)
    list(stage.flowroute.routes.list())


@story("routes/update", {"value": "pbx.example.com", "alias": "Office"})
def update(stage: Stage) -> None:
    """Lets a route lead to another host."""
    with stage.behind_the_scenes():
        route = stage.flowroute.routes.create(HOST)
    stage.parameters["id"] = route.id
    stage.flowroute.routes.update(route, Route.host("pbx.example.com", alias="Office"))


@story("routes/delete")
def delete(stage: Stage) -> None:
    """Deletes a route; a second time there is nothing to delete."""
    with stage.behind_the_scenes():
        route = stage.flowroute.routes.create(HOST)
    stage.parameters["id"] = route.id
    stage.flowroute.routes.delete(route)
    with stage.refused(NotFound):
        stage.flowroute.routes.delete(route)


@story("routes/delete-in-use")
def delete_in_use(stage: Stage) -> None:
    """Wants to delete a route that a number still uses."""
    stage.own()
    with stage.behind_the_scenes():
        route = stage.flowroute.routes.create(HOST)
        stage.flowroute.routes.set_primary(FROM, route)
    stage.parameters["id"] = route.id
    with stage.refused(RouteInUse):
        stage.flowroute.routes.delete(route)


@story("routes/edge-strategies")
def edge_strategies(stage: Stage) -> None:
    """Lists the edge strategies that a route may have."""
    stage.flowroute.routes.edge_strategies()


@story(
    "routes/first-route-and-failover",
    {"number": FROM, "value": "sip.example.com", "alias": "Office", "failover": TO},
)
def first_route_and_failover(stage: Stage) -> None:
    """Creates a route to a host and one to a mobile, and has a number use both."""
    stage.own()
    routes = stage.flowroute.routes
    routes.set_primary(FROM, routes.create(HOST))
    routes.set_failover(FROM, routes.create(MOBILE))
    stage.flowroute.numbers.get(FROM)


@story("routes/clear", {"number": FROM})
def clear(stage: Stage) -> None:
    """Takes the failover route and then the primary route off a number."""
    stage.own()
    routes = stage.flowroute.routes
    with stage.behind_the_scenes():
        routes.set_primary(FROM, routes.create(HOST))
        routes.set_failover(FROM, routes.create(MOBILE))
    routes.clear_failover(FROM)
    routes.clear_primary(FROM)
    stage.flowroute.numbers.get(FROM)
