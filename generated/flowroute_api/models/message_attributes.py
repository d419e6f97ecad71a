# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset, each
from .delivery_receipt import DeliveryReceipt
from .known_message_direction import KnownMessageDirection
from .known_message_type import KnownMessageType
from .price_details import PriceDetails


@define(kw_only=True, repr=False)
class MessageAttributes(Model):
    """A message detail record. `delivery_receipts` has the newest first, and is empty for inbound
    messages and for MMS.
    """

    to: str | Unset = UNSET
    """The number it went to; v2.2 may put a `+` in front."""
    from_: str | Unset = UNSET
    """The number it came from; v2.2 may put a `+` in front."""
    body: None | str | Unset = UNSET
    """The text; null or empty for media alone."""
    direction: KnownMessageDirection | str | Unset = UNSET
    """The direction of a message; other values may appear."""
    status: None | str | Unset = UNSET
    """`delivered` for an inbound SMS, empty for an inbound MMS, the status of the last delivery
    receipt for an outbound SMS, `mmsc submit` for an outbound MMS.
    """
    timestamp: None | str | Unset = UNSET
    """When, as `2017-12-22T01:52:39.39Z`."""
    is_mms: bool | Unset = UNSET
    """Whether it is an MMS."""
    message_type: KnownMessageType | str | Unset = UNSET
    """The type of number a message went through; other values may appear."""
    message_encoding: int | None | Unset = UNSET
    """0 for plain text, 8 for UCS-2."""
    amount_nanodollars: int | None | str | Unset = UNSET
    """The price in billionths of a US dollar; a text in SMS callbacks."""
    amount_display: None | str | Unset = UNSET
    """The price as text, `$0.0040`."""
    delivery_receipts: list[DeliveryReceipt] | Unset = UNSET
    """The state of the message."""
    price_details: PriceDetails | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset(
        {
            "to",
            "from",
            "body",
            "direction",
            "status",
            "timestamp",
            "is_mms",
            "message_type",
            "message_encoding",
            "amount_nanodollars",
            "amount_display",
            "delivery_receipts",
            "price_details",
        }
    )
    _later = {
        "to": ("to", UNSET, None),
        "from_": ("from", UNSET, None),
        "body": ("body", None, None),
        "direction": ("direction", UNSET, None),
        "status": ("status", None, None),
        "timestamp": ("timestamp", None, None),
        "is_mms": ("is_mms", UNSET, None),
        "message_type": ("message_type", UNSET, None),
        "message_encoding": ("message_encoding", None, None),
        "amount_nanodollars": ("amount_nanodollars", None, None),
        "amount_display": ("amount_display", None, None),
        "delivery_receipts": ("delivery_receipts", UNSET, each(DeliveryReceipt.from_dict)),
        "price_details": ("price_details", UNSET, PriceDetails.from_dict),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            if (value := get("delivery_receipts")) is not None:
                for item in value:
                    DeliveryReceipt.check_dict(item)
            if (value := get("price_details")) is not None:
                PriceDetails.check_dict(value)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {}
        if not isinstance(self.to, Unset):
            data["to"] = self.to
        if not isinstance(self.from_, Unset):
            data["from"] = self.from_
        if not isinstance(self.body, Unset):
            data["body"] = self.body
        if not isinstance(self.direction, Unset):
            data["direction"] = self.direction
        if not isinstance(self.status, Unset):
            data["status"] = self.status
        if not isinstance(self.timestamp, Unset):
            data["timestamp"] = self.timestamp
        if not isinstance(self.is_mms, Unset):
            data["is_mms"] = self.is_mms
        if not isinstance(self.message_type, Unset):
            data["message_type"] = self.message_type
        if not isinstance(self.message_encoding, Unset):
            data["message_encoding"] = self.message_encoding
        if not isinstance(self.amount_nanodollars, Unset):
            data["amount_nanodollars"] = self.amount_nanodollars
        if not isinstance(self.amount_display, Unset):
            data["amount_display"] = self.amount_display
        if not isinstance(self.delivery_receipts, Unset):
            data["delivery_receipts"] = [item.to_dict() for item in self.delivery_receipts]
        if not isinstance(self.price_details, Unset):
            data["price_details"] = self.price_details.to_dict()
        data.update(self.additional_properties)
        return data
