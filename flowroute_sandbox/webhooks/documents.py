"""The documents that are posted to an application, in each version of them. Pure.

Members, their order and their oddities are those of bodies that Flowroute documents and that
users captured: an amount is text for a text message and a number for a multimedia one, and
legacy version 2 wraps nothing in `data`.
Source: developer.flowroute.com: Receive an Inbound SMS, Receive an Inbound MMS, Receive a DLR.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from flowroute_sandbox.state import funds
from flowroute_sandbox.state.receipts import fate, moment

if TYPE_CHECKING:
    from flowroute_sandbox.http.answers import Document
    from flowroute_sandbox.state.entities import Delivery, Media, Message

LEGACY = "2"


def document(message: Message, delivery: Delivery) -> Document:
    """Return what is posted."""
    if message.outbound:
        return _receipt(message, delivery.version, level=delivery.position + 1)
    if message.is_mms:
        return _inbound_mms(message, delivery.version)
    return _inbound_sms(message, delivery)


def _inbound_sms(message: Message, delivery: Delivery) -> Document:
    sender = _phone(message.sender, delivery.version)
    recipient = _phone(message.recipient, delivery.version)
    if delivery.version == LEGACY:
        return {"to": recipient, "body": message.body, "from": sender, "id": message.id}
    attributes: Document = {
        "amount_display": _price(message.amount),
        "amount_nanodollars": str(message.amount),
        "body": message.body,
        "direction": "inbound",
        "from": sender,
        "is_mms": False,
        "message_callback_url": delivery.url,
        "message_encoding": message.encoding,
        "message_type": message.message_type,
        "status": "delivered",
        "timestamp": f"{message.accepted.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "to": recipient,
    }
    return {"data": {"attributes": attributes, "id": message.id, "type": "message"}}


def _inbound_mms(message: Message, version: str) -> Document:
    # Assumed: webhook-legacy-mms
    version = "2.1" if version == LEGACY else version
    attributes: Document = {
        "status": "",
        "body": message.body,
        "direction": "inbound",
        "amount_nanodollars": message.amount,
        "to": _phone(message.recipient, version),
        "message_encoding": message.encoding,
        "timestamp": moment(message.accepted),
        "delivery_receipts": [],
        "amount_display": _price(message.amount),
        "from": _phone(message.sender, version),
        "is_mms": True,
        "message_type": message.message_type,
    }
    identifiers = [{"type": "media", "id": file.id} for file in message.media]
    return {
        "included": [_file(message, file, version) for file in message.media],
        "data": {
            "relationships": {"media": {"data": identifiers}},
            "attributes": attributes,
            "type": "message",
            "id": message.id,
        },
    }


def _file(message: Message, file: Media, version: str) -> Document:
    return {
        "attributes": {
            "url": file.url,
            "file_name": file.file_name,
            "mime_type": file.mime_type,
            "file_size": file.file_size,
        },
        "type": "media",
        "id": file.id,
        "links": {"self": f"{message.origin}/v{version}/media/{file.id}"},
    }


def _receipt(message: Message, version: str, *, level: int) -> Document:
    _, status, code, description = fate(message, level)
    body = "" if message.is_mms else message.body
    if version == LEGACY:
        flat: Document = {
            "to": _phone(message.recipient, version),
            "from": _phone(message.sender, version),
            "body": body,
            "status": status,
        }
        if code is not None:
            flat["status_code"] = code
        return {"attributes": flat, "id": message.id, "type": "delivery_receipt"}
    at = (message.submitted if level == 1 else message.settled) or message.accepted
    attributes: Document = {
        "body": body,
        "level": level,
        "status": status,
        "status_code": code,
        "status_code_description": description,
        "timestamp": at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    return {
        "data": {
            "attributes": attributes,
            "id": message.id,
            "links": {"related": f"{message.origin}/v{version}/messages/{message.id}"},
            "type": "delivery_receipt",
        }
    }


def _phone(number: str, version: str) -> str:
    # Assumed: webhook-plus
    return f"+{number}" if version == "2.2" else number


def _price(amount: int) -> str:
    return f"${amount / funds.DOLLAR:.4f}"
