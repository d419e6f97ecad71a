"""Webhooks: what Flowroute posts to an application, as typed values.

`parse` returns an `InboundMessage`, a `DeliveryReceipt`, a `StatusChange` or an `UnknownEvent`.
"""

from __future__ import annotations

from ._base.reading.phones import NumberKind
from ._webhooks.errors import InvalidWebhook
from ._webhooks.events import StatusChange, UnknownEvent
from ._webhooks.keywords import Keyword
from ._webhooks.messages import InboundMessage
from ._webhooks.parsing import Event, parse
from ._webhooks.receipts import DeliveryReceipt
from ._webhooks.states import MessageState

__all__ = [
    "DeliveryReceipt",
    "Event",
    "InboundMessage",
    "InvalidWebhook",
    "Keyword",
    "MessageState",
    "NumberKind",
    "StatusChange",
    "UnknownEvent",
    "parse",
]
