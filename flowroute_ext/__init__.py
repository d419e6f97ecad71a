"""Flowroute for Python: numbers, routes, messages, E911 and CNAM, sync and async.

`flowroute_ext.errors` has all errors, `flowroute_ext.types` the types for annotations, and
`flowroute_ext.send_once` sending once from several machines.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._async.client import AsyncFlowroute
    from ._base.masking import mask_number
    from ._base.phone import phone_number
    from ._base.version import __version__
    from ._builders.callbacks import callback_reference
    from ._builders.cnams import Cnam
    from ._builders.e911s import E911Address
    from ._builders.messages import Message
    from ._builders.routes import Route
    from ._outbox.outbox import Outbox
    from ._rate_limit.rate_limit import RateLimit
    from ._sync.client import Flowroute
    from ._text.segments import segments
    from ._values.callbacks import Callback
    from ._values.cnams import CnamRecord
    from ._values.e911s import E911Record
    from ._values.messages import DeliveryReceipt, MessageRecord, SentMessage
    from ._values.numbers import AreaCode, AvailableNumber, Number
    from ._values.routes import EdgeStrategy, RouteRecord
    from .errors import (
        APIError,
        ConfigurationError,
        ConnectFailed,
        ConnectionFailed,
        FlowrouteError,
        Forbidden,
        InsufficientFunds,
        InvalidRows,
        InvalidValue,
        NotAccepted,
        NotFound,
        NumberUnavailable,
        OutboxError,
        OutcomeUnknown,
        RateLimited,
        ResponseTimeout,
        RouteInUse,
        ServerError,
        Unauthorized,
        Unprocessable,
    )

# The module of each public name. `import flowroute_ext` loads none of them, so that a program
# that needs only a builder or an error does not load an HTTP library.
_MODULES = {
    "APIError": "errors",
    "AreaCode": "_values.numbers",
    "AsyncFlowroute": "_async.client",
    "AvailableNumber": "_values.numbers",
    "Callback": "_values.callbacks",
    "Cnam": "_builders.cnams",
    "CnamRecord": "_values.cnams",
    "ConfigurationError": "errors",
    "ConnectFailed": "errors",
    "ConnectionFailed": "errors",
    "DeliveryReceipt": "_values.messages",
    "E911Address": "_builders.e911s",
    "E911Record": "_values.e911s",
    "EdgeStrategy": "_values.routes",
    "Flowroute": "_sync.client",
    "FlowrouteError": "errors",
    "Forbidden": "errors",
    "InsufficientFunds": "errors",
    "InvalidRows": "errors",
    "InvalidValue": "errors",
    "Message": "_builders.messages",
    "MessageRecord": "_values.messages",
    "NotAccepted": "errors",
    "NotFound": "errors",
    "Number": "_values.numbers",
    "NumberUnavailable": "errors",
    "Outbox": "_outbox.outbox",
    "OutboxError": "errors",
    "OutcomeUnknown": "errors",
    "RateLimit": "_rate_limit.rate_limit",
    "RateLimited": "errors",
    "ResponseTimeout": "errors",
    "Route": "_builders.routes",
    "RouteInUse": "errors",
    "RouteRecord": "_values.routes",
    "SentMessage": "_values.messages",
    "ServerError": "errors",
    "Unauthorized": "errors",
    "Unprocessable": "errors",
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
