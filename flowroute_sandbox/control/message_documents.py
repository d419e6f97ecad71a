"""Messages and receipts as the page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.live.conversations import pair
from flowroute_sandbox.state import receipts
from flowroute_sandbox.state.prices import price

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.http.json_responses import Document
    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.entities import MessageRow


def message_document(account: Account, message: MessageRow, now: datetime) -> Document:
    """Return a message with all that is known of it now.

    `receipts` are those that have fallen due, the oldest first, of a multimedia message too. Times
    are ISO 8601; `submitted` and `settled` are when its receipts are or were due. `webhooks` are
    the results of the attempts at posting.
    """
    ours, theirs = pair(message)
    return {
        "id": message.id,
        "direction": "outbound" if message.outbound else "inbound",
        "ours": ours,
        "theirs": theirs,
        "body": message.body,
        "is_mms": message.is_mms,
        "media": [
            {
                "file_name": file.file_name,
                "mime_type": file.mime_type,
                "file_size": file.file_size,
                "url": file.url,
            }
            for file in message.media
        ],
        "segments": message.segments,
        "encoding": message.encoding,
        "price": price(message.amount),
        "status": receipts.status(message, now),
        "failed": message.failed and bool(message.settled and message.settled <= now),
        "receipts": [_receipt(message, *due) for due in _due(message, now)],
        "accepted": message.accepted.isoformat(),
        "submitted": message.submitted and message.submitted.isoformat(),
        "settled": message.settled and message.settled.isoformat(),
        "webhooks": _webhooks(account, message),
    }


def _due(message: MessageRow, now: datetime) -> list[tuple[int, datetime]]:
    moments = enumerate((message.submitted, message.settled), 1)
    return [(level, at) for level, at in moments if at is not None and at <= now]


def _receipt(message: MessageRow, level: int, at: datetime) -> Document:
    _, status, code, description = receipts.receipt_values(message, level)
    return {
        "level": level,
        "status": status,
        "status_code": code,
        "status_code_description": description,
        "at": at.isoformat(),
    }


def _webhooks(account: Account, message: MessageRow) -> list[Document]:
    deliveries = (account.deliveries.get(f"{message.id}/{position}") for position in range(2))
    return [
        {
            "level": delivery.position + 1 if message.outbound else None,
            "attempts": len(delivery.attempts),
            "status": delivery.attempts[-1].status if delivery.attempts else None,
            "error": delivery.attempts[-1].error if delivery.attempts else None,
            "next": delivery.due and delivery.due.isoformat(),
        }
        for delivery in deliveries
        if delivery is not None
    ]
