"""Which webhooks a message has, when each is due, and where it goes. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from flowroute_sandbox.state.calls.rows import CdrExportRow
from flowroute_sandbox.state.messaging.rows import ProvisioningRow
from flowroute_sandbox.state.ports.rows import PortOrderRow
from flowroute_sandbox.state.receipts import SETTLED_AFTER, SUBMITTED_AFTER
from flowroute_sandbox.webhooks import events
from flowroute_sandbox.webhooks.documents import inbound_mms, inbound_sms, receipt

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.webhooks.documents import Document, Version
    from flowroute_sandbox.webhooks.subjects import Subject

Level = Literal[1, 2]
LEVELS: tuple[Level, Level] = (1, 2)


class Target(NamedTuple):
    """Where a webhook goes, and the version of its document, such as "2.1"."""

    url: str | None
    version: str


class ScheduledWebhook(NamedTuple):
    """A webhook of a message, order, export or task, whether it is due or not.

    `message_id` is the id of any of these. `kind` is sms, mms, sms_dlr or mms_dlr, or else
    portorder, cdrexport or provisioning. `level` is that of a receipt. `url` is None where no
    callback is set.
    """

    message_id: str
    kind: str
    level: Level | None
    due: datetime
    url: str | None
    version: Version
    document: Document


def receipt_times(sent: datetime) -> tuple[datetime, datetime]:
    """Return when the two receipts of a message are due that was sent at this moment."""
    return sent + SUBMITTED_AFTER, sent + SETTLED_AFTER


def scheduled(account: Account, message: Subject) -> tuple[ScheduledWebhook, ...]:
    """Return every webhook of a message, as it would be posted by the account's settings now.

    A message that was received has one, a message that was sent has two, its receipts. An order,
    an export and a task have one for each change of their status.
    """
    url, version = target(account, message)
    return tuple(
        ScheduledWebhook(
            message.id,
            kind(message),
            level,
            due,
            url,
            cast("Version", f"v{version}"),
            document(message, position, version, url),
        )
        for position, (level, due) in enumerate(
            zip(_levels(message), moments(message), strict=True)
        )
    )


def kind(message: Subject) -> str:
    """Return which webhooks it has: of a message sms, mms, sms_dlr or mms_dlr, else its kind."""
    if isinstance(message, CdrExportRow):
        return "cdrexport"
    if isinstance(message, PortOrderRow):
        return "portorder"
    if isinstance(message, ProvisioningRow):
        return "provisioning"
    medium = "mms" if message.is_mms else "sms"
    return f"{medium}_dlr" if message.outbound else medium


def target(account: Account, message: Subject) -> Target:
    """Return where the webhooks of *message* go now; the URL is None without a callback.

    An order has its `status_url`, an export and a task their `callback_url`. The message's own
    address has precedence over that of the account's number, and that over the account's. Source:
    developer.flowroute.com: Webhooks.
    """
    if isinstance(message, PortOrderRow):
        return Target(message.details.status_url, events.VERSION)
    if isinstance(message, CdrExportRow | ProvisioningRow):
        return Target(message.callback_url, events.VERSION)
    callbacks, name = account.callbacks, f"{kind(message)}_callback"
    number = message.sender if message.outbound else message.recipient
    # Assumed: webhook-version
    version = message.api_version or "2.1"
    if message.dlr_callback:
        chosen = Target(message.dlr_callback, version)
    elif callback := callbacks.get(f"{number}/{name}"):
        chosen = Target(callback.url, version)
    elif callback := callbacks.get(f"account/{name}"):
        chosen = Target(callback.url, callback.api_version or version)
    else:
        chosen = Target(None, version)
    return chosen._replace(version=account.settings.webhook_version or chosen.version)


def moments(message: Subject) -> tuple[datetime, ...]:
    """Return when each webhook of a message, order, export or task is due."""
    if isinstance(message, PortOrderRow | CdrExportRow | ProvisioningRow):
        return events.moments(message)
    if not message.outbound:
        return (message.accepted,)
    return tuple(at for at in (message.submitted, message.settled) if at is not None)


def document(message: Subject, position: int, version: str, url: str | None) -> Document:
    """Return the document of the webhook at this position, from 0, in a version such as "2.1"."""
    if isinstance(message, PortOrderRow | CdrExportRow | ProvisioningRow):
        return events.document(message, position, url)
    written = cast("Version", f"v{version}")
    if message.outbound:
        # Assumed: mms-receipts
        level = LEVELS[position]
        return receipt(
            written,
            id=message.id,
            level=level,
            at=(message.submitted if level == 1 else message.settled) or message.accepted,
            failed=message.failed,
            code=message.failure_code,
            description=message.failure_description,
            from_=message.sender,
            to=message.recipient,
            body="" if message.is_mms else message.body,
            origin=message.origin,
        )
    if message.is_mms:
        return inbound_mms(
            written,
            id=message.id,
            from_=message.sender,
            to=message.recipient,
            body=message.body,
            at=message.accepted,
            files=message.media,
            amount=message.amount,
            message_type=message.message_type,
            origin=message.origin,
        )
    return inbound_sms(
        written,
        id=message.id,
        from_=message.sender,
        to=message.recipient,
        body=message.body,
        at=message.accepted,
        url=url or "",
        amount=message.amount,
        message_type=message.message_type,
    )


def _levels(message: Subject) -> tuple[Level | None, ...]:
    if isinstance(message, PortOrderRow | CdrExportRow | ProvisioningRow):
        return (None,) * len(moments(message))
    return LEVELS if message.outbound else (None,)
