"""Flowroute for Python: numbers, routes, messages, E911, CNAM, calls and ports, sync and async.

`flowroute_ext.errors` has all errors, `flowroute_ext.types` the types for annotations,
`flowroute_ext.send_once` sending once from several machines, `flowroute_ext.fleet` an account as a
file describes it, `flowroute_ext.webhooks` what
Flowroute posts to an application, and `flowroute_ext.compat` the official SDKs' methods.
"""

from __future__ import annotations

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
    from ._builders.ports.orders import PortOrder
    from ._builders.routes import Route
    from ._outbox.outbox import Outbox
    from ._rate_limit.rate_limit import RateLimit
    from ._receiver.receiver import WebhookReceiver
    from ._sync.client import Flowroute
    from ._text.segments import segments
    from ._values.callbacks import Callback
    from ._values.cnams import CnamRecord
    from ._values.e911s import E911Record
    from ._values.messages import DeliveryReceipt, MessageRecord, SentMessage
    from ._values.numbers import AreaCode, AvailableNumber, Number
    from ._values.routes import RouteRecord
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
    "PortOrder": "_builders.ports.orders",
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
    "WebhookReceiver": "_receiver.receiver",
    "__version__": "_base.version",
    "callback_reference": "_builders.callbacks",
    "mask_number": "_base.masking",
    "phone_number": "_base.phone",
    "segments": "_text.segments",
}
# Modules with the names that are met less often.
_PUBLIC_MODULES = ("compat", "errors", "fleet", "send_once", "testing", "types", "webhooks")

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
    "PortOrder",
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
    "WebhookReceiver",
    "__version__",
    "callback_reference",
    "mask_number",
    "phone_number",
    "segments",
]

if not TYPE_CHECKING:
    # Under TYPE_CHECKING a __getattr__ would make every misspelt name look fine.
    def __getattr__(name: str) -> object:
        if name in _PUBLIC_MODULES:
            return _module(name)
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(_module(_MODULES[name]), name)
        globals()[name] = value
        return value

    # Statements, and not only names in strings, so that what makes programs of one file finds them.
    def _module(name: str) -> object:
        match name:
            case "_async.client":
                from ._async import client as module
            case "_base.masking":
                from ._base import masking as module
            case "_base.phone":
                from ._base import phone as module
            case "_base.version":
                from ._base import version as module
            case "_builders.callbacks":
                from ._builders import callbacks as module
            case "_builders.cnams":
                from ._builders import cnams as module
            case "_builders.e911s":
                from ._builders import e911s as module
            case "_builders.messages":
                from ._builders import messages as module
            case "_builders.routes":
                from ._builders import routes as module
            case "_cdrs.files":
                from ._cdrs import files as module
            case "_outbox.outbox":
                from ._outbox import outbox as module
            case "_rate_limit.rate_limit":
                from ._rate_limit import rate_limit as module
            case "_receiver.receiver":
                from ._receiver import receiver as module
            case "_sync.client":
                from ._sync import client as module
            case "_text.segments":
                from ._text import segments as module
            case "_values.callbacks":
                from ._values import callbacks as module
            case "_values.cnams":
                from ._values import cnams as module
            case "_values.e911s":
                from ._values import e911s as module
            case "_values.messages":
                from ._values import messages as module
            case "_values.numbers":
                from ._values import numbers as module
            case "_builders.ports.orders":
                from ._builders.ports import orders as module
            case "_values.routes":
                from ._values import routes as module
            # Not from this package, whose __getattr__ would be asked again.
            case "compat":
                import flowroute_ext.compat as module
            case "errors":
                import flowroute_ext.errors as module
            case "fleet":
                import flowroute_ext.fleet as module
            case "send_once":
                import flowroute_ext.send_once as module
            case "testing":
                import flowroute_ext.testing as module
            case "types":
                import flowroute_ext.types as module
            case "webhooks":
                import flowroute_ext.webhooks as module
        return module

    def __dir__() -> list[str]:
        return sorted([*__all__, *_PUBLIC_MODULES])
