"""The status and the delivery receipts of a message at any moment.

A message is `queued`, then handed over (level 1), then accepted by the carrier (level 2); each
follows from the clock. The texts and codes are those of Flowroute's samples, except for those of
a failure, which no sample shows.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.http.json_responses import Document
    from flowroute_sandbox.state.entities import MessageRow

# Assumed: receipt-delays
SUBMITTED_AFTER = timedelta(seconds=1)
SETTLED_AFTER = timedelta(seconds=3)

# Assumed: queued
QUEUED = "queued"
SUBMITTED = (1, "smsc submit", None, "Message has been sent")
MMS_SUBMITTED = "mmsc submit"
ACCEPTED = (2, "message buffered", 1003, "Message accepted by Carrier")
# Assumed: failure-receipt
FAILED = (2, "delivery failure", None, "Message failed (sandbox only)")


def receipts(message: MessageRow, now: datetime) -> list[Document]:
    """Return the receipts due by `now`, the newest first: none of a multimedia message."""
    documents: list[Document] = []
    if message.is_mms:
        return documents
    if message.settled is not None and message.settled <= now:
        documents.append(_receipt(receipt_values(message, 2), message.settled))
    if message.submitted is not None and message.submitted <= now:
        documents.append(_receipt(receipt_values(message, 1), message.submitted))
    return documents


def receipt_values(message: MessageRow, level: int) -> tuple[int, str, int | None, str]:
    """Return the values of the receipt of a level: level, status, code and description."""
    if level == 1:
        return SUBMITTED
    return (
        failure(message.failure_code, message.failure_description) if message.failed else ACCEPTED
    )


def failure(code: int | None, description: str | None) -> tuple[int, str, int | None, str]:
    """Return the values of the receipt of a failure, for the reason that was chosen."""
    level, words, usual_code, usual_description = FAILED
    return level, words, code or usual_code, description or usual_description


def status(message: MessageRow, now: datetime) -> str:
    """Return the status of a message by `now`, that of its last receipt if it has any."""
    if not message.outbound:
        return "" if message.is_mms else "delivered"
    if message.submitted is None or message.submitted > now:
        return QUEUED
    settled = message.settled is not None and message.settled <= now
    if message.is_mms and not (settled and message.failed):
        return MMS_SUBMITTED
    return receipt_values(message, 2 if settled else 1)[1]


def hundredths(at: datetime) -> str:
    """Return a moment as message records have it: ``2017-12-22T01:52:39.39Z``."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 10_000:02}Z"


def _receipt(kind: tuple[int, str, int | None, str], at: datetime) -> Document:
    level, words, code, description = kind
    return {
        "status": words,
        "status_code": code,
        "status_code_description": description,
        "timestamp": hundredths(at),
        "level": level,
    }
