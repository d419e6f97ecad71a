"""A local Flowroute: one account that behaves as the service does, with no network."""

from flowroute_sandbox.faults.fault import Fault, FaultHit
from flowroute_sandbox.http.errors import Refused
from flowroute_sandbox.http.messages import Request, Response
from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY, Sandbox
from flowroute_sandbox.state.clock import Clock, FrozenClock
from flowroute_sandbox.state.ids import Ids
from flowroute_sandbox.webhooks.sender import WebhookSender

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
]
