"""The modules of the operations of the API."""

from __future__ import annotations

from flowroute_sandbox.api import (
    available,
    callbacks,
    cnams,
    e911s,
    edge_strategies,
    messages,
    numbers,
    routes,
    voice_routes,
)
from flowroute_sandbox.api.cdrs import exports
from flowroute_sandbox.api.ports import files, order_numbers, orders, portability

API = (
    available,
    callbacks,
    cnams,
    e911s,
    edge_strategies,
    messages,
    numbers,
    routes,
    voice_routes,
    portability,
    orders,
    order_numbers,
    files,
    exports,
)
