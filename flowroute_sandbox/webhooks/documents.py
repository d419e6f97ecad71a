"""The documents that Flowroute posts to an application, in each version, from plain values. Pure.

Members, their order and their irregularities are those of the bodies that Flowroute documents
and that users captured: an amount is text for an SMS and a number for an MMS, only an SMS of
version 2.2 has phone numbers with ``+``, and legacy version 2 wraps nothing in ``data``.
Source: developer.flowroute.com: Receive an Inbound SMS, Receive an Inbound MMS, Receive a DLR.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from flowroute_sandbox.http.messages import ORIGIN
from flowroute_sandbox.state.media import media_document
from flowroute_sandbox.state.prices import MMS_PRICES, SMS_PRICE, price
from flowroute_sandbox.state.receipts import ACCEPTED, SUBMITTED, failure, hundredths
from flowroute_sandbox.state.segments import encoding, segments

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from flowroute_sandbox.state.entities import MediaFile

Document: TypeAlias = dict[str, Any]
Version: TypeAlias = Literal["v2", "v2.1", "v2.2"]


def inbound_sms(
    version: Version,
    *,
    id: str,
    from_: str,
    to: str,
    body: str | None,
    at: datetime,
    url: str,
    amount: int | None = None,
    message_type: str = "longcode",
) -> Document:
    """Return the webhook of a text message to a number of the account.

    `url` is the callback that it is posted to. `amount` is in billionths of a US dollar, and
    follows from the text by default.
    """
    text = body or ""
    if version == "v2":
        return {"to": phone(to, version), "body": text, "from": phone(from_, version), "id": id}
    cost = SMS_PRICE * segments(text) if amount is None else amount
    attributes: Document = {
        "amount_display": price(cost),
        "amount_nanodollars": str(cost),
        "body": text,
        "direction": "inbound",
        "from": phone(from_, version),
        "is_mms": False,
        "message_callback_url": url,
        "message_encoding": encoding(text),
        "message_type": message_type,
        "status": "delivered",
        "timestamp": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "to": phone(to, version),
    }
    return {"data": {"attributes": attributes, "id": id, "type": "message"}}


def inbound_mms(
    version: Version,
    *,
    id: str,
    from_: str,
    to: str,
    body: str | None,
    at: datetime,
    files: Iterable[MediaFile],
    amount: int | None = None,
    message_type: str = "longcode",
    origin: str = ORIGIN,
) -> Document:
    """Return the webhook of a multimedia message to a number of the account, with its files.

    `amount` is in billionths of a US dollar, by default the captured one of the version. No
    multimedia message of version 2 is documented: it is the one of version 2.1.
    """
    # Assumed: webhook-legacy-mms
    version = "v2.1" if version == "v2" else version
    cost = MMS_PRICES[version] if amount is None else amount
    attributes: Document = {
        "status": "",
        "body": body,
        "direction": "inbound",
        "amount_nanodollars": cost,
        "to": phone(to, "v2.1"),
        "message_encoding": encoding(body or ""),
        "timestamp": hundredths(at),
        "delivery_receipts": [],
        "amount_display": price(cost),
        "from": phone(from_, "v2.1"),
        "is_mms": True,
        "message_type": message_type,
    }
    included = [media_document(version, file, origin) for file in files]
    identifiers = [{"type": "media", "id": file["id"]} for file in included]
    return {
        "included": included,
        "data": {
            "relationships": {"media": {"data": identifiers}},
            "attributes": attributes,
            "type": "message",
            "id": id,
        },
    }


def receipt(
    version: Version,
    *,
    id: str,
    level: Literal[1, 2],
    at: datetime,
    failed: bool = False,
    code: int | None = None,
    description: str | None = None,
    from_: str = "",
    to: str = "",
    body: str | None = "",
    origin: str = ORIGIN,
) -> Document:
    """Return the delivery receipt of the message with this id.

    Level 1 is sent when Flowroute hands the message over, level 2 when the carrier accepts it or,
    if it `failed`, does not. `from_` and `to` are in version 2 only. `body` is "" for a
    multimedia message. What a failure looks like is assumed: no such receipt is documented; it has
    the `code` and the `description` that are given.
    """
    late = failure(code, description) if failed else ACCEPTED
    _, status, code, description = late if level == 2 else SUBMITTED
    if version == "v2":
        flat: Document = {
            "to": phone(to, version),
            "from": phone(from_, version),
            "body": body,
            "status": status,
        }
        if code is not None:
            flat["status_code"] = code
        return {"attributes": flat, "id": id, "type": "delivery_receipt"}
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
            "id": id,
            "links": {"related": f"{origin}/{version}/messages/{id}"},
            "type": "delivery_receipt",
        }
    }


def attributes_of(document: Document) -> Document:
    """Return the part of a document that describes the message or its receipt, to be changed."""
    inner: Document = document.get("data", document)
    attributes: Document = inner.get("attributes", inner)
    return attributes


def phone(number: str, version: Version) -> str:
    """Return a phone number as this version writes it; short codes and names stay as they are."""
    digits = re.sub(r"[\s().+-]", "", number)
    if not re.fullmatch("[0-9]{7,15}", digits):
        return number
    # Assumed: webhook-plus
    return f"+{digits}" if version == "v2.2" else digits
