"""`parse`: the event in the body of a webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .._base.frames import clears_frames
from .documents import decoded
from .events import StatusChange, UnknownEvent, change_of, unknown_event
from .messages import InboundMessage, message_of
from .receipts import DeliveryReceipt, receipt_of
from .resources import Resource, resource_of, text

if TYPE_CHECKING:
    from collections.abc import Mapping

Event: TypeAlias = InboundMessage | DeliveryReceipt | StatusChange | UnknownEvent

# What a receipt has, and a message has not.
OF_RECEIPTS = frozenset({"level", "status_code", "status_code_description"})


@clears_frames
def parse(body: bytes | bytearray | memoryview | str | Mapping[str, object]) -> Event:
    """Return the event in *body*, the body of a request, or its JSON decoded already.

    Versions 2, 2.1 and 2.2 of messages and receipts are read, and the events of ports, CDR
    exports and provisioning. What Flowroute does not document is an `UnknownEvent`. Raises
    `InvalidWebhook`, and nothing else, for what is not a JSON object. Nothing that is parsed is
    proven to be from Flowroute, which does not sign its webhooks.
    """
    document = decoded(body)
    resource = resource_of(document)
    if resource.id is not None:
        if is_message(resource):
            return message_of(resource, resource.id, document)
        if is_receipt(resource):
            return receipt_of(resource, resource.id, document)
    return change_of(resource, document) or unknown_event(resource, document)


def is_message(resource: Resource) -> bool:
    """Return whether *resource* is a message that was received.

    Version 2 has no type: it is a message by its numbers, without anything of a receipt.
    """
    about = resource.attributes
    if (text(about.get("direction")) or "inbound").strip().lower() != "inbound":
        return False
    if resource.type is not None:
        return resource.type == "message"
    return {"from", "to"} <= about.keys() and not OF_RECEIPTS & about.keys()


def is_receipt(resource: Resource) -> bool:
    """Return whether *resource* is a delivery receipt."""
    if resource.type is not None:
        return resource.type == "delivery_receipt"
    return "status" in resource.attributes and bool(OF_RECEIPTS & resource.attributes.keys())
