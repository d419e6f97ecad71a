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
    PortGroupStatus,
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
from ._values.letters import LetterOfAgency
from ._values.messages import Media, PriceDetails
from ._values.numbers import ExchangeCode, NumbersFound, Tier
from ._values.ports import Portability, PortFile, PortGroup, PortOrderRecord, PortOrderStatus
from ._values.provisioning import ProvisioningTask
from ._values.routes import EdgeStrategy

__all__ = [
    "AsyncListing",
    "CallRecord",
    "CallbackKind",
    "CdrExport",
    "CdrExportStatus",
    "Clock",
    "CnamAssociation",
    "Direction",
    "EdgeStrategy",
    "EventKind",
    "ExchangeCode",
    "LetterOfAgency",
    "Listing",
    "Media",
    "MessageQuery",
    "MessageStatus",
    "MessageType",
    "NonAscii",
    "NumberStatus",
    "NumberType",
    "NumbersFound",
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
    "PortGroup",
    "PortGroupStatus",
    "PortOrderRecord",
    "PortOrderStatus",
    "PortStatus",
    "Portability",
    "PriceDetails",
    "Product",
    "ProvisioningTask",
    "ReceiverCounts",
    "Resolution",
    "RouteKind",
    "Segments",
    "SendOptions",
    "SetAsideEvent",
    "State",
    "Suggestion",
    "Tier",
    "Until",
    "WebhookResponse",
]
