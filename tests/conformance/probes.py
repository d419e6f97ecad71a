"""The document for schemathesis, with values that the furnished account has."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import schemathesis
from openapi.document import DOCUMENT

from conformance.account import (
    APPROVED_CNAM,
    BUSY,
    BUSY_E911,
    BUSY_ROUTE,
    FOR_SALE,
    IDLE,
    IDLE_E911,
    IDLE_ROUTE,
    MESSAGES,
    PENDING_CNAM,
    REJECTED_CNAM,
    TOLL_FREE,
)

NUMBERS = [BUSY, IDLE, TOLL_FREE, FOR_SALE, "12065550999"]
DATES = ["2026-11-01", "2026-11-01T12:00:03.12Z", "2026-11-01T00:00:00+00:00"]
ROUTES = ["0", BUSY_ROUTE, IDLE_ROUTE, "99"]

PARAMETERS = {
    "NumberId": NUMBERS,
    "RouteId": ROUTES,
    "MessageId": [*MESSAGES, "mdr2-39cadeace66e11e7aff806cd7f24ba2d"],
    "E911Id": [BUSY_E911, IDLE_E911, "99"],
    "CnamId": [APPROVED_CNAM, PENDING_CNAM, REJECTED_CNAM, "99"],
    "StartDate": DATES,
    "EndDate": DATES,
    "AreaCode": ["206", "800", "999"],
    "StartsWith": ["206", "1206555", "+1416", "999"],
    "Contains": ["5550", "9"],
    "EndsWith": ["00", "9"],
    "Alias": ["Front desk"],
    "State": ["WA", "wa", "ON"],
    "RateCenter": ["seattle"],
    "IsoCountry": ["US", "CA"],
    "OrderBy": ["tn,asc", "monthly_cost,desc", "rate_center"],
    "Label": ["office", "IDLE"],
    "CnamValue": ["p"],
}
PROPERTIES = {
    "RouteIdentifier.id": ROUTES,
    "RouteWrite.value": ["sip.example.com", "192.0.2.7:5060", FOR_SALE, "sip:a@example.com"],
    "MessageSend.to": [FOR_SALE, f"+{FOR_SALE}"],
    "MessageSend.from": [BUSY, f"+{BUSY}", TOLL_FREE, FOR_SALE],
    "E911Write.address_type": ["Suite", "su", None],
    "E911Write.state": ["WA", "ON"],
    "E911Write.country": ["US", "CA"],
    "E911Write.zip": ["98101", "M4C 5K7"],
    "E911Write.label": ["Office", "Shop"],
    "CallbackSet.callback_url": ["https://example.com/hook"],
    "CnamCreate.value": ["Bob Law", "Approved"],
}


def document() -> dict[str, Any]:
    """The document, with known values beside whatever else fits."""
    known = deepcopy(DOCUMENT)
    components = known["components"]
    for name, values in PARAMETERS.items():
        parameter = components["parameters"][name]
        parameter["schema"] = {"anyOf": [{"enum": values}, parameter["schema"]]}
    for place, values in PROPERTIES.items():
        schema, _, name = place.partition(".")
        properties = components["schemas"][schema]["properties"]
        properties[name] = {"anyOf": [{"enum": values}, properties[name]]}
    return known


CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
CONFIG = {
    "seed": 1,
    "generation": {"deterministic": True, "with-security-parameters": False},
    "checks": {"enabled": False} | {name: {"enabled": True} for name in CHECKS},
}


def schema() -> Any:
    """Return the schema of which schemathesis makes requests, the same ones each time."""
    config = schemathesis.Config.from_dict(CONFIG)
    return schemathesis.openapi.from_dict(document(), config=config)
