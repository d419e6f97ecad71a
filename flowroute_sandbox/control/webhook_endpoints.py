"""The attempts at posting webhooks, under /_sandbox/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.http.json_responses import Document, json_response
from flowroute_sandbox.http.router import route
from flowroute_sandbox.state.entities import DeliveryAttempt
from flowroute_sandbox.webhooks import subjects
from flowroute_sandbox.webhooks.deliveries import posted

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.state.entities import WebhookDelivery
    from flowroute_sandbox.webhooks.subjects import Subject


@route("GET", "/_sandbox/webhooks")
def list_webhooks(context: Context) -> Response:
    """200 with every attempt at posting a webhook, and those that wait, by when they are due."""
    attempts = [
        (attempt, number, delivery, message)
        for delivery in context.account.deliveries
        if (message := subjects.find(context.account, delivery.message))
        for number, attempt in enumerate(_attempts(delivery), 1)
    ]
    attempts.sort(key=lambda row: (row[0].due, row[3].sequence, row[2].position))
    return json_response({"webhooks": [_shown(*row) for row in attempts]})


def _attempts(delivery: WebhookDelivery) -> tuple[DeliveryAttempt, ...]:
    """Return the attempts made, and the one to come."""
    if delivery.due is None:
        return delivery.attempts
    return (*delivery.attempts, DeliveryAttempt(delivery.due, sent=None))


def _shown(
    attempt: DeliveryAttempt, number: int, delivery: WebhookDelivery, message: Subject
) -> Document:
    return {
        "message_id": message.id,
        "kind": delivery.kind,
        "level": delivery.position + 1 if getattr(message, "outbound", False) else None,
        "version": f"v{delivery.version}",
        "url": delivery.url,
        "attempt": number,
        "due": attempt.due.isoformat(),
        "sent": attempt.sent and attempt.sent.isoformat(),
        "status": attempt.status,
        "error": attempt.error,
        "document": posted(message, delivery),
    }
