"""Whether Flowroute's record of a message agrees with a webhook about it. Pure."""

from __future__ import annotations

import copy
import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

import attrs

from .._base.reading.phones import received_number
from .._webhooks.messages import InboundMessage
from .._webhooks.receipts import DeliveryReceipt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._values.messages import Media, MessageRecord
    from .._webhooks.parsing import Event

Verdict = Literal["agrees", "differs", "not yet"]

# Events that there is a record of.
OfMessage: TypeAlias = InboundMessage | DeliveryReceipt
OF_MESSAGES: Final = (InboundMessage, DeliveryReceipt)


@attrs.frozen
class Agreement:
    """The `verdict` of a record on an event, and `why`: the fields that differ, never a value.

    ``"not yet"``: the record does not show it, and may do so later.
    """

    verdict: Verdict
    why: str = ""


AGREES: Final = Agreement("agrees")


def agreement(event: OfMessage, record: MessageRecord) -> Agreement:
    """Return whether *record* agrees with *event*, in what both have.

    Of a message that is the id, the direction, both numbers and the text: a record without a text
    is that of a message without one (developer.flowroute.com: Look Up a Message Detail Record).
    Media are not compared: `confirmed` takes those of the record. Of a receipt it is the id, the
    direction, and one of the receipts of the record with the same level, status and code. The
    record of an MMS has no receipts (rjanja/flowroute README, 2018), so that nothing more of them
    can be compared than that the account has sent this MMS.
    """
    if isinstance(event, InboundMessage):
        return _of_message(event, record)
    return _of_receipt(event, record)


def confirmed(event: OfMessage, record: MessageRecord) -> dict[str, Any]:
    """Return the document of *event* with the media of *record*, which agrees with it.

    A forged URL may be beside a true id, and what an application downloads is what the URL has.
    """
    document: dict[str, Any] = copy.deepcopy(event.raw)
    if isinstance(event, InboundMessage) and (event.media or record.media):
        _set_media(document, record.media)
    return document


def fingerprint(event: Event) -> str:
    """Return what two deliveries have in common only if they say the same.

    The `key` of an event is that of a forged one with its id as well.
    """
    text = json.dumps([type(event).__name__, event.to_dict()], sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _set_media(document: dict[str, Any], media: Sequence[Media]) -> None:
    """Make *media* those of the resource in *document*, at whatever level it is."""
    resource = document
    while isinstance(inner := resource.get("data"), dict):
        resource.pop("included", None)
        resource = cast("dict[str, Any]", inner)
    resource.pop("included", None)
    named = [{"type": "media", "id": medium.id} for medium in media]
    resource["relationships"] = {"media": {"data": named}}
    document["included"] = [
        {
            "type": "media",
            "id": medium.id,
            "attributes": {
                "url": medium.url,
                "file_name": medium.file_name,
                "mime_type": medium.mime_type,
                "file_size": medium.size,
            },
        }
        for medium in media
    ]


def _of_message(event: InboundMessage, record: MessageRecord) -> Agreement:
    different = [
        name
        for name, same in (
            ("id", record.id == event.id),
            ("direction", _word(record.direction) in ("", "inbound")),
            ("from", received_number(record.from_)[0] == event.from_),
            ("to", received_number(record.to)[0] == event.to),
            ("body", _text(record.body) == _text(event.body)),
            ("media", record.is_mms or not event.media),
        )
        if not same
    ]
    return _differs(different) if different else AGREES


def _of_receipt(event: DeliveryReceipt, record: MessageRecord) -> Agreement:
    different = [
        name
        for name, same in (
            ("id", record.id == event.message_id),
            ("direction", _word(record.direction) in ("", "outbound")),
            ("from", not event.from_ or received_number(record.from_)[0] == event.from_),
            ("to", not event.to or received_number(record.to)[0] == event.to),
            # Empty in the receipts of MMS, and no page says whether those of long texts are cut.
            ("body", _begin_alike(record.body, event.body)),
        )
        if not same
    ]
    if different:
        return _differs(different)
    receipts = record.receipts
    shown = any(
        _same(receipt.level, event.level)
        and _word(receipt.status) == _word(event.status)
        and _same(receipt.code, event.code)
        for receipt in receipts
    )
    if shown or (record.is_mms and not receipts):
        return AGREES
    return Agreement("not yet", "the record does not show this receipt")


def _differs(names: list[str]) -> Agreement:
    return Agreement("differs", f"the record has another {' and another '.join(names)}")


def _same(recorded: object, received: object) -> bool:
    """Whether two values are equal, as far as there are two."""
    return recorded is None or received is None or str(recorded) == str(received)


def _begin_alike(recorded: str | None, received: str | None) -> bool:
    """Whether the shorter of two texts is the beginning of the other."""
    texts = sorted((_text(recorded), _text(received)), key=len)
    return texts[1].startswith(texts[0])


def _word(value: object) -> str:
    return str(value or "").strip().lower()


def _text(value: str | None) -> str:
    """Return a text as it is compared: both may have been encoded, and cut, another way."""
    lines = unicodedata.normalize("NFC", value or "").replace("\r\n", "\n").replace("\r", "\n")
    return lines.strip()
