"""Every method of both clients, called with valid values."""

from __future__ import annotations

from ext.calls import cdrs, cnams, e911s, messages, numbers, ports, routes
from ext.calls.call import NUMBER, Call

__all__ = ["CALLS", "NUMBER", "Call"]

CALLS = (
    *numbers.NUMBERS,
    *routes.ROUTES,
    *messages.MESSAGES,
    *e911s.E911S,
    *cnams.CNAMS,
    *ports.PORTS,
    *cdrs.CDRS,
)
