"""Records of messages as Flowroute has them, for the webhooks that are documented."""

from __future__ import annotations

from typing import Any

from webhook_events import documented

from flowroute_api.models import MessageDocument
from flowroute_ext import MessageRecord

RECEIPTS = [
    {
        "level": 2,
        "status": "message buffered",
        "status_code": 1003,
        "status_code_description": "Message accepted by Carrier",
        "timestamp": "2017-12-21T16:44:35.00Z",
    },
    {
        "level": 1,
        "status": "smsc submit",
        "status_code": None,
        "status_code_description": "Message has been sent",
        "timestamp": "2017-12-21T16:44:34.00Z",
    },
]


def record(document: dict[str, Any]) -> MessageRecord:
    return MessageRecord.from_document(MessageDocument.from_dict(document))


def received(**changed: Any) -> MessageRecord:
    """The record of the documented inbound SMS."""
    attributes = documented.SMS | {"delivery_receipts": []} | changed
    return record({"data": {"attributes": attributes, "id": documented.MDR2, "type": "message"}})


def sent(**changed: Any) -> MessageRecord:
    """The record of the message that the documented receipts are of."""
    attributes = {
        "body": "test sms on v2",
        "direction": "outbound",
        "from": documented.NUMBER,
        "to": documented.PHONE,
        "is_mms": False,
        "status": "message buffered",
        "timestamp": "2017-12-21T16:44:34.00Z",
        "delivery_receipts": RECEIPTS,
    }
    return record(
        {"data": {"attributes": attributes | changed, "id": documented.SENT, "type": "message"}}
    )
