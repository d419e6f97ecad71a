"""Values and what their fields may be, as type checkers see it. Checked, and never run."""

from __future__ import annotations

from typing import assert_type

from flowroute_ext import (
    AsyncFlowroute,
    AvailableNumber,
    Callback,
    DeliveryReceipt,
    E911Record,
    Flowroute,
    MessageRecord,
    Number,
    RouteRecord,
)
from flowroute_ext.types import (
    Direction,
    MessageStatus,
    MessageType,
    NumberStatus,
    NumberType,
    Product,
    RouteKind,
    State,
)


def open_sets(
    number: Number, record: MessageRecord, receipt: DeliveryReceipt, callback: Callback
) -> None:
    assert_type(number.status, NumberStatus | str | None)
    assert_type(number.number_type, NumberType | str | None)
    assert_type(number.state, State | str | None)
    assert_type(record.direction, Direction | str | None)
    assert_type(record.status, MessageStatus | str | None)
    assert_type(record.message_type, MessageType | str | None)
    assert_type(receipt.status, MessageStatus | str | None)
    assert_type(callback.product, Product | str | None)
    if record.status == "redacted":  # a text that is not known yet
        assert_type(number.raw.id, str)


def open_sets_of_voice(route: RouteRecord, address: E911Record) -> None:
    assert_type(address.state, State | str | None)
    assert_type(route.route_type, RouteKind | str | None)


def closed_sets(flowroute: Flowroute, kind: NumberType, route: RouteKind, state: str) -> None:
    flowroute.numbers.search(number_type=kind, state=state, order_by="monthly_cost,desc")
    flowroute.routes.list(route_type=route)
    flowroute.e911s.list(state=state)


def lists(flowroute: Flowroute) -> None:
    assert_type(flowroute.numbers.search(state="WA").to_list(), list[AvailableNumber])


async def async_lists(flowroute: AsyncFlowroute) -> None:
    assert_type(await flowroute.numbers.list().to_list(), list[Number])


def plain(number: Number) -> None:
    written = number.to_dict()
    assert_type(written["value"] is None, bool)
