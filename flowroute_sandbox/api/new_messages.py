"""New messages: what they weigh, cost and carry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flowroute_sandbox.state import funds, media, receipts, segments
from flowroute_sandbox.state.entities import MessageRow
from flowroute_sandbox.state.prices import MMS_PRICES, SMS_PRICE
from flowroute_sandbox.webhooks.schedule import target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.entities import NumberRow


@dataclass(slots=True, repr=False)
class MessageDraft:
    """A message before it is accepted."""

    outbound: bool
    number: NumberRow  # the account's own end
    peer: str
    body: str
    is_mms: bool
    media_urls: Sequence[str] = ()
    dlr_callback: str | None = None


def accept(context: Context, draft: MessageDraft) -> MessageRow:
    """Add the message to the account and return it; one that is sent must be paid for."""
    files = media.files(context.account, draft.media_urls)
    # The rate is charged for each segment, and once for a multimedia message.
    count = 1 if draft.is_mms else segments.segments(draft.body)
    cost = MMS_PRICES["v2.1"] if draft.is_mms else SMS_PRICE * count
    if draft.outbound:
        media.check_size(draft.body, files)
        funds.check(context.account, cost)
    sequence = _next_sequence(context.account)
    ends = draft.number.value, draft.peer
    sender, recipient = ends if draft.outbound else reversed(ends)
    version = context.path["version"] if draft.outbound else ""
    message_id = context.ids.message(sequence, version)
    message = MessageRow(
        id=message_id,
        sequence=sequence,
        outbound=draft.outbound,
        sender=sender,
        recipient=recipient,
        body=draft.body or None,
        is_mms=draft.is_mms,
        segments=count,
        encoding=segments.encoding(draft.body),
        amount=cost,
        message_type=draft.number.facts.number_type,
        accepted=context.now,
        submitted=context.now + receipts.SUBMITTED_AFTER if draft.outbound else None,
        settled=context.now + receipts.SETTLED_AFTER if draft.outbound else None,
        dlr_callback=draft.dlr_callback,
        media=media.identified(files, message_id),
        api_version=version.removeprefix("v") or None,
        origin=context.request.origin,
    )
    if not draft.outbound:
        message = replace(message, amount=_received_cost(context.account, message))
    context.account.pay(message)
    context.account.messages.put(message)
    return message


def _next_sequence(account: Account) -> int:
    # No count of messages is kept, which would be one more row to save with each.
    newest = next(reversed(account.messages), None)
    return 1 if newest is None else newest.sequence + 1


def _received_cost(account: Account, message: MessageRow) -> int:
    """Return the price of a message that is received: that of its webhook's version."""
    # Assumed: received-mms-price
    version = f"v{target(account, message).version}"
    return MMS_PRICES.get(version, message.amount) if message.is_mms else message.amount
