"""The webhooks that follow from what happens on a sandbox's account. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pytest_flowroute._webhooks import documents as _shapes
from pytest_flowroute._webhooks.deliveries import Webhook

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.entities import CallbackRow as Callback
    from flowroute_sandbox.state.entities import MessageRow as Message
    from pytest_flowroute._webhooks.documents import Version


class Due(NamedTuple):
    """A receipt that has fallen due: for which message, and of which level."""

    message: str
    level: Literal[1, 2]


def received(account: Account, message: Message) -> Webhook:
    """Return the webhook of a message that came in."""
    kind = "mms_callback" if message.is_mms else "sms_callback"
    callback = _callback(account, message.recipient, kind)
    version = _version(callback, message)
    if message.is_mms:
        document = _shapes.mms(
            version,
            message.id,
            message.accepted,
            from_=message.sender,
            to=message.recipient,
            body=message.body,
            files=[
                _shapes.resource(
                    version,
                    file.id,
                    {
                        "url": file.url,
                        "file_name": file.file_name,
                        "mime_type": file.mime_type,
                        "file_size": file.file_size,
                    },
                )
                for file in message.media
            ],
        )
    else:
        document = _shapes.sms(
            version,
            message.id,
            message.accepted,
            from_=message.sender,
            to=message.recipient,
            body=message.body or "",
        )
        if callback is not None:
            _shapes.attributes(document)["message_callback_url"] = callback.url
    return Webhook(document, url=callback.url if callback else None)


def receipts_due(message: Message, now: datetime) -> list[Due]:
    """Return the receipts that a message has by now, the oldest first."""
    moments: list[tuple[Literal[1, 2], datetime | None]] = [
        (1, message.submitted),
        (2, message.settled),
    ]
    return [Due(message.id, level) for level, at in moments if at is not None and at <= now]


def receipt(account: Account, message: Message, level: Literal[1, 2]) -> Webhook:
    """Return the webhook of one receipt.

    Its address is the message's own, else that of the number it was sent from, else the
    account's. Source: developer.flowroute.com: Webhooks.
    """
    kind = "mms_dlr_callback" if message.is_mms else "sms_dlr_callback"
    callback = _callback(account, message.sender, kind)
    document = _shapes.receipt(
        _version(None if message.dlr_callback else callback, message),
        message.id,
        (message.submitted if level == 1 else message.settled) or message.accepted,
        level=level,
        failed=message.failed,
        from_=message.sender,
        to=message.recipient,
        body="" if message.is_mms else message.body or "",
    )
    url = callback.url if callback else None
    return Webhook(document, url=message.dlr_callback or url)


def _callback(account: Account, number: str, kind: str) -> Callback | None:
    return account.callbacks.get(f"{number}/{kind}") or account.callbacks.get(f"account/{kind}")


def _version(callback: Callback | None, message: Message) -> Version:
    """Return the version the account's callback was set with, else that of the sending."""
    version = callback.api_version if callback else None
    return "v2.2" if (version or message.api_version) == "2.2" else "v2.1"
