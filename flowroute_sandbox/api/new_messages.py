"""New messages: what they weigh, cost and carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flowroute_sandbox.state import funds, media, receipts, segments
from flowroute_sandbox.state.entities import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flowroute_sandbox.api.call import Call
    from flowroute_sandbox.state.entities import Number


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A message before it is accepted."""

    outbound: bool
    number: Number  # the account's own end
    peer: str
    body: str
    is_mms: bool
    media_urls: Sequence[str] = ()
    dlr_callback: str | None = None

    @property
    def segments(self) -> int:
        """How often the rate is charged: once for a multimedia message."""
        return 1 if self.is_mms else segments.segments(self.body)

    @property
    def cost(self) -> int:
        """The price in billionths of a US dollar."""
        return funds.MMS if self.is_mms else funds.SMS_SEGMENT * self.segments


def accept(call: Call, draft: Draft) -> Message:
    """Add the message to the account and return it; one that is sent must be paid for."""
    files = media.files(call.account, draft.media_urls)
    if draft.outbound:
        media.check_size(draft.body, files)
        funds.charge(call.account, draft.cost)
    else:
        funds.bill(call.account, draft.cost)
    sequence = call.account.count("message")
    ends = draft.number.value, draft.peer
    sender, recipient = ends if draft.outbound else reversed(ends)
    message = Message(
        id=call.ids.message(sequence),
        sequence=sequence,
        outbound=draft.outbound,
        sender=sender,
        recipient=recipient,
        body=draft.body or None,
        is_mms=draft.is_mms,
        segments=draft.segments,
        encoding=segments.encoding(draft.body),
        amount=draft.cost,
        message_type=draft.number.facts.number_type,
        accepted=call.now,
        submitted=call.now + receipts.SUBMITTED_AFTER if draft.outbound else None,
        settled=call.now + receipts.SETTLED_AFTER if draft.outbound else None,
        dlr_callback=draft.dlr_callback,
        media=files,
        api_version=call.path["version"].removeprefix("v") if draft.outbound else None,
        origin=call.request.origin,
    )
    call.account.messages.put(message)
    return message
