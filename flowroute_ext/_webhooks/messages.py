"""`InboundMessage`: a message to a number of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

import attrs

from .._base.masking import length, masked
from .._base.money import dollars, from_nanodollars
from .._base.plain.value import Value
from .._base.reading.phones import received_number
from .._base.reading.scalars import flag, whole
from .._base.times import moment
from .._values.messages import Media, PriceDetails
from .keys import key
from .keywords import keyword
from .resources import brief, media_identifiers, members_of, text

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from .._base.plain.literals import MessageType
    from .._base.reading.phones import NumberKind
    from .keywords import Keyword
    from .resources import Resource


@attrs.frozen(slots=False)
class InboundMessage(Value):
    """A message that was received: SMS or MMS, in any version of Flowroute's webhooks.

    `from_` and `to` are the digits of a number with its country code, of any country, or a short
    code; `from_kind` and `to_kind` say which. Of the kind ``"other"`` they are as they came. `cost`
    is in US dollars. Version 2 has only the numbers, the text and the id.

    The repr shows neither numbers nor text. `raw` is the decoded document.
    """

    id: str = attrs.field(repr=brief)
    from_: str = attrs.field(repr=masked)
    to: str = attrs.field(repr=masked)
    body: str | None = attrs.field(repr=length)
    media: tuple[Media, ...]
    is_mms: bool
    timestamp: datetime | None
    message_type: MessageType | str | None = attrs.field(repr=brief)
    encoding: int | None
    cost: Decimal | None
    price: PriceDetails | None
    from_kind: NumberKind
    to_kind: NumberKind
    raw: dict[str, Any] = attrs.field(factory=dict[str, Any], repr=False, eq=False)

    _on_access: ClassVar = ("kind", "key", "keyword")

    @property
    def kind(self) -> Literal["message"]:
        """What kind of event this is."""
        return "message"

    @property
    def key(self) -> str:
        """What two deliveries of the same message have in common, and no other has."""
        return key("message", self.id)

    @property
    def keyword(self) -> Keyword | None:
        """The keyword that the text consists of, such as ``"STOP"``, as carriers match them.

        Case, blanks and punctuation around it do not count; a longer text has none.
        """
        return keyword(self.body)


def message_of(resource: Resource, message_id: str, raw: dict[str, Any]) -> InboundMessage:
    """Return the message that is described by *resource*."""
    about = resource.attributes
    media = media_of(resource)
    from_, from_kind = received_number(text(about.get("from")))
    to, to_kind = received_number(text(about.get("to")))
    cost = from_nanodollars(about.get("amount_nanodollars"))
    is_mms = flag(about.get("is_mms", about.get("has_mms")))
    return InboundMessage(
        id=message_id,
        from_=from_,
        to=to,
        body=text(about.get("body")) or None,
        media=media,
        is_mms=bool(media) if is_mms is None else is_mms,
        timestamp=moment(text(about.get("timestamp"))),
        message_type=text(about.get("message_type")) or None,
        encoding=whole(about.get("message_encoding")),
        cost=dollars(about.get("amount_display")) if cost is None else cost,
        price=_price(about.get("price_details")),
        from_kind=from_kind,
        to_kind=to_kind,
        raw=raw,
    )


def media_of(resource: Resource) -> tuple[Media, ...]:
    """Return the media that *resource* names, and those that are only included with it."""
    described = {
        text(medium.get("id")) or "": medium
        for medium in resource.included
        if medium.get("type", "media") == "media"
    }
    named = [text(identifier.get("id")) or "" for identifier in media_identifiers(resource)]
    ids = dict.fromkeys([*named, *described])
    return tuple(_medium(medium_id, described.get(medium_id, {})) for medium_id in ids)


def _medium(media_id: str, described: dict[str, Any]) -> Media:
    about = members_of(described.get("attributes", described))
    return Media(
        id=media_id,
        url=text(about.get("url")),
        file_name=text(about.get("file_name")),
        mime_type=text(about.get("mime_type")),
        size=whole(about.get("file_size")),
    )


def _price(details: object) -> PriceDetails | None:
    about = members_of(details)
    if not about:
        return None
    return PriceDetails(
        base_rate=dollars(about.get("base_rate")),
        surcharge_rate=dollars(about.get("surcharge_rate")),
        segment_count=whole(about.get("segment_count")),
        charged_cost=dollars(about.get("charged_cost")),
    )
