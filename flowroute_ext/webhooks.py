"""Webhooks: what Flowroute posts to an application, as typed values.

`parse` returns an `InboundMessage`, a `DeliveryReceipt`, a `StatusChange` or an `UnknownEvent`.
`OptOuts` has the numbers that want no messages, `FLOWROUTE_ADDRESSES` where webhooks are from.
"""

from __future__ import annotations

from ._base.reading.phones import NumberKind
from ._receiver.opt_outs import OptOuts
from ._receiver.sources import FLOWROUTE_ADDRESSES
from ._webhooks.errors import InvalidWebhook
from ._webhooks.events import StatusChange, UnknownEvent
from ._webhooks.keywords import Keyword
from ._webhooks.messages import InboundMessage
from ._webhooks.parsing import Event, parse
from ._webhooks.receipts import DeliveryReceipt
from ._webhooks.states import MessageState

__all__ = [
    "FLOWROUTE_ADDRESSES",
    "DeliveryReceipt",
    "Event",
    "InboundMessage",
    "InvalidWebhook",
    "Keyword",
    "MessageState",
    "NumberKind",
    "OptOuts",
    "StatusChange",
    "UnknownEvent",
    "parse",
]
