"""Routes: where the calls to a number go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_ext import Route

if TYPE_CHECKING:
    from flowroute_ext import Flowroute, Number, RouteRecord
    from flowroute_ext.types import EdgeStrategy


def edges(flowroute: Flowroute) -> tuple[EdgeStrategy, ...]:
    """List where calls can leave Flowroute's network."""
    return flowroute.routes.edge_strategies()


def route(flowroute: Flowroute, edges: tuple[EdgeStrategy, ...]) -> RouteRecord:
    """A route to a host of yours, by the edge that is nearest."""
    pbx = Route.host("sip.example.com:5060", alias="Demo PBX", edge_strategy=edges[0])
    return flowroute.routes.create(pbx)


def routes(flowroute: Flowroute) -> list[RouteRecord]:
    """The routes of the account; the one with id 0 is there from the beginning."""
    return list(flowroute.routes.list(limit=3))


def moved(flowroute: Flowroute, route: RouteRecord) -> RouteRecord:
    """Point the route somewhere else."""
    desk = Route.uri("sip:desk@sip.example.com", alias="Demo desk", transport="tls")
    return flowroute.routes.update(route, desk)


def set_primary(flowroute: Flowroute, number: Number, route: RouteRecord) -> None:
    """Send the calls to the number by this route."""
    flowroute.routes.set_primary(number, route)


def set_failover(flowroute: Flowroute, number: Number) -> None:
    """And by the built-in one when that fails."""
    flowroute.routes.set_failover(number, "0")


def clear_failover(flowroute: Flowroute, number: Number) -> None:
    """Leave the number without a failover route."""
    flowroute.routes.clear_failover(number)


def clear_primary(flowroute: Flowroute, number: Number) -> None:
    """And without a primary one."""
    flowroute.routes.clear_primary(number)


def delete(flowroute: Flowroute, route: RouteRecord) -> None:
    """Take the route off the account."""
    flowroute.routes.delete(route)
