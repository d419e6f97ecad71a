"""The types of a receiver of webhooks, and of its handlers."""

from __future__ import annotations

from typing import assert_type

from flowroute_ext import AsyncFlowroute, Flowroute, Outbox, WebhookReceiver
from flowroute_ext.types import ReceiverCounts, SetAsideEvent, WebhookResponse
from flowroute_ext.webhooks import (
    DeliveryReceipt,
    Event,
    InboundMessage,
    StatusChange,
    UnknownEvent,
)

receiver = WebhookReceiver("inbox.db", secret=["new", "old"], outbox=Outbox("campaign.db"))


@receiver.on_message
async def answer(message: InboundMessage, flowroute: AsyncFlowroute) -> None: ...


@receiver.on_message
def log(message: InboundMessage) -> int:
    return 1


@receiver.on_receipt
def note(receipt: DeliveryReceipt, flowroute: Flowroute) -> None: ...


@receiver.on_receipt(late=True)
async def all_receipts(receipt: DeliveryReceipt) -> None: ...


@receiver.on_status_change
def change(event: StatusChange) -> None: ...


@receiver.on_unknown
def other(event: UnknownEvent) -> None: ...


assert_type(log(next(iter(()))), int)
assert_type(receiver.handle("POST", "/", {"a": "b"}, b""), WebhookResponse)
assert_type(receiver.counts(), ReceiverCounts)
assert_type(receiver.set_aside(), list[SetAsideEvent])
assert_type(receiver.latest_receipt("mdr2-1"), DeliveryReceipt | None)
assert_type(receiver.run_pending(), int)
for event in receiver.events("message", wait=False):
    assert_type(event, Event)


async def in_a_loop() -> None:
    async with receiver:
        assert_type(await receiver.ahandle("POST", "/", [("a", "b")], b""), WebhookResponse)
        async for event in receiver.aevents():
            assert_type(event, Event)
