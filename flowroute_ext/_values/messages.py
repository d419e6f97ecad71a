"""Messages and their delivery receipts, as calls return them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from flowroute_api import models
from flowroute_api.types import members

from .._base.masking import length, masked
from .._base.money import dollars, from_nanodollars
from .._base.plain.rows import JSON, RowValue, SlotValue, attribute, draft_of
from .._base.plain.value import Value
from .._base.times import moment
from .reading import UNREAD, code, digits, flag, given, identity, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from decimal import Decimal

    from .._base.plain.literals import Direction, MessageStatus, MessageType


@attrs.frozen(slots=False)
class SentMessage(Value):
    """A message that Flowroute accepted: its id, to look it up by."""

    id: str
    raw: models.SentMessage = attrs.field(default=UNREAD, repr=False, eq=False)

    @classmethod
    def from_document(cls, document: models.SentMessageDocument) -> SentMessage:
        """Return the value of a document."""
        return cls(id=identity(document.data.id), raw=document.data)


@attrs.frozen(weakref_slot=False)
class DeliveryReceipt(SlotValue):
    """The state of a message at one `level`: 1 is sent to the carrier, 2 reported by the carrier.

    `status` is Flowroute's text, such as ``message buffered``; `code` its code, such as 1003.
    """

    level: int | None
    status: MessageStatus | str | None
    code: int | str | None
    description: str | None
    timestamp: datetime | None

    @classmethod
    def all_of(cls, receipts: Iterable[Any]) -> tuple[DeliveryReceipt, ...]:
        """Return the values of receipts, in JSON or generated."""
        draft, values = draft_of(cls), list[Any]()
        for receipt in receipts:
            get = (receipt if type(receipt) in JSON else members(receipt)).get
            level, number = get("level"), get("status_code")
            value = draft()
            value.level = level if type(level) is int else whole(level)
            value.status = get("status") or None
            value.code = number if type(number) is int else code(number)
            value.description = get("status_code_description") or None
            value.timestamp = moment(get("timestamp") or None)
            value.__class__ = cls
            values.append(value)
        return tuple(values)


@attrs.frozen(slots=False)
class Media(Value):
    """An attachment of an MMS. `size` is in bytes; `url` is signed and expires in about a week."""

    id: str
    url: str | None = attrs.field(repr=False)
    file_name: str | None
    mime_type: str | None
    size: int | None


@attrs.frozen(slots=False)
class PriceDetails(Value):
    """The parts of a price, in US dollars; only version 2.2 has them.

    `charged_cost` is (`base_rate` + `surcharge_rate`) x `segment_count`.
    """

    base_rate: Decimal | None
    surcharge_rate: Decimal | None
    segment_count: int | None
    charged_cost: Decimal | None

    @classmethod
    def from_details(cls, details: models.PriceDetails) -> PriceDetails:
        """Return the value of price details."""
        return cls(
            base_rate=dollars(details.base_rate),
            surcharge_rate=dollars(details.surcharge_rate),
            segment_count=whole(details.segment_count),
            charged_cost=dollars(details.charged_cost),
        )


@attrs.frozen(weakref_slot=False)
class MessageRecord(RowValue):
    """A message detail record (MDR): one message, sent or received.

    `to` and `from_` are 11 digits. `cost` is in US dollars. `encoding` is 0 for ASCII and 8
    for UCS-2. The repr shows neither numbers nor text.
    """

    id: str
    to: str = attrs.field(repr=masked)
    from_: str = attrs.field(repr=masked)
    body: str | None = attrs.field(repr=length)
    direction: Direction | str | None
    status: MessageStatus | str | None
    timestamp: datetime | None
    is_mms: bool
    message_type: MessageType | str | None
    encoding: int | str | None
    cost: Decimal | None
    media: tuple[Media, ...]
    raw: models.Message = attrs.field(default=UNREAD, repr=False, eq=False)

    # A page has a thousand records, so what few programs use is read on access.
    _on_access: ClassVar = ("receipts", "price")

    @property
    def receipts(self) -> tuple[DeliveryReceipt, ...]:
        """The delivery receipts, newest first."""
        return DeliveryReceipt.all_of(attribute(self, "delivery_receipts") or ())

    @property
    def price(self) -> PriceDetails | None:
        """The parts of the cost; only version 2.2 has them."""
        # Without any, the generated object is not made for it.
        none = attribute(self, "price_details") is None
        details = None if none else self.raw.attributes.price_details
        return PriceDetails.from_details(details) if details else None

    @classmethod
    def from_resource(
        cls, resource: models.Message, included: Sequence[object] = ()
    ) -> MessageRecord:
        """Return the value of a resource, with the media that its document *included*."""
        get = members(resource.attributes).get
        # By position: the keywords would cost as much as all the rest.
        return cls(
            identity(resource.id),
            digits(get("to")),
            digits(get("from")),
            get("body") or None,
            get("direction") or None,
            get("status") or None,
            moment(get("timestamp") or None),
            flag(get("is_mms")) or False,
            get("message_type") or None,
            code(get("message_encoding")),
            from_nanodollars(get("amount_nanodollars")),
            _media(resource, included) if resource.relationships else (),
            resource,
        )

    @classmethod
    def from_document(cls, document: models.MessageDocument) -> MessageRecord:
        """Return the value of a document with one message."""
        return cls.from_resource(document.data, document.included or ())

    @staticmethod
    def _model(row: Any) -> models.Message:
        return models.Message.from_dict(row)


def _media(message: models.Message, included: Sequence[object]) -> tuple[Media, ...]:
    """Return the media that *message* names, as far as they are *included*."""
    listed = message.relationships and message.relationships.media
    ids = [identity(medium.id) for medium in listed.data or ()] if listed else []
    described = {str(medium.id): medium for medium in included if isinstance(medium, models.Media)}
    return tuple(_medium(medium_id, described.get(medium_id)) for medium_id in ids)


def _medium(medium_id: str, medium: models.Media | None) -> Media:
    attributes = (medium and medium.attributes) or models.MediaAttributes()
    return Media(
        id=medium_id,
        url=given(attributes.url),
        file_name=given(attributes.file_name),
        mime_type=given(attributes.mime_type),
        size=whole(attributes.file_size),
    )
