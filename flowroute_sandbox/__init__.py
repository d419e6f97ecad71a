"""A local Flowroute: one account that behaves as the service does, with no network."""

from flowroute_sandbox.clock import Clock, FrozenClock
from flowroute_sandbox.faults import Fault, Hit
from flowroute_sandbox.http import Request, Response
from flowroute_sandbox.posting import Poster
from flowroute_sandbox.refusals import Refused
from flowroute_sandbox.sandbox import Sandbox

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
