"""The bodies that the document shows, sent to the sandbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from openapi.document import COMPONENTS, EXAMPLES, ref_name
from sandbox.caller import Caller

from conformance.account import (
    BUSY_E911,
    FOR_SALE,
    GROUP,
    IDLE,
    IDLE_ROUTE,
    ORDER,
    PENDING_CNAM,
    SIGNED_LETTER,
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
    "order_id": ORDER,
    "group_id": GROUP,
}
# Those of examples are of other accounts.
CHANGED = {
    "port_create": {"primary_route_id": "0"},
    "port_update": {"failover_route_id": "0"},
    "port_numbers_update": {"add": ["+12065550143"], "remove": ["+12065550150"]},
}


def shown() -> Iterator[tuple[str, str]]:
    """Each operation that takes a body, with the name of each body shown for it."""
    for name, operation in OPERATIONS.items():
        if "requestBody" in operation.body:
            body = COMPONENTS["requestBodies"][ref_name(operation.body["requestBody"])]
            for media in body["content"].values():
                yield from ((name, example) for example in media["examples"])


def suited(example: str) -> Any:
    """A body of the document, with presets, numbers and a day that suit this account."""
    value = deepcopy(EXAMPLES[example]["value"])
    if example == "letter_of_agency_signed":
        return {"data": {"type": "loa", "attributes": SIGNED_LETTER}}
    if example == "port_numbers_update":
        return CHANGED[example]
    if example in CHANGED:
        value["data"]["attributes"]["presets"] = CHANGED[example]
        value["data"]["attributes"].pop("desired_completion_date", None)
    return value


@pytest.mark.parametrize(("operation", "example"), list(shown()))
def test_a_documented_request_succeeds(operation: str, example: str) -> None:
    """A documented request succeeds with a documented response."""
    method, path, _ = OPERATIONS[operation]
    number = FOR_SALE if operation == "purchase_a_phone_number" else IDLE
    body = json.dumps(suited(example)).encode()
    api = Caller(new_sandbox(furnished()))

    _, answer = api.send(method.upper(), path.format(number_id=number, **PLACES), body)

    assert faults(operation, api.last, answer) == []
