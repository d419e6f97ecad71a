"""Flowroute for pytest: cassettes, webhooks and a sandbox, as fixtures.

pytest finds the fixtures by itself. The names here are for annotations, and loaded when used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._base.errors import LiveRequestBlocked, UnmatchedRequest
    from ._playback.fixture import FlowrouteCassette
    from ._playback.player import Player
    from ._playback.traffic import CapturedMessage, CapturedRequest
    from ._sandbox.fixture import FlowrouteSandbox
    from ._sandbox.phones import Phone, Text
    from ._webhooks.builder import FlowrouteWebhook
    from ._webhooks.deliveries import Webhook, Webhooks

_MODULES = {
    "CapturedMessage": "_playback.traffic",
    "CapturedRequest": "_playback.traffic",
    "FlowrouteCassette": "_playback.fixture",
    "FlowrouteSandbox": "_sandbox.fixture",
    "FlowrouteWebhook": "_webhooks.builder",
    "LiveRequestBlocked": "_base.errors",
    "Phone": "_sandbox.phones",
    "Player": "_playback.player",
    "Text": "_sandbox.phones",
    "UnmatchedRequest": "_base.errors",
    "Webhook": "_webhooks.deliveries",
    "Webhooks": "_webhooks.deliveries",
}

__all__ = [
    "CapturedMessage",
    "CapturedRequest",
    "FlowrouteCassette",
    "FlowrouteSandbox",
    "FlowrouteWebhook",
    "LiveRequestBlocked",
    "Phone",
    "Player",
    "Text",
    "UnmatchedRequest",
    "Webhook",
    "Webhooks",
]

if not TYPE_CHECKING:
    # Under TYPE_CHECKING a __getattr__ would make every misspelt name look fine.
    def __getattr__(name: str) -> object:
        if name in _MODULES:
            return getattr(importlib.import_module(f".{_MODULES[name]}", __name__), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
