"""The documents that Flowroute posts to an application, in each version of them. Pure.

The members, their order and their oddities are those of the bodies that Flowroute documents,
and of deliveries that its users published: an amount is text for an SMS and a number for an
MMS, only version 2.2 writes phone numbers with ``+``, and version 2 wraps nothing in ``data``.
Source: developer.flowroute.com: Receive an Inbound SMS, Receive an Inbound MMS, Receive a DLR.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from flowroute_sandbox.state.media import DEFAULT_SIZE, MIME_TYPES
from flowroute_sandbox.state.receipts import ACCEPTED, FAILED, SUBMITTED, hundredths
from flowroute_sandbox.state.segments import encoding, segments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Document: TypeAlias = dict[str, Any]
Version: TypeAlias = Literal["v2", "v2.1", "v2.2"]

API = "https://api.flowroute.com"
DOLLAR = 1_000_000_000
SMS_PRICE = 4_000_000
MMS_PRICES = {"v2.1": 9_500_000, "v2.2": 19_500_000}
MEDIA_HOSTS = {
    "v2.1": "https://mms-media-prod.s3.amazonaws.com",
    "v2.2": "https://s3.us-west-2.amazonaws.com/flowroute-messaging-media",
}
LINKS_LAST = timedelta(days=7)


def sms(
    version: Version, message_id: str, at: datetime, *, from_: str, to: str, body: str
) -> Document:
    """Return a text message that came in."""
    sender, recipient = phone(from_, version), phone(to, version)
    if version == "v2":
        return {"to": recipient, "body": body, "from": sender, "id": message_id}
    amount = SMS_PRICE * segments(body)
    attributes = {
        "amount_display": price(amount),
        "amount_nanodollars": str(amount),
        "body": body,
        "direction": "inbound",
        "from": sender,
        "is_mms": False,
        "message_callback_url": "https://example.com/sms",
        "message_encoding": encoding(body),
        "message_type": "longcode",
        "status": "delivered",
        "timestamp": to_the_second(at),
        "to": recipient,
    }
    return {"data": {"attributes": attributes, "id": message_id, "type": "message"}}


def mms(
    version: Version,
    message_id: str,
    at: datetime,
    *,
    from_: str,
    to: str,
    body: str | None,
    files: Sequence[Document],
) -> Document:
    """Return a multimedia message that came in, with these files from `file`."""
    amount = MMS_PRICES[version]
    attributes: Document = {
        "status": "",
        "body": body,
        "direction": "inbound",
        "amount_nanodollars": amount,
        "to": phone(to, version),
        "message_encoding": encoding(body or ""),
        "timestamp": hundredths(at),
        "delivery_receipts": [],
        "amount_display": price(amount),
        "from": phone(from_, version),
        "is_mms": True,
        "message_type": "longcode",
    }
    identifiers = [{"type": "media", "id": one["id"]} for one in files]
    return {
        "included": list(files),
        "data": {
            "relationships": {"media": {"data": identifiers}},
            "attributes": attributes,
            "type": "message",
            "id": message_id,
        },
    }


def file(
    version: Version, message_id: str, at: datetime, position: int, about: Mapping[str, Any]
) -> Document:
    """Return the `position`-th file (from 1) of a multimedia message; `about` names it at least."""
    name = about["file_name"]
    kept = blake2b(message_id.encode(), digest_size=16).digest()
    if version == "v2.1":
        media_id = f"{int.from_bytes(kept[:7], 'big') % 10**16 + 149 * 10**16}-{name}"
    else:
        media_id = f"{kept.hex()}-{position}"
    expires = int((at + LINKS_LAST).timestamp())
    signed = f"AWSAccessKeyId=EXAMPLE&Expires={expires}&Signature=EXAMPLE"
    usual = {
        "url": f"{MEDIA_HOSTS[version]}/{media_id}?{signed}",
        "file_name": name,
        "mime_type": MIME_TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream"),
        "file_size": DEFAULT_SIZE,
    }
    return resource(version, media_id, {**usual, **about})


def resource(version: Version, media_id: str, about: Document) -> Document:
    """Return a file with this id, and all four of its attributes."""
    return {
        "attributes": about,
        "type": "media",
        "id": media_id,
        "links": {"self": f"{API}/{version}/media/{media_id}"},
    }


def receipt(
    version: Version,
    message_id: str,
    at: datetime,
    *,
    level: Literal[1, 2],
    failed: bool,
    from_: str,
    to: str,
    body: str,
) -> Document:
    """Return a delivery receipt: level 1 when Flowroute hands over, 2 when the carrier answers.

    What a failure looks like is assumed; no body of one is documented.
    """
    _, status, code, description = (FAILED if failed else ACCEPTED) if level == 2 else SUBMITTED
    if version == "v2":
        flat: Document = {"to": phone(to, version), "from": phone(from_, version), "body": body}
        flat["status"] = status
        if code is not None:
            flat["status_code"] = code
        return {"attributes": flat, "id": message_id, "type": "delivery_receipt"}
    attributes = {
        "body": body,
        "level": level,
        "status": status,
        "status_code": code,
        "status_code_description": description,
        "timestamp": with_offset(at),
    }
    return {
        "data": {
            "attributes": attributes,
            "id": message_id,
            "links": {"related": f"{API}/{version}/messages/{message_id}"},
            "type": "delivery_receipt",
        }
    }


def attributes(document: Document) -> Document:
    """Return the part of a document that tells of the message: what an override changes."""
    inner: Document = document.get("data", document)
    found: Document = inner.get("attributes", inner)
    return found


def phone(number: str, version: Version) -> str:
    """Return a phone number as this version writes it; short codes and names stay as they are."""
    bare = re.sub(r"[\s().+-]", "", number)
    if not re.fullmatch("[0-9]{10,15}", bare):
        return number
    plain = f"1{bare}" if len(bare) == 10 else bare
    return f"+{plain}" if version == "v2.2" else plain


def price(amount: int) -> str:
    """Return billionths of a US dollar as Flowroute shows them."""
    return f"${amount / DOLLAR:.4f}"


def to_the_second(at: datetime) -> str:
    """Return a moment as webhooks of text messages have it, ``2022-02-06T17:52:33Z``."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def with_offset(at: datetime) -> str:
    """Return a moment as receipts have it, ``2017-12-21T16:44:35+00:00``."""
    return at.astimezone(UTC).isoformat(timespec="seconds")
