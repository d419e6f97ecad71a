"""What is to be posted, where and when: decided here from the account alone. Pure.

A message that came in has one webhook, one that was sent has two, its receipts. They are posted
one after the other: `Message.told` counts those that are done with, and the `Delivery` of the
next one is made when it falls due.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from flowroute_sandbox.state.entities import Attempt, Delivery

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.entities import Message

# developer.flowroute.com: Receive an Inbound SMS. Four times in all, at intervals of 30 seconds.
# Assumed: webhooks-resent-alike
TRIES = 4
APART = timedelta(seconds=30)


class Target(NamedTuple):
    """Where a webhook goes, and the version of its document."""

    url: str
    version: str


def kind(message: Message) -> str:
    """Return which webhooks a message has: sms, mms, sms_dlr or mms_dlr."""
    medium = "mms" if message.is_mms else "sms"
    return f"{medium}_dlr" if message.outbound else medium


def target(account: Account, message: Message) -> Target | None:
    """Return where the webhooks of a message go now, None when nobody asked for them.

    Its own address comes before that of the account's number, and that before the account's.
    Source: developer.flowroute.com: Webhooks.
    """
    callbacks, name = account.callbacks, f"{kind(message)}_callback"
    number = message.sender if message.outbound else message.recipient
    # Assumed: webhook-version
    version = message.api_version or "2.1"
    if message.dlr_callback:
        found = Target(message.dlr_callback, version)
    elif callback := callbacks.get(f"{number}/{name}"):
        found = Target(callback.url, version)
    elif callback := callbacks.get(f"account/{name}"):
        found = Target(callback.url, callback.api_version or version)
    else:
        return None
    return found._replace(version=account.settings.webhook_version or found.version)


def due(account: Account, message: Message) -> datetime | None:
    """Return when the next attempt for a message falls due, None when there will be none.

    Each webhook waits for the end of the one before.
    """
    moments = _moments(message)
    if message.told >= len(moments):
        return None
    delivery = current(account, message)
    if delivery is not None:
        return delivery.due
    # Assumed: webhook-order
    before = account.deliveries.get(f"{message.id}/{message.told - 1}")
    at = moments[message.told]
    return max(at, before.attempts[-1].due) if before else at


def current(account: Account, message: Message) -> Delivery | None:
    """Return the delivery of the webhook that a message is at, None when it has not begun."""
    return account.deliveries.get(f"{message.id}/{message.told}")


def begin(account: Account, message: Message, at: datetime) -> Delivery | None:
    """Return the delivery of the webhook that a message is at, None when nobody asked for it."""
    # Assumed: webhook-address
    found = target(account, message)
    if found is None:
        return None
    return Delivery(message.id, message.told, kind(message), found.url, found.version, at)


def after(delivery: Delivery, attempt: Attempt) -> Delivery:
    """Return the delivery as it is after an attempt, with the time of the next one if need be."""
    attempts = (*delivery.attempts, attempt)
    # Assumed: webhook-acknowledgement
    taken = attempt.status is not None and 200 <= attempt.status < 300
    ended = taken or attempt.sent is None or len(attempts) == TRIES
    return replace(delivery, attempts=attempts, due=None if ended else attempt.due + APART)


def _moments(message: Message) -> tuple[datetime, ...]:
    """Return when the webhooks of a message fall due."""
    if not message.outbound:
        return (message.accepted,)
    return tuple(at for at in (message.submitted, message.settled) if at is not None)
