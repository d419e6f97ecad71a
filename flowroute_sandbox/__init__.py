"""A local Flowroute: one account that behaves as the service does, without a network.

`Sandbox` is the account. `transport` and `asgi` serve it to an httpx client or an ASGI server;
`reset` makes that of a running server a new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flowroute_sandbox.faults.fault import Fault, FaultHit
from flowroute_sandbox.http.errors import Refused
from flowroute_sandbox.http.messages import Request, Response
from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY, Sandbox
from flowroute_sandbox.state.clock import Clock, FrozenClock
from flowroute_sandbox.state.ids import Ids
from flowroute_sandbox.webhooks.sender import WebhookSender

if TYPE_CHECKING:
    from flowroute_sandbox.serving.asgi import asgi
    from flowroute_sandbox.serving.reset import reset
    from flowroute_sandbox.serving.transport import transport

__all__ = [
    "ACCESS_KEY",
    "SECRET_KEY",
    "Clock",
    "Fault",
    "FaultHit",
    "FrozenClock",
    "Ids",
    "Inventory",
    "Refused",
    "Request",
    "Response",
    "Sandbox",
    "WebhookSender",
    "asgi",
    "reset",
    "transport",
]


def __getattr__(name: str) -> Any:
    """Import the ways to serve a sandbox when they are first used."""
    if name == "asgi":
        from flowroute_sandbox.serving.asgi import asgi

        return asgi
    if name == "reset":
        from flowroute_sandbox.serving.reset import reset

        return reset
    if name == "transport":
        from flowroute_sandbox.serving.transport import transport

        return transport
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
