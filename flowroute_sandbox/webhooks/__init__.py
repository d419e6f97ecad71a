"""Webhooks: their documents, the receipts of a message, and the attempts at posting them.

What is exported here takes plain values and does no I/O; a `Sandbox` posts what its account has.
"""

from flowroute_sandbox.state.entities import MediaFile
from flowroute_sandbox.webhooks.attempts import (
    MAX_ATTEMPTS,
    RETRY_INTERVAL,
    acknowledged,
    attempts,
    next_attempt,
)
from flowroute_sandbox.webhooks.documents import (
    Document,
    Version,
    attributes_of,
    inbound_mms,
    inbound_sms,
    receipt,
)
from flowroute_sandbox.webhooks.files import media_file
from flowroute_sandbox.webhooks.schedule import ScheduledWebhook, receipt_times
from flowroute_sandbox.webhooks.sender import HEADERS

__all__ = [
    "HEADERS",
    "MAX_ATTEMPTS",
    "RETRY_INTERVAL",
    "Document",
    "MediaFile",
    "ScheduledWebhook",
    "Version",
    "acknowledged",
    "attempts",
    "attributes_of",
    "inbound_mms",
    "inbound_sms",
    "media_file",
    "next_attempt",
    "receipt",
    "receipt_times",
]
