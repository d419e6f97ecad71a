"""Inbound voice routes, and the numbers that use them."""

from __future__ import annotations

import pytest

from flowroute_ext import (
    AsyncFlowroute,
    Forbidden,
    NotFound,
    Route,
    RouteInUse,
    RouteRecord,
    Unprocessable,
)
from flowroute_ext.types import EdgeStrategy
from operations.control import Control
from operations.expected import BUILT_IN, NUMBER, OTHER, number

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


@pytest.mark.anyio
@pytest.mark.proves("create_an_inbound_route", "list_inbound_routes")
async def test_a_new_route(flowroute: AsyncFlowroute, account: Control) -> None:
    """A created route has an id, and is listed after the built-in one."""
    assert await flowroute.routes.create(PBX) == PBX_RECORD
    assert await flowroute.routes.create(MOBILE) == MOBILE_RECORD

    listed = [one async for one in flowroute.routes.list()]
    assert listed == [BUILT_IN, PBX_RECORD, MOBILE_RECORD]
    assert [one async for one in flowroute.routes.list(limit=2)] == [BUILT_IN, PBX_RECORD]
    assert [one async for one in flowroute.routes.list(route_type="host")] == [PBX_RECORD]


@pytest.mark.anyio
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
async def test_every_kind_of_route(flowroute: AsyncFlowroute, route: Route) -> None:
    """Flowroute accepts every kind of `Route`, and keeps it unchanged."""
    created = await flowroute.routes.create(route)

    strategy = None if route.edge_strategy_id is None else str(route.edge_strategy_id)
    assert created == RouteRecord(
        "100001", route.route_type, route.value, route.alias, strategy, None
    )


@pytest.mark.anyio
@pytest.mark.proves("update_route", "list_inbound_routes")
async def test_an_update(flowroute: AsyncFlowroute, account: Control) -> None:
    """A route has the values it was changed to, and keeps its edge strategy if none is given."""
    record = await flowroute.routes.create(PBX)

    changed = await flowroute.routes.update(record, Route.uri("sip:a@example.com", alias="New"))

    assert changed == RouteRecord("100001", "uri", "sip:a@example.com", "New", "4", None)
    assert [one async for one in flowroute.routes.list()] == [BUILT_IN, changed]


@pytest.mark.anyio
@pytest.mark.proves("delete_route")
async def test_a_deletion(flowroute: AsyncFlowroute, account: Control) -> None:
    """A deleted route is gone, and its alias is free again."""
    record = await flowroute.routes.create(PBX)
    with pytest.raises(Forbidden) as duplicate:
        await flowroute.routes.create(PBX)
    with pytest.raises(Unprocessable) as taken:
        await flowroute.routes.create(Route.number(OTHER, alias="PBX"))

    await flowroute.routes.delete(record)

    assert duplicate.value.reason == "Duplicate route."
    assert set(taken.value.fields) == {"data.attributes.alias"}
    assert [one async for one in flowroute.routes.list()] == [BUILT_IN]
    with pytest.raises(NotFound):
        await flowroute.routes.delete(record)
    assert (await flowroute.routes.create(PBX)).id == "100002"


@pytest.mark.anyio
@pytest.mark.proves("list_edge_strategies", "create_an_inbound_route")
async def test_edge_strategies(flowroute: AsyncFlowroute, account: Control) -> None:
    """Edge strategies have firewall rules, and a route takes any of them."""
    strategies = await flowroute.routes.edge_strategies()
    for one in strategies:
        route = Route.host("sip.example.com", alias=one.name, edge_strategy=one)
        assert (await flowroute.routes.create(route)).edge_strategy_id == one.id

    assert strategies[-1] == EdgeStrategy(
        id="4",
        name="US-East-VA",
        description="Data will be sent preferentially from our edge systems in North Virginia.",
        firewall_rules=("34.226.36.32/28", "34.226.36.32-34.226.36.47"),
        naptr="us-east-va.sip.flowroute.com",
        raw=None,
    )


@pytest.mark.anyio
@pytest.mark.proves(
    "update_primary_voice_route",
    "update_failover_voice_route",
    "remove_primary_voice_route",
    "remove_failover_voice_route",
)
async def test_the_routes_of_a_number(flowroute: AsyncFlowroute, account: Control) -> None:
    """The routes of a number are those that were set, in its details too."""
    account.own(NUMBER)
    pbx, mobile = await flowroute.routes.create(PBX), await flowroute.routes.create(MOBILE)

    await flowroute.routes.set_primary(NUMBER, pbx)
    await flowroute.routes.set_failover(NUMBER, mobile.id)
    both = await flowroute.numbers.get(NUMBER)
    await flowroute.routes.clear_primary(NUMBER)
    one = await flowroute.numbers.get(NUMBER)
    await flowroute.routes.clear_failover(NUMBER)
    none = await flowroute.numbers.get(NUMBER)
    await flowroute.routes.set_primary(NUMBER, 0)

    assert both == number(primary_route=PBX_RECORD, failover_route=MOBILE_RECORD)
    assert one == number(primary_route=None, failover_route=MOBILE_RECORD)
    assert none == number(primary_route=None)
    assert await flowroute.numbers.get(NUMBER) == number()


@pytest.mark.anyio
@pytest.mark.proves("delete_route", "update_failover_voice_route", "remove_failover_voice_route")
async def test_a_route_in_use(flowroute: AsyncFlowroute, account: Control) -> None:
    """A route in use cannot be deleted; when no number uses it, it can."""
    account.own(NUMBER)
    pbx = await flowroute.routes.create(PBX)
    await flowroute.routes.set_failover(NUMBER, pbx)

    with pytest.raises(RouteInUse):
        await flowroute.routes.delete(pbx)

    assert (await flowroute.numbers.get(NUMBER)).failover_route == PBX_RECORD
    await flowroute.routes.clear_failover(NUMBER)
    await flowroute.routes.delete(pbx)
    assert await flowroute.numbers.get(NUMBER) == number()
