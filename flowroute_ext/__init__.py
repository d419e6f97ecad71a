"""Flowroute for people: numbers, routes, messages, E911 and CNAM."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from ._async.client import AsyncFlowroute
    from ._async.paging import AsyncListing
    from ._async.postgres_claims import AsyncPostgresClaims
    from ._async.redis_claims import AsyncRedisClaims
    from ._async.send_once import asend_once
    from ._base.clock import Clock
    from ._base.error_details import ErrorDetail
    from ._base.errors import (
        AddressInUse,
        AddressNotFound,
        APIError,
        BadRequest,
        CallFailed,
        ConfigurationError,
        Conflict,
        ConnectFailed,
        ConnectionFailed,
        DeadlinePassed,
        DuplicateAddress,
        E911NotSupported,
        FlowrouteError,
        Forbidden,
        InsufficientFunds,
        MediaTooLarge,
        MethodNotAllowed,
        NotFound,
        NumberUnavailable,
        RateLimited,
        RouteInUse,
        ServerError,
        Timeout,
        Unauthorized,
        Unprocessable,
        UnreadableAnswer,
        UnsupportedMediaType,
    )
    from ._base.phone import mask_number, phone_number
    from ._base.problems import InvalidValue, Problem
    from ._builders.callbacks import CallbackKind, callback_reference
    from ._builders.cnams import Cnam
    from ._builders.e911s import E911Address
    from ._builders.messages import Message
    from ._builders.routes import Route
    from ._calls.options import Options, UnsafeOptions
    from ._outbox.errors import InvalidRows, OutboxError, RowProblem
    from ._outbox.outbox import Outbox
    from ._outbox.values import Added, Counts, OutboxRow, Progress, Report
    from ._rate_limit.errors import SharedLimitError
    from ._rate_limit.rate_limit import RateLimit
    from ._reconcile.errors import NotAccepted, OutcomeUnknown
    from ._reconcile.verdicts import Resolution, SoughtMessage
    from ._send_once.errors import ClaimsError, SendRefused, TryLater
    from ._send_once.state import Claim
    from ._sync.client import Flowroute
    from ._sync.paging import Listing
    from ._sync.postgres_claims import PostgresClaims
    from ._sync.redis_claims import RedisClaims
    from ._sync.send_once import send_once
    from ._text.ascii import NonAscii
    from ._text.segments import Segments, Suggestion, segments
    from ._values.callbacks import Callback
    from ._values.cnams import CnamAssociation, CnamRecord
    from ._values.e911s import E911Record
    from ._values.messages import DeliveryReceipt, Media, MessageRecord, PriceDetails, SentMessage
    from ._values.numbers import AreaCode, AvailableNumber, Exchange, Number
    from ._values.routes import EdgeStrategy, RouteRecord

# Where each public name lives. `import flowroute_ext` loads none of them, so that what only
# needs a builder or an error never pays for an HTTP library.
_HOMES = {
    "_text.ascii": ("NonAscii",),
    "_async.client": ("AsyncFlowroute",),
    "_async.send_once": ("asend_once",),
    "_async.paging": ("AsyncListing",),
    "_async.postgres_claims": ("AsyncPostgresClaims",),
    "_async.redis_claims": ("AsyncRedisClaims",),
    "_builders.callbacks": ("CallbackKind", "callback_reference"),
    "_builders.cnams": ("Cnam",),
    "_builders.e911s": ("E911Address",),
    "_builders.messages": ("Message",),
    "_builders.routes": ("Route",),
    "_send_once.state": ("Claim",),
    "_send_once.errors": ("ClaimsError", "SendRefused", "TryLater"),
    "_base.clock": ("Clock",),
    "_base.error_details": ("ErrorDetail",),
    "_base.errors": (
        "APIError",
        "AddressInUse",
        "AddressNotFound",
        "BadRequest",
        "CallFailed",
        "ConfigurationError",
        "Conflict",
        "ConnectFailed",
        "ConnectionFailed",
        "DeadlinePassed",
        "DuplicateAddress",
        "E911NotSupported",
        "FlowrouteError",
        "Forbidden",
        "InsufficientFunds",
        "MediaTooLarge",
        "MethodNotAllowed",
        "NotFound",
        "NumberUnavailable",
        "RateLimited",
        "RouteInUse",
        "ServerError",
        "Timeout",
        "Unauthorized",
        "Unprocessable",
        "UnreadableAnswer",
        "UnsupportedMediaType",
    ),
    "_calls.options": ("Options", "UnsafeOptions"),
    "_outbox.errors": ("InvalidRows", "OutboxError", "RowProblem"),
    "_outbox.outbox": ("Outbox",),
    "_outbox.values": ("Added", "Counts", "OutboxRow", "Progress", "Report"),
    "_rate_limit.errors": ("SharedLimitError",),
    "_rate_limit.rate_limit": ("RateLimit",),
    "_base.phone": ("mask_number", "phone_number"),
    "_base.problems": ("InvalidValue", "Problem"),
    "_reconcile.verdicts": ("Resolution", "SoughtMessage"),
    "_text.segments": ("Segments", "Suggestion", "segments"),
    "_sync.client": ("Flowroute",),
    "_sync.send_once": ("send_once",),
    "_sync.paging": ("Listing",),
    "_sync.postgres_claims": ("PostgresClaims",),
    "_sync.redis_claims": ("RedisClaims",),
    "_reconcile.errors": ("NotAccepted", "OutcomeUnknown"),
    "_values.callbacks": ("Callback",),
    "_values.cnams": ("CnamAssociation", "CnamRecord"),
    "_values.e911s": ("E911Record",),
    "_values.messages": (
        "DeliveryReceipt",
        "Media",
        "MessageRecord",
        "PriceDetails",
        "SentMessage",
    ),
    "_values.numbers": ("AreaCode", "AvailableNumber", "Exchange", "Number"),
    "_values.routes": ("EdgeStrategy", "RouteRecord"),
}

__all__ = [
    "APIError",
    "Added",
    "AddressInUse",
    "AddressNotFound",
    "AreaCode",
    "AsyncFlowroute",
    "AsyncListing",
    "AsyncPostgresClaims",
    "AsyncRedisClaims",
    "AvailableNumber",
    "BadRequest",
    "CallFailed",
    "Callback",
    "CallbackKind",
    "Claim",
    "ClaimsError",
    "Clock",
    "Cnam",
    "CnamAssociation",
    "CnamRecord",
    "ConfigurationError",
    "Conflict",
    "ConnectFailed",
    "ConnectionFailed",
    "Counts",
    "DeadlinePassed",
    "DeliveryReceipt",
    "DuplicateAddress",
    "E911Address",
    "E911NotSupported",
    "E911Record",
    "EdgeStrategy",
    "ErrorDetail",
    "Exchange",
    "Flowroute",
    "FlowrouteError",
    "Forbidden",
    "InsufficientFunds",
    "InvalidRows",
    "InvalidValue",
    "Listing",
    "Media",
    "MediaTooLarge",
    "Message",
    "MessageRecord",
    "MethodNotAllowed",
    "NonAscii",
    "NotAccepted",
    "NotFound",
    "Number",
    "NumberUnavailable",
    "Options",
    "Outbox",
    "OutboxError",
    "OutboxRow",
    "OutcomeUnknown",
    "PostgresClaims",
    "PriceDetails",
    "Problem",
    "Progress",
    "RateLimit",
    "RateLimited",
    "RedisClaims",
    "Report",
    "Resolution",
    "Route",
    "RouteInUse",
    "RouteRecord",
    "RowProblem",
    "Segments",
    "SendRefused",
    "SentMessage",
    "ServerError",
    "SharedLimitError",
    "SoughtMessage",
    "Suggestion",
    "Timeout",
    "TryLater",
    "Unauthorized",
    "Unprocessable",
    "UnreadableAnswer",
    "UnsafeOptions",
    "UnsupportedMediaType",
    "__version__",
    "asend_once",
    "callback_reference",
    "mask_number",
    "phone_number",
    "segments",
    "send_once",
]

if not TYPE_CHECKING:
    # Under TYPE_CHECKING a __getattr__ would make every misspelt name look fine.
    def __getattr__(name: str) -> object:
        for home, names in _HOMES.items():
            if name in names:
                value = getattr(importlib.import_module(f".{home}", __name__), name)
                globals()[name] = value
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted(__all__)
