"""Types for annotations: options, listings, and less common values."""

from __future__ import annotations

from ._async.paging import AsyncListing
from ._base.clock import Clock
from ._builders.callbacks import CallbackKind
from ._calls.options import Options, SendOptions
from ._outbox.values import OutboxAdded, OutboxCounts, OutboxProgress, OutboxReport, OutboxRow
from ._reconcile.verdicts import MessageQuery, Resolution
from ._sync.paging import Listing
from ._text.ascii import NonAscii
from ._text.segments import Segments, Suggestion
from ._values.cnams import CnamAssociation
from ._values.messages import Media, PriceDetails
from ._values.numbers import ExchangeCode

__all__ = [
    "AsyncListing",
    "CallbackKind",
    "Clock",
    "CnamAssociation",
    "ExchangeCode",
    "Listing",
    "Media",
    "MessageQuery",
    "NonAscii",
    "Options",
    "OutboxAdded",
    "OutboxCounts",
    "OutboxProgress",
    "OutboxReport",
    "OutboxRow",
    "PriceDetails",
    "Resolution",
    "Segments",
    "SendOptions",
    "Suggestion",
]
