"""The bodies that Flowroute documents or that users captured, with other numbers in them."""

from __future__ import annotations

import json
from typing import Any

MDR1 = "mdr1-febb118b9b034338adfc662a8c02fd88"
MDR2 = "mdr2-5ca00ec193834bc691acd70988428554"
MMS = "mdr2-5730c97c878a11ec8008a26e9054fd5e"
SENT = "mdr2-39cadeace66e11e7aff806cd7f24ba2d"
PHONE, NUMBER = "12065550100", "12015550123"

SMS: dict[str, Any] = {
    "amount_display": "$0.0040",
    "amount_nanodollars": "4000000",
    "body": "SMS Forward Test",
    "direction": "inbound",
    "from": PHONE,
    "is_mms": False,
    "message_callback_url": "https://example.com/sms",
    "message_encoding": 0,
    "message_type": "longcode",
    "status": "delivered",
    "timestamp": "2022-02-06T17:52:33Z",
    "to": NUMBER,
}
PRICE = {
    "base_rate": "0.0040",
    "surcharge_rate": "0.0010",
    "segment_count": 2,
    "charged_cost": "0.0100",
}


def sms(**changed: Any) -> dict[str, Any]:
    """An inbound SMS of version 2.1, with some attributes changed."""
    return {"data": {"attributes": SMS | changed, "id": MDR2, "type": "message"}}


def media(version: str, identifier: str) -> dict[str, Any]:
    """The resource of a file."""
    return {
        "attributes": {
            "url": "https://mms-media-prod.s3.amazonaws.com/9E412262.jpg?Signature=EXAMPLE",
            "file_name": "9E412262.jpg",
            "mime_type": "image/jpeg",
            "file_size": 58017,
        },
        "type": "media",
        "id": identifier,
        "links": {"self": f"https://api.flowroute.com/{version}/media/{identifier}"},
    }


def mms(version: str = "v2.1", *, inside: bool = False, **changed: Any) -> dict[str, Any]:
    """An inbound MMS, with what it includes inside of `data` or, as captured, beside it."""
    identifier = {"v2.1": "1490420351891410944-9E412262.jpg", "v2.2": "5730c97c878a-1"}[version]
    attributes = {
        "status": "",
        "body": None,
        "direction": "inbound",
        "amount_nanodollars": {"v2.1": 9500000, "v2.2": 19500000}[version],
        "to": NUMBER,
        "message_encoding": 0,
        "timestamp": "2022-02-06T20:21:17.00Z",
        "delivery_receipts": [],
        "amount_display": {"v2.1": "$0.0095", "v2.2": "$0.0195"}[version],
        "from": PHONE,
        "is_mms": True,
        "message_type": "longcode",
    }
    data = {
        "relationships": {"media": {"data": [{"type": "media", "id": identifier}]}},
        "attributes": attributes | changed,
        "type": "message",
        "id": MMS,
    }
    included = {"included": [media(version, identifier)]}
    return {"data": data | included} if inside else {**included, "data": data}


def receipt(**changed: Any) -> dict[str, Any]:
    """A delivery receipt of version 2.1, with some attributes changed."""
    attributes = {
        "body": "test sms on v2",
        "level": 2,
        "status": "message buffered",
        "status_code": 1003,
        "status_code_description": "Message accepted by Carrier",
        "timestamp": "2017-12-21T16:44:35+00:00",
    }
    return {
        "data": {
            "attributes": attributes | changed,
            "id": SENT,
            "links": {"related": f"https://api.flowroute.com/v2.2/messages/{SENT}"},
            "type": "delivery_receipt",
        }
    }


FLAT = {"to": "12066418000", "body": "Hello there!", "from": "18553569768", "id": MDR1}
FLAT_RECEIPT: dict[str, Any] = {
    "attributes": {
        "to": PHONE,
        "from": NUMBER,
        "body": "…",
        "status": "message buffered",
        "status_code": 1003,
    },
    "id": SENT,
    "type": "delivery_receipt",
}
SUBMITTED = receipt(
    level=1,
    status="smsc submit",
    status_code=None,
    status_code_description="Message has been sent",
)
FLAT_SUBMITTED = {
    **FLAT_RECEIPT,
    "attributes": {"to": PHONE, "from": NUMBER, "body": "…", "status": "smsc submit"},
}
PORT = {
    "data": {
        "attributes": {
            "at": "2019-03-19T22:49:48.060559+00:00",
            "customer_id": "1",
            "event_type": "status_change",
            "id": "1a5b0e6c-ee50-5d0c-9f5e-8a0f4b1f6f44",
            "message": "Port Order #50404 has been cancelled.",
            "resource_id": "50404",
            "resource_type": "portorders",
            "status": "cancelled",
            "timestamp": "2019-03-19T22:49:48.060559+00:00",
            "type": "event",
            "url_override": None,
            "version": "1.0",
        },
        "id": "1a5b0e6c-ee50-5d0c-9f5e-8a0f4b1f6f44",
        "type": "po_status_change",
        "timestamp": "2019-03-19T22:49:48.060559Z",
    }
}

MESSAGES: dict[str, dict[str, Any]] = {
    "SMS 2.1": sms(),
    "SMS 2.2": sms(**{"from": f"+{PHONE}", "to": f"+{NUMBER}", "price_details": PRICE}),
    "SMS of 2017": sms(timestamp="2017-11-16T23:45:29.37Z"),
    "SMS 2": FLAT,
    "SMS 2, wrapped": {"data": FLAT},
    "MMS 2.1": mms(),
    "MMS 2.2": mms("v2.2"),
    "MMS, included in data": mms(inside=True),
    "MMS with a text": mms(body="Look!"),
}
RECEIPTS: dict[str, dict[str, Any]] = {
    "level 2": receipt(),
    "level 1": SUBMITTED,
    "of an MMS": receipt(body=""),
    "a code as text": receipt(status_code="1003"),
    "level 2, version 2": FLAT_RECEIPT,
    "level 1, version 2": FLAT_SUBMITTED,
    "version 2, wrapped": {"data": FLAT_RECEIPT},
}
CHANGES: dict[str, dict[str, Any]] = {"port order": PORT}
DOCUMENTS = MESSAGES | RECEIPTS | CHANGES
BODIES = {name: json.dumps(document) for name, document in DOCUMENTS.items()}
