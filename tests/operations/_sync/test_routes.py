# Written by scripts/unasync.py from tests/operations/_async/test_routes.py. Do not edit.
"""Inbound voice routes, and the numbers that use them."""

from __future__ import annotations

import pytest
from operations.control import Control
from operations.expected import BUILT_IN, NUMBER, OTHER, number

from flowroute_ext import (
    Flowroute,
    Forbidden,
    NotFound,
    Route,
    RouteInUse,
    RouteRecord,
    Unprocessable,
)
from flowroute_ext.types import EdgeStrategy

PBX = Route.host("sip.example.com:5060", alias="PBX", transport="tls", edge_strategy=4)
PBX_RECORD = RouteRecord(
    id="100001",
    route_type="host",
    value="sip.example.com:5060;transport=tls",
    alias="PBX",
    edge_strategy_id="4",
    raw=None,
)
MOBILE = Route.number("+1 206 555 0143", alias="Mobile")
MOBILE_RECORD = RouteRecord("100002", "number", "12065550143", "Mobile", None, None)


@pytest.mark.proves("create_an_inbound_route", "list_inbound_routes")
def test_a_new_route(flowroute: Flowroute, account: Control) -> None:
    """A created route has an id, and is listed after the built-in one."""
    assert flowroute.routes.create(PBX) == PBX_RECORD
    assert flowroute.routes.create(MOBILE) == MOBILE_RECORD

    listed = [one for one in flowroute.routes.list()]
    assert listed == [BUILT_IN, PBX_RECORD, MOBILE_RECORD]
    assert [one for one in flowroute.routes.list(limit=2)] == [BUILT_IN, PBX_RECORD]
    assert [one for one in flowroute.routes.list(route_type="host")] == [PBX_RECORD]


@pytest.mark.proves("create_an_inbound_route")
@pytest.mark.parametrize(
    "route",
    [
        Route.host("192.0.2.7", alias="A"),
        Route.host("sip.example.com;transport=udp;weight=10", alias="B"),
        Route.number("206-555-0143", alias="C", weight=20),
        Route.uri("sip:pbx@example.com:5060;transport=tcp", alias="D", weight=30),
        Route.uri("sips:1206@example.com", alias="E", edge_strategy="1"),
    ],
    ids=lambda route: route.value,
)
def test_every_kind_of_route(flowroute: Flowroute, route: Route) -> None:
    """Flowroute accepts every kind of `Route`, and keeps it unchanged."""
    created = flowroute.routes.create(route)

    strategy = None if route.edge_strategy_id is None else str(route.edge_strategy_id)
    assert created == RouteRecord(
        "100001", route.route_type, route.value, route.alias, strategy, None
    )


@pytest.mark.proves("update_route", "list_inbound_routes")
def test_an_update(flowroute: Flowroute, account: Control) -> None:
    """A route has the values it was changed to, and keeps its edge strategy if none is given."""
    record = flowroute.routes.create(PBX)

    changed = flowroute.routes.update(record, Route.uri("sip:a@example.com", alias="New"))

    assert changed == RouteRecord("100001", "uri", "sip:a@example.com", "New", "4", None)
    assert [one for one in flowroute.routes.list()] == [BUILT_IN, changed]


@pytest.mark.proves("delete_route")
def test_a_deletion(flowroute: Flowroute, account: Control) -> None:
    """A deleted route is gone, and its alias is free again."""
    record = flowroute.routes.create(PBX)
    with pytest.raises(Forbidden) as duplicate:
        flowroute.routes.create(PBX)
    with pytest.raises(Unprocessable) as taken:
        flowroute.routes.create(Route.number(OTHER, alias="PBX"))

    flowroute.routes.delete(record)

    assert duplicate.value.reason == "Duplicate route."
    assert set(taken.value.fields) == {"data.attributes.alias"}
    assert [one for one in flowroute.routes.list()] == [BUILT_IN]
    with pytest.raises(NotFound):
        flowroute.routes.delete(record)
    assert (flowroute.routes.create(PBX)).id == "100002"


@pytest.mark.proves("list_edge_strategies", "create_an_inbound_route")
def test_edge_strategies(flowroute: Flowroute, account: Control) -> None:
    """Edge strategies have firewall rules, and a route takes any of them."""
    strategies = flowroute.routes.edge_strategies()
    for one in strategies:
        route = Route.host("sip.example.com", alias=one.name, edge_strategy=one)
        assert (flowroute.routes.create(route)).edge_strategy_id == one.id

    assert strategies[-1] == EdgeStrategy(
        id="4",
        name="US-East-VA",
        description="Data will be sent preferentially from our edge systems in North Virginia.",
        firewall_rules=("34.226.36.32/28", "34.226.36.32-34.226.36.47"),
        naptr="us-east-va.sip.flowroute.com",
        raw=None,
    )


@pytest.mark.proves(
    "update_primary_voice_route",
    "update_failover_voice_route",
    "remove_primary_voice_route",
    "remove_failover_voice_route",
)
def test_the_routes_of_a_number(flowroute: Flowroute, account: Control) -> None:
    """The routes of a number are those that were set, in its details too."""
    account.own(NUMBER)
    pbx, mobile = flowroute.routes.create(PBX), flowroute.routes.create(MOBILE)

    flowroute.routes.set_primary(NUMBER, pbx)
    flowroute.routes.set_failover(NUMBER, mobile.id)
    both = flowroute.numbers.get(NUMBER)
    flowroute.routes.clear_primary(NUMBER)
    one = flowroute.numbers.get(NUMBER)
    flowroute.routes.clear_failover(NUMBER)
    none = flowroute.numbers.get(NUMBER)
    flowroute.routes.set_primary(NUMBER, 0)

    assert both == number(primary_route=PBX_RECORD, failover_route=MOBILE_RECORD)
    assert one == number(primary_route=None, failover_route=MOBILE_RECORD)
    assert none == number(primary_route=None)
    assert flowroute.numbers.get(NUMBER) == number()


@pytest.mark.proves("delete_route", "update_failover_voice_route", "remove_failover_voice_route")
def test_a_route_in_use(flowroute: Flowroute, account: Control) -> None:
    """A route in use cannot be deleted; when no number uses it, it can."""
    account.own(NUMBER)
    pbx = flowroute.routes.create(PBX)
    flowroute.routes.set_failover(NUMBER, pbx)

    with pytest.raises(RouteInUse):
        flowroute.routes.delete(pbx)

    assert (flowroute.numbers.get(NUMBER)).failover_route == PBX_RECORD
    flowroute.routes.clear_failover(NUMBER)
    flowroute.routes.delete(pbx)
    assert flowroute.numbers.get(NUMBER) == number()
