"""The modules of the endpoints that control a sandbox, and the router of all of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flowroute_sandbox.api import callbacks
from flowroute_sandbox.api.cdrs import storage as cdr_storage
from flowroute_sandbox.api.modules import API
from flowroute_sandbox.api.ports import storage
from flowroute_sandbox.control import (
    account_endpoints,
    call_endpoints,
    conversation_endpoints,
    fault_endpoints,
    media_endpoints,
    messaging_endpoints,
    overview_endpoints,
    port_endpoints,
    seeding,
    stream_endpoints,
    traffic_endpoints,
    webhook_endpoints,
)
from flowroute_sandbox.http.router import Router, endpoints

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context

CONTROL = (
    account_endpoints,
    conversation_endpoints,
    fault_endpoints,
    media_endpoints,
    messaging_endpoints,
    overview_endpoints,
    port_endpoints,
    call_endpoints,
    seeding,
    storage,
    cdr_storage,
    stream_endpoints,
    traffic_endpoints,
    webhook_endpoints,
)
CHOICES = {"version": ("v2.1", "v2.2"), "callback_type": tuple(callbacks.TYPES)}


@cache
def router() -> Router[Context]:
    """Return the tree of all paths, which all sandboxes share, as it never changes."""
    return Router(endpoints(*API, *CONTROL), CHOICES)


@cache
def operations() -> frozenset[str]:
    """Return the names of the operations that a fault may be armed for."""
    return frozenset(endpoint.operation for endpoint in endpoints(*API))
