"""What proves that a message was accepted: a receipt of it, in whatever form it is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from .._base.problems import invalid
from .events import StatusChange, UnknownEvent
from .messages import InboundMessage
from .parsing import parse
from .receipts import DeliveryReceipt
from .resources import resource_of

if TYPE_CHECKING:
    ReceiptLike: TypeAlias = "DeliveryReceipt | Mapping[str, object] | bytes"

# All that a receipt may have where only its id is given.
OF_ID_ONLY: Final = {"id", "type", "links"}
NAMES: Final = {
    InboundMessage: "a message that was received",
    StatusChange: "the change of a status",
    UnknownEvent: "an unknown event",
}


def without_receipt(proof: object, reference: object) -> object:
    """Return the id of the message if *proof* is a receipt, or the body of one; else *proof*.

    A body may have nothing but an id. Raises `InvalidWebhook` for a body that is no webhook, and
    `InvalidValue` for one that is another, or that is in the place of the *reference*.
    """
    if proof is None and isinstance(reference, bytes | Mapping | DeliveryReceipt):
        rule, cure = "must be the one that the receipt was posted to", "give url=… with the receipt"
        raise invalid("receipt", "url", "nothing", rule=rule, cure=cure)
    event = proof
    if isinstance(proof, bytes | Mapping) or (isinstance(proof, str) and "{" in proof):
        event = parse(cast("bytes | str | Mapping[str, object]", proof))
    if isinstance(event, DeliveryReceipt):
        return event.message_id
    if isinstance(event, UnknownEvent):
        resource = resource_of(event.raw)
        if resource.id is not None and resource.members.keys() <= OF_ID_ONLY:
            return resource.id
    if not isinstance(event, InboundMessage | StatusChange | UnknownEvent):
        return event
    raise invalid(
        "receipt",
        "the receipt",
        NAMES[type(event)],
        rule="must be a delivery receipt",
        cure="pass what webhooks.parse() returns as a DeliveryReceipt, or the id of its message",
    )
