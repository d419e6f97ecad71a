"""All errors of this package; docs/reference/errors.md has them as a tree."""

from __future__ import annotations

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
    ResponseTimeout,
    RouteInUse,
    ServerError,
    Unauthorized,
    Unprocessable,
    UnreadableResponse,
    UnsupportedMediaType,
)
from ._base.problems import InvalidValue, Problem
from ._fleet.errors import (
    ApplyStopped,
    FleetProblem,
    InvalidFleet,
    JournalError,
    PlanBlocked,
    PlanChanged,
)
from ._outbox.deliveries.errors import DeliveryTimeout, NotDelivered
from ._outbox.errors import InvalidRows, OutboxError, RowProblem
from ._rate_limit.errors import SharedLimitError
from ._receiver.errors import ReceiverError
from ._reconcile.errors import NotAccepted, OutcomeUnknown
from ._send_once.errors import ClaimsError, SendRefused, TryLater
from ._webhooks.errors import InvalidWebhook

__all__ = [
    "APIError",
    "AddressInUse",
    "AddressNotFound",
    "ApplyStopped",
    "BadRequest",
    "CallFailed",
    "ClaimsError",
    "ConfigurationError",
    "Conflict",
    "ConnectFailed",
    "ConnectionFailed",
    "DeadlinePassed",
    "DeliveryTimeout",
    "DuplicateAddress",
    "E911NotSupported",
    "ErrorDetail",
    "FleetProblem",
    "FlowrouteError",
    "Forbidden",
    "InsufficientFunds",
    "InvalidFleet",
    "InvalidRows",
    "InvalidValue",
    "InvalidWebhook",
    "JournalError",
    "MediaTooLarge",
    "MethodNotAllowed",
    "NotAccepted",
    "NotDelivered",
    "NotFound",
    "NumberUnavailable",
    "OutboxError",
    "OutcomeUnknown",
    "PlanBlocked",
    "PlanChanged",
    "Problem",
    "RateLimited",
    "ReceiverError",
    "ResponseTimeout",
    "RouteInUse",
    "RowProblem",
    "SendRefused",
    "ServerError",
    "SharedLimitError",
    "TryLater",
    "Unauthorized",
    "Unprocessable",
    "UnreadableResponse",
    "UnsupportedMediaType",
]
