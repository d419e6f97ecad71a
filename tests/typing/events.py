"""The events of webhooks, as type checkers see them. Checked, and never run."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, assert_never, assert_type

from flowroute_ext import AsyncFlowroute, Flowroute, webhooks
from flowroute_ext.types import Media, MessageStatus, MessageType, PriceDetails
from flowroute_ext.webhooks import (
    DeliveryReceipt,
    Event,
    InboundMessage,
    Keyword,
    MessageState,
    NumberKind,
    StatusChange,
    UnknownEvent,
)


def bodies(body: bytes, view: memoryview, text: str, decoded: dict[str, Any]) -> None:
    assert_type(webhooks.parse(body), Event)
    assert_type(webhooks.parse(bytearray(body)), Event)
    assert_type(webhooks.parse(view), Event)
    assert_type(webhooks.parse(text), Event)
    assert_type(webhooks.parse(decoded), Event)


def every_event(event: Event) -> str:
    assert_type(event.key, str)
    assert_type(event.raw, dict[str, Any])
    match event:
        case InboundMessage(from_=sender, body=body, media=media):
            assert_type(sender, str)
            assert_type(body, str | None)
            assert_type(media, tuple[Media, ...])
            return event.id
        case DeliveryReceipt(message_id=message_id, level=2, status=status):
            assert_type(status, MessageStatus | str | None)
            return message_id
        case DeliveryReceipt():
            return event.message_id
        case StatusChange(resource_type="portorders", resource_id=order):
            assert_type(order, str)
            return order
        case StatusChange():
            return event.resource_id
        case UnknownEvent(raw=raw):
            return str(raw["data"])
        case _:
            assert_never(event)


def by_kind(event: Event) -> str:
    if event.kind == "message":
        assert_type(event.kind, Literal["message"])
        return event.id
    if event.kind == "receipt":
        return event.message_id
    return event.kind


def message(event: InboundMessage) -> None:
    assert_type(event.timestamp, datetime | None)
    assert_type(event.message_type, MessageType | str | None)
    assert_type(event.encoding, int | None)
    assert_type(event.cost, Decimal | None)
    assert_type(event.price, PriceDetails | None)
    assert_type(event.from_kind, NumberKind)
    assert_type(event.keyword, Keyword | None)
    if event.keyword in ("STOP", "STOPALL"):
        assert_type(event.is_mms, bool)


def receipt(event: DeliveryReceipt, flowroute: Flowroute, body: bytes) -> None:
    flowroute.messages.record_receipt("order-17", event)
    flowroute.messages.record_receipt("order-17", body)
    assert_type(event.code, int | str | None)
    assert_type(event.state, MessageState | None)
    assert_type(event.is_final, bool)


def answer(flowroute: Flowroute, event: InboundMessage) -> None:
    flowroute.messages.send(to=event.from_, from_=event.to, body="Thanks")


async def async_answer(flowroute: AsyncFlowroute, event: InboundMessage) -> None:
    await flowroute.messages.send(to=event.from_, from_=event.to, body="Thanks")
