"""The delivery that a message is at, decided from the account alone. Pure.

The webhooks of a message are posted one after the other: `MessageRow.webhooks_done` counts those
that need no more attempts, and the `WebhookDelivery` of the next one is made when it is due.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.state.entities import DeliveryAttempt, MessageRow, WebhookDelivery
from flowroute_sandbox.webhooks.attempts import next_attempt
from flowroute_sandbox.webhooks.schedule import document, kind, moments, target

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.webhooks.documents import Document
    from flowroute_sandbox.webhooks.subjects import Subject


def due(account: Account, message: Subject) -> datetime | None:
    """Return when the next attempt for a message is due, None when there will be none.

    Each webhook waits for the end of the one before.
    """
    times = moments(message)
    if message.webhooks_done >= len(times):
        return None
    delivery = current(account, message)
    if delivery is not None:
        return delivery.due
    # Assumed: webhook-order
    before = account.deliveries.get(f"{message.id}/{message.webhooks_done - 1}")
    at = times[message.webhooks_done]
    return max(at, before.attempts[-1].due) if before else at


def current(account: Account, message: Subject) -> WebhookDelivery | None:
    """Return the delivery of a message's next webhook, None when it has not begun."""
    return account.deliveries.get(f"{message.id}/{message.webhooks_done}")


def is_unheard(account: Account, message: Subject) -> bool:
    """Return whether all webhooks that a message has left had no callback when they fell due.

    As long as no callback is set at all, that holds for each that is yet to fall due, too.
    """
    if not isinstance(message, MessageRow) or message.dlr_callback or current(account, message):
        return False
    if not len(account.callbacks):
        return True
    until, at = account.settings.unheard_until, due(account, message)
    return until is not None and at is not None and max(at, *moments(message)) <= until


def begin(account: Account, message: Subject, at: datetime) -> WebhookDelivery | None:
    """Return a new delivery of a message's next webhook, due at `at`.

    None when no callback is set, or none was when it fell due.
    """
    # Assumed: webhook-address
    destination = target(account, message)
    until = account.settings.unheard_until
    has_own = not isinstance(message, MessageRow) or message.dlr_callback
    if destination.url is None or (until is not None and at <= until and not has_own):
        return None
    position = message.webhooks_done
    return WebhookDelivery(
        message.id, position, kind(message), destination.url, destination.version, at
    )


def after(delivery: WebhookDelivery, attempt: DeliveryAttempt) -> WebhookDelivery:
    """Return the delivery after an attempt, with the time of the next one if there is one."""
    attempts = (*delivery.attempts, attempt)
    held_back = attempt.sent is None
    due = None if held_back else next_attempt(attempt.due, len(attempts), attempt.status)
    return replace(delivery, attempts=attempts, due=due)


def posted(message: Subject, delivery: WebhookDelivery) -> Document:
    """Return the document that a delivery posts."""
    return document(message, delivery.position, delivery.version, delivery.url)
