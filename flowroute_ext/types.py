"""Types for annotations: options, listings, and less common values."""

from __future__ import annotations

from ._async.paging import AsyncListing
from ._base.clock import Clock
from ._base.plain.literals import (
    CdrExportStatus,
    Direction,
    MessageStatus,
    MessageType,
    NumberStatus,
    NumberType,
    Order,
    PortStatus,
    Product,
    RouteKind,
    State,
    Until,
)
from ._builders.callbacks import CallbackKind
from ._builders.ports.orders import PortChanges
from ._calls.options import Options, SendOptions
from ._outbox.values import (
    OutboxAdded,
    OutboxCounts,
    OutboxProgress,
    OutboxRefreshed,
    OutboxReport,
    OutboxRow,
)
from ._receiver.opt_outs import OptOut
from ._receiver.values import EventKind, ReceiverCounts, SetAsideEvent, WebhookResponse
from ._reconcile.verdicts import MessageQuery, Resolution
from ._sync.paging import Listing
from ._text.ascii import NonAscii
from ._text.segments import Segments, Suggestion
from ._values.call_records import CallRecord
from ._values.cdrs import CdrExport
from ._values.cnams import CnamAssociation
from ._values.messages import Media, PriceDetails
from ._values.numbers import ExchangeCode
from ._values.ports import Portability, PortFile, PortOrderRecord, PortOrderStatus

__all__ = [
    "AsyncListing",
    "CallRecord",
    "CallbackKind",
    "CdrExport",
    "CdrExportStatus",
    "Clock",
    "CnamAssociation",
    "Direction",
    "EventKind",
    "ExchangeCode",
    "Listing",
    "Media",
    "MessageQuery",
    "MessageStatus",
    "MessageType",
    "NonAscii",
    "NumberStatus",
    "NumberType",
    "OptOut",
    "Options",
    "Order",
    "OutboxAdded",
    "OutboxCounts",
    "OutboxProgress",
    "OutboxRefreshed",
    "OutboxReport",
    "OutboxRow",
    "PortChanges",
    "PortFile",
    "PortOrderRecord",
    "PortOrderStatus",
    "PortStatus",
    "Portability",
    "PriceDetails",
    "Product",
    "ReceiverCounts",
    "Resolution",
    "RouteKind",
    "Segments",
    "SendOptions",
    "SetAsideEvent",
    "State",
    "Suggestion",
    "Until",
    "WebhookResponse",
]
