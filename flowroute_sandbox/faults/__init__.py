"""Faults: one vocabulary, one grammar, and what a client sees of each.

`parse` reads a fault, a `FaultInjector` decides which requests it hits, `Fault.apply` returns the
`Outcome` of one of them, and `execute` has an `Executor` carry that out.
"""

from flowroute_sandbox.faults.fault import Fault, FaultHit
from flowroute_sandbox.faults.grammar import InvalidFault, parse, parse_all
from flowroute_sandbox.faults.injector import FaultInjector
from flowroute_sandbox.faults.kinds import ALIASES, KINDS, PERMANENT
from flowroute_sandbox.faults.outcomes import (
    ConnectionDropped,
    ConnectionRefused,
    ConnectionReset,
    ConnectTimedOut,
    Executor,
    Outcome,
    ReadTimedOut,
    SlowResponse,
    TruncatedResponse,
    execute,
    without_waiting,
)

__all__ = [
    "ALIASES",
    "KINDS",
    "PERMANENT",
    "ConnectTimedOut",
    "ConnectionDropped",
    "ConnectionRefused",
    "ConnectionReset",
    "Executor",
    "Fault",
    "FaultHit",
    "FaultInjector",
    "InvalidFault",
    "Outcome",
    "ReadTimedOut",
    "SlowResponse",
    "TruncatedResponse",
    "execute",
    "parse",
    "parse_all",
    "without_waiting",
]
