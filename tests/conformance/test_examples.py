"""The bodies that the document shows, sent to the sandbox."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from openapi.document import COMPONENTS, EXAMPLES, ref_name
from sandbox.caller import Caller

from conformance.account import (
    BUSY_E911,
    FOR_SALE,
    IDLE,
    IDLE_ROUTE,
    PENDING_CNAM,
    furnished,
    new_sandbox,
)
from conformance.documented import OPERATIONS, faults

PLACES = {
    "version": "v2.2",
    "callback_type": "mms_callback",
    "route_id": IDLE_ROUTE,
    "e911_id": BUSY_E911,
    "cnam_id": PENDING_CNAM,
}


def shown() -> Iterator[tuple[str, str]]:
    """Each operation that takes a body, with the name of each body shown for it."""
    for name, operation in OPERATIONS.items():
        if "requestBody" in operation.body:
            body = COMPONENTS["requestBodies"][ref_name(operation.body["requestBody"])]
            for media in body["content"].values():
                yield from ((name, example) for example in media["examples"])


@pytest.mark.parametrize(("operation", "example"), list(shown()))
def test_a_documented_request_succeeds(operation: str, example: str) -> None:
    """A documented request succeeds with a documented response."""
    method, path, _ = OPERATIONS[operation]
    number = FOR_SALE if operation == "purchase_a_phone_number" else IDLE
    body = json.dumps(EXAMPLES[example]["value"]).encode()
    api = Caller(new_sandbox(furnished()))

    _, answer = api.send(method.upper(), path.format(number_id=number, **PLACES), body)

    assert faults(operation, api.last, answer) == []
