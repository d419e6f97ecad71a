"""Flowroute for Python: numbers, routes, messages, E911 and CNAM, sync and async.

`flowroute_ext.errors` has all errors, `flowroute_ext.types` the types for annotations, and
`flowroute_ext.send_once` sending once from several machines.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._async.client import AsyncFlowroute
    from ._base.errors import (
        APIError,
        ConfigurationError,
        ConnectFailed,
        ConnectionFailed,
        FlowrouteError,
        Forbidden,
        InsufficientFunds,
        NotFound,
        NumberUnavailable,
        RateLimited,
        ResponseTimeout,
        RouteInUse,
        ServerError,
        Unauthorized,
        Unprocessable,
    )
    from ._base.masking import mask_number
    from ._base.phone import phone_number
    from ._base.problems import InvalidValue
    from ._base.version import __version__
    from ._builders.callbacks import callback_reference
    from ._builders.cnams import Cnam
    from ._builders.e911s import E911Address
    from ._builders.messages import Message
    from ._builders.routes import Route
    from ._outbox.errors import InvalidRows, OutboxError
    from ._outbox.outbox import Outbox
    from ._rate_limit.rate_limit import RateLimit
    from ._reconcile.errors import NotAccepted, OutcomeUnknown
    from ._sync.client import Flowroute
    from ._text.segments import segments
    from ._values.callbacks import Callback
    from ._values.cnams import CnamRecord
    from ._values.e911s import E911Record
    from ._values.messages import DeliveryReceipt, MessageRecord, SentMessage
    from ._values.numbers import AreaCode, AvailableNumber, Number
    from ._values.routes import EdgeStrategy, RouteRecord

# The module of each public name. `import flowroute_ext` loads none of them, so that a program
# that needs only a builder or an error does not load an HTTP library.
_MODULES = {
    "APIError": "_base.errors",
    "AreaCode": "_values.numbers",
    "AsyncFlowroute": "_async.client",
    "AvailableNumber": "_values.numbers",
    "Callback": "_values.callbacks",
    "Cnam": "_builders.cnams",
    "CnamRecord": "_values.cnams",
    "ConfigurationError": "_base.errors",
    "ConnectFailed": "_base.errors",
    "ConnectionFailed": "_base.errors",
    "DeliveryReceipt": "_values.messages",
    "E911Address": "_builders.e911s",
    "E911Record": "_values.e911s",
    "EdgeStrategy": "_values.routes",
    "Flowroute": "_sync.client",
    "FlowrouteError": "_base.errors",
    "Forbidden": "_base.errors",
    "InsufficientFunds": "_base.errors",
    "InvalidRows": "_outbox.errors",
    "InvalidValue": "_base.problems",
    "Message": "_builders.messages",
    "MessageRecord": "_values.messages",
    "NotAccepted": "_reconcile.errors",
    "NotFound": "_base.errors",
    "Number": "_values.numbers",
    "NumberUnavailable": "_base.errors",
    "Outbox": "_outbox.outbox",
    "OutboxError": "_outbox.errors",
    "OutcomeUnknown": "_reconcile.errors",
    "RateLimit": "_rate_limit.rate_limit",
    "RateLimited": "_base.errors",
    "ResponseTimeout": "_base.errors",
    "Route": "_builders.routes",
    "RouteInUse": "_base.errors",
    "RouteRecord": "_values.routes",
    "SentMessage": "_values.messages",
    "ServerError": "_base.errors",
    "Unauthorized": "_base.errors",
    "Unprocessable": "_base.errors",
    "__version__": "_base.version",
    "callback_reference": "_builders.callbacks",
    "mask_number": "_base.masking",
    "phone_number": "_base.phone",
    "segments": "_text.segments",
}

__all__ = [
    "APIError",
    "AreaCode",
    "AsyncFlowroute",
    "AvailableNumber",
    "Callback",
    "Cnam",
    "CnamRecord",
    "ConfigurationError",
    "ConnectFailed",
    "ConnectionFailed",
    "DeliveryReceipt",
    "E911Address",
    "E911Record",
    "EdgeStrategy",
    "Flowroute",
    "FlowrouteError",
    "Forbidden",
    "InsufficientFunds",
    "InvalidRows",
    "InvalidValue",
    "Message",
    "MessageRecord",
    "NotAccepted",
    "NotFound",
    "Number",
    "NumberUnavailable",
    "Outbox",
    "OutboxError",
    "OutcomeUnknown",
    "RateLimit",
    "RateLimited",
    "ResponseTimeout",
    "Route",
    "RouteInUse",
    "RouteRecord",
    "SentMessage",
    "ServerError",
    "Unauthorized",
    "Unprocessable",
    "__version__",
    "callback_reference",
    "mask_number",
    "phone_number",
    "segments",
]

if not TYPE_CHECKING:
    # Under TYPE_CHECKING a __getattr__ would make every misspelt name look fine.
    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f".{_MODULES[name]}", __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted(__all__)
