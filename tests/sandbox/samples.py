"""Bodies and answers that several tests speak of."""

from __future__ import annotations

from typing import Any

from sandbox.caller import ID, Caller

HOST = "https://api.flowroute.com"
OWN = "12065550100"
PEER = "12065550199"

HOME = {
    "label": "Home",
    "first_name": "Janet",
    "last_name": "Doe",
    "street_number": "3910",
    "street_name": "N Vassault",
    "city": "Tacoma",
    "state": "WA",
    "country": "US",
    "zip": "98407",
}
UNIT = {"address_type": "Suite", "address_type_number": "200"}
NO_UNIT = {"address_type": "", "address_type_number": ""}
PORT = {
    "numbers": ["+12065550142"],
    "billing_name": "Janet Doe",
    "street": "1218 3rd Ave",
    "city": "Seattle",
    "state": "WA",
    "zip": "98101",
    "country": "US",
    "provider": "Verizon",
}
WINDOW = {
    "start_call_start_time": "2025-12-20 00:00:00",
    "start_call_end_time": "2026-01-20 00:00:00",
}
SMS = {"to": PEER, "from": OWN, "body": "hello there"}
MEDIA = "https://example.com/cat.png"

NOT_ON_ACCOUNT = {
    "detail": "Could not find that resource on your account.",
    "id": ID,
    "status": 404,
}
INSUFFICIENT_FUNDS = {
    "detail": "Insufficient funds to perform this operation.",
    "id": ID,
    "status": 403,
}
MISSING = ["Missing data for required field."]

SIP_REG = {
    "type": "route",
    "id": "0",
    "attributes": {
        "alias": "sip-reg",
        "route_type": "sip-reg",
        "value": None,
        "edge_strategy_id": None,
    },
    "links": {"self": f"{HOST}/v2/routes/0"},
}
LISTED = {
    "rate_center": "seattle",
    "value": OWN,
    "alias": None,
    "state": "wa",
    "number_type": "longcode",
    "cnam_lookups_enabled": True,
    "messaging_enabled": False,
    "status": "PURCHASED",
    "iso_country": "US",
    "note": None,
}
PRICES = {
    "monthly_cost": 1.25,
    "setup_cost": 1.0,
    "inbound_rate": 0.012,
    "rate_type": "local",
    "tier": "Standard",
}


def reference(number: str) -> dict[str, Any]:
    """A number among those of an E911 or CNAM record."""
    return {
        "type": "number",
        "id": number,
        "attributes": {"alias": None, "value": number},
        "links": {"self": f"{HOST}/v2/numbers/{number}"},
    }


def number_document(**attributes: Any) -> dict[str, Any]:
    """A number's details as they are after a purchase."""
    return {
        "included": [SIP_REG],
        "data": {
            "type": "number",
            "id": OWN,
            "attributes": {**LISTED, **attributes},
            "links": {"self": f"{HOST}/v2/numbers/{OWN}"},
            "relationships": {
                "cnam_preset": {"data": None},
                "e911_address": {"data": None},
                "failover_route": {"data": None},
                "primary_route": {"data": {"type": "route", "id": "0"}},
            },
        },
        "links": {"self": f"{HOST}/v2/numbers/{OWN}"},
    }


def e911_record(record_id: str, **attributes: Any) -> dict[str, Any]:
    """An E911 record with these attributes."""
    return {
        "type": "e911",
        "id": record_id,
        "attributes": attributes,
        "links": {"self": f"{HOST}/v2/e911s/{record_id}"},
    }


def send(api: Caller, version: str = "v2.1", **message: Any) -> str:
    """The id of a message that was sent."""
    status, document = api.post(f"/{version}/messages", {**SMS, **message})
    assert status == 202
    return str(document["data"]["id"])
