"""The official SDKs' controllers, methods and dictionaries, over `Flowroute`.

For programs that were written for flowroute-sdk-v3-python, or ported from the Ruby SDK: they run
once the import is changed, with timeouts, with retries of what is safe, and never send twice.
"""

from __future__ import annotations

from ._compat.client import Configuration, FlowrouteNumbersAndMessagingClient
from ._compat.controllers import CONTROLLERS as _CONTROLLERS
from ._compat.e911 import E911
from ._compat.errors import APIException, ErrorException
from ._compat.hints import CompatHint, hints

__all__ = [
    "E911",
    "APIException",
    "CDRsController",
    "CNAMController",
    "CNAMsController",
    "CompatHint",
    "Configuration",
    "E911Controller",
    "E911sController",
    "ErrorException",
    "FlowrouteNumbersAndMessagingClient",
    "FlowroutenumbersandmessagingClient",
    "MessagesController",
    "NumbersController",
    "PortingController",
    "RoutesController",
    "hints",
]

# The Python SDK's spelling.
FlowroutenumbersandmessagingClient = FlowrouteNumbersAndMessagingClient

NumbersController = _CONTROLLERS["NumbersController"]
RoutesController = _CONTROLLERS["RoutesController"]
MessagesController = _CONTROLLERS["MessagesController"]
E911sController = _CONTROLLERS["E911sController"]
E911Controller = _CONTROLLERS["E911Controller"]
CNAMsController = _CONTROLLERS["CNAMsController"]
CNAMController = _CONTROLLERS["CNAMController"]
CDRsController = _CONTROLLERS["CDRsController"]
PortingController = _CONTROLLERS["PortingController"]
