"""Delivery receipts for the rows of an outbox, as Flowroute posts them."""

from __future__ import annotations

from typing import Any

from flowroute_ext import Outbox
from flowroute_ext._builders.callbacks import proof_of, with_reference
from flowroute_ext._outbox.deliveries.schema import receipt_key

SUBMITTED = (1, "smsc submit", None)
BUFFERED = (2, "message buffered", 1003)
DELIVERED = (2, "delivery success", None)
FAILED = (2, "delivery failure", None)
ODD = (2, "something new", 1099)


def genuine_url(outbox: Outbox, reference: str) -> str:
    """The URL that Flowroute posts to for that row."""
    with outbox._open() as database, database.reading() as connection:
        key = receipt_key(connection)
    return with_reference("/dlr", reference, proof_of(key, reference))


def receipt(
    message_id: object, kind: tuple[int | None, str | None, object] = BUFFERED, second: int = 0
) -> dict[str, Any]:
    """The body of a receipt, decoded."""
    level, status, code = kind
    attributes = {
        "level": level,
        "status": status,
        "status_code": code,
        "status_code_description": "As the carrier says",
        "timestamp": f"2026-05-01T12:00:{second:02}Z",
    }
    return {"data": {"id": message_id, "type": "delivery_receipt", "attributes": attributes}}
