"""Flowroute for pytest: cassettes, webhooks and a sandbox, as fixtures.

pytest finds the fixtures by itself. The names here are for annotations, and loaded when used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._conversation import Phone, Text
    from ._deliveries import Webhook, Webhooks
    from ._errors import LiveRequestBlocked, UnmatchedRequest
    from ._facade import FlowrouteCassette
    from ._player import Player
    from ._sandbox import FlowrouteSandbox
    from ._traffic import Request, SentMessage
    from ._webhooks import FlowrouteWebhook

_HOMES = {
    "FlowrouteCassette": "_facade",
    "FlowrouteSandbox": "_sandbox",
    "FlowrouteWebhook": "_webhooks",
    "LiveRequestBlocked": "_errors",
    "Phone": "_conversation",
    "Player": "_player",
    "Request": "_traffic",
    "SentMessage": "_traffic",
    "Text": "_conversation",
    "UnmatchedRequest": "_errors",
    "Webhook": "_deliveries",
    "Webhooks": "_deliveries",
}

__all__ = [
    "FlowrouteCassette",
    "FlowrouteSandbox",
    "FlowrouteWebhook",
    "LiveRequestBlocked",
    "Phone",
    "Player",
    "Request",
    "SentMessage",
    "Text",
    "UnmatchedRequest",
    "Webhook",
    "Webhooks",
]

if not TYPE_CHECKING:
    # Under TYPE_CHECKING a __getattr__ would make every misspelt name look fine.
    def __getattr__(name: str) -> object:
        if name in _HOMES:
            return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
