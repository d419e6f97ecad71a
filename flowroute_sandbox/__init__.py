"""A local Flowroute: one account that behaves as the service does, with no network."""

from flowroute_sandbox.faults.kinds import Fault, Hit
from flowroute_sandbox.http.errors import Refused
from flowroute_sandbox.http.messages import Request, Response
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.clock import Clock, FrozenClock
from flowroute_sandbox.webhooks.sender import Poster

__all__ = [
    "Clock",
    "Fault",
    "FrozenClock",
    "Hit",
    "Poster",
    "Refused",
    "Request",
    "Response",
    "Sandbox",
]
