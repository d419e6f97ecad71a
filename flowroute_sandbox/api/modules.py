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
from flowroute_sandbox.api.legacy import messages as legacy_messages
from flowroute_sandbox.api.messaging import tasks
from flowroute_sandbox.api.ports import files, letters, order_numbers, orders, portability

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
    letters,
    tasks,
    legacy_messages,
    exports,
)
