"""An event that arrives: what it is one of, and where it belongs. Pure."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from .._outbox.deliveries.reports import Report
from .._webhooks.events import StatusChange
from .._webhooks.messages import InboundMessage
from .._webhooks.receipts import DeliveryReceipt
from .consent import consent_of
from .store.session import Arrival, ReceiptPlace

if TYPE_CHECKING:
    from .._webhooks.parsing import Event

SIZE: Final = 16  # bytes of a digest
LONGEST_ID: Final = 200  # characters; an index of PostgreSQL has a limit


def arrival(
    event: Event,
    body: bytes,
    received: float,
    *,
    content: str | None = None,
    opt_outs: bool = False,
    query: str = "",
) -> Arrival:
    """Return what to add for *event*, received as *body*.

    It is the one with its key; or, while it is not known to be true, the one with this *content*.
    *query* is that of the URL. With *opt_outs* what it says of consent counts.
    """
    confirmed = content is None
    return Arrival(
        kind=event.kind,
        key=digest("key", event.key) if content is None else digest("content", content),
        subject=digest(*_subject(event)),
        body=body,
        received=received,
        query=query,
        confirmed=confirmed,
        receipt=_place(event) if confirmed else None,
        consent=consent_of(event, received) if confirmed and opt_outs else None,
    )


def digest(*parts: str) -> bytes:
    """Return what is the same for the same *parts* only."""
    text = json.dumps(parts)  # which is ASCII, whatever they are
    return blake2b(text.encode(), digest_size=SIZE).digest()


def _subject(event: Event) -> tuple[str, ...]:
    """What *event* is about: events of one subject are handled one after the other."""
    match event:
        case InboundMessage(from_=from_, to=to):
            return ("conversation", *sorted((from_, to)))
        case DeliveryReceipt(message_id=message_id):
            return ("message", message_id)
        case StatusChange(resource_type=resource_type, resource_id=resource_id):
            return ("resource", resource_type, resource_id)
        case _:
            return ("event", event.key)


def _place(event: Event) -> ReceiptPlace | None:
    """The place of a receipt among those of its message, whatever their order of arrival."""
    if not isinstance(event, DeliveryReceipt):
        return None
    return ReceiptPlace(stored_id(event.message_id), json.dumps(Report.of(event).order()))


def stored_id(message_id: str) -> str:
    """Return what a message is known by in the store: its id, or a digest of one without end."""
    return message_id if len(message_id) <= LONGEST_ID else f"#{digest('id', message_id).hex()}"
