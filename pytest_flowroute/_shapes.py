"""The JSON documents that Flowroute posts to an application, for each version of them. Pure.

The members, their order and their oddities are those of the bodies that Flowroute documents
and of deliveries that its users published: an amount is text for an SMS and a number for an
MMS, only version 2.2 writes phone numbers with ``+``, and version 2 wraps nothing in ``data``.
Source: developer.flowroute.com: Receive Inbound SMS, Receive Inbound MMS, Receive a DLR.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any, Literal, TypeAlias

from flowroute_sandbox.media import DEFAULT_SIZE, MIME_TYPES
from flowroute_sandbox.receipts import ACCEPTED, FAILED, SUBMITTED, moment
from flowroute_sandbox.segments import encoding, segments

Document: TypeAlias = dict[str, Any]
Version: TypeAlias = Literal["v2", "v2.1", "v2.2"]

VERSIONS = ("v2", "v2.1", "v2.2")
MEDIA_LIVES = timedelta(days=7)  # a link to a file is signed for this long
DOLLAR = 1_000_000_000
SMS_PRICE = 4_000_000
MMS_PRICES = {"v2.1": 9_500_000, "v2.2": 19_500_000}
MEDIA_HOSTS = {
    "v2.1": "https://mms-media-prod.s3.amazonaws.com",
    "v2.2": "https://s3.us-west-2.amazonaws.com/flowroute-messaging-media",
}


def sms(
    version: Version, *, message_id: str, at: datetime, from_: str, to: str, body: str, url: str
) -> Document:
    """Return an inbound text message."""
    sender, recipient = digits(from_, version), digits(to, version)
    if version == "v2":
        return {"to": recipient, "body": body, "from": sender, "id": message_id}
    amount = SMS_PRICE * segments(body)
    attributes = {
        "amount_display": display(amount),
        "amount_nanodollars": str(amount),
        "body": body,
        "direction": "inbound",
        "from": sender,
        "is_mms": False,
        "message_callback_url": url,
        "message_encoding": encoding(body),
        "message_type": "longcode",
        "status": "delivered",
        "timestamp": second(at),
        "to": recipient,
    }
    return {"data": {"attributes": attributes, "id": message_id, "type": "message"}}
