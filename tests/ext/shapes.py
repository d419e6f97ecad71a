"""Responses without a network: documented ones, and ones with a wrong part."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from ext.calls import CALLS
from ext.documented import SUCCESSES
from openapi.document import EXAMPLES

from flowroute_ext._base.clock import Clock
from flowroute_ext._http.responses import Response, read
from flowroute_ext._reconcile.sent_log import SentLog
from flowroute_ext._sync.cdrs import Cdrs
from flowroute_ext._sync.cnams import Cnams
from flowroute_ext._sync.e911s import E911s
from flowroute_ext._sync.messages import Messages
from flowroute_ext._sync.numbers import Numbers
from flowroute_ext._sync.ports import Ports
from flowroute_ext._sync.routes import Routes
from flowroute_ext.types import Listing, NumbersFound, PortGroup

CALL_OF = {call.operation: call.of for call in CALLS}
# What they return is of the generated package, which has tests of its own.
LOW_LEVEL = {operation for operation in SUCCESSES if operation.endswith("_v2")}
OPERATION_OF = {
    name: operation
    for operation, success in SUCCESSES.items()
    if operation not in LOW_LEVEL
    for name in success.bodies
}

# Values that no field has, or that are extreme in Python.
JUNK = (None, 0, -1, 1.5, 1e999, True, "", "x", "9" * 400, 10**4000, "\ud800", [], {})
JUNK += ([[]], [None], ["x"], {"a": {}}, {"data": {}})


class NoUploads:
    """Uploads and downloads nothing."""

    def put(self, *_: Any) -> None:
        pass

    get = put


class Mirror:
    """A transport and reconciler that give one response to every request."""

    def __init__(self, status: int, body: bytes) -> None:
        self._response = Response(status, {}, body)

    def settings(self, options: Any) -> Any:
        return options

    def send(self, request: Any, convert: Callable[[Any], Any], *_: Any) -> Any:
        return read(request, self._response, convert)

    call = send


def made_of(of: Callable[[Any], Any], operation: str, body: Any) -> Any:
    """Return what a call returns for a response with this body; of a list or group, its items."""
    mirror: Any = Mirror(SUCCESSES[operation].status, json.dumps(body).encode())
    clock = Clock()
    made = of(
        SimpleNamespace(
            numbers=Numbers(mirror, mirror, clock),
            routes=Routes(mirror, mirror),
            messages=Messages(
                mirror, mirror, SentLog(clock), None, version="v2.1", clock=clock, receipt_key=b""
            ),
            e911s=E911s(mirror, mirror),
            cnams=Cnams(mirror, mirror),
            cdrs=Cdrs(mirror, mirror, NoUploads(), clock, receipt_key=b""),
            ports=Ports(mirror, mirror, NoUploads(), clock, downloads=NoUploads(), receipt_key=b""),
        )
    )
    if isinstance(made, NumbersFound | PortGroup):
        return list(made.found if isinstance(made, NumbersFound) else made.orders)
    return list(made) if isinstance(made, Listing) else made


def made(example: str) -> list[Any]:
    """Return the value or values of a documented body."""
    operation = OPERATION_OF[example]
    value = made_of(CALL_OF[operation], operation, EXAMPLES[example]["value"])
    return list(value) if isinstance(value, list | tuple) else [value]


def spoilt(body: Any) -> Iterator[Any]:
    """Yield the body with each of its parts removed, or replaced by each kind of junk."""
    yield from JUNK
    if isinstance(body, dict):
        for name, inner in body.items():
            yield {other: body[other] for other in body if other != name}
            yield from ({**body, name: instead} for instead in spoilt(inner))
    elif isinstance(body, list):
        # Two members of a list are like all others.
        for place, inner in enumerate(body[:2]):
            yield from ([*body[:place], instead, *body[place + 1 :]] for instead in spoilt(inner))
