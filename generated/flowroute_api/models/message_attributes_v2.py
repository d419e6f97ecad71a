# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .known_message_direction import KnownMessageDirection
from .known_message_type import KnownMessageType


@define(kw_only=True, repr=False)
class MessageAttributesV2(Model):
    """A message detail record."""

    to: str | Unset = UNSET
    """The number it went to."""
    from_: str | Unset = UNSET
    """The number it came from."""
    body: None | str | Unset = UNSET
    """The text."""
    direction: KnownMessageDirection | str | Unset = UNSET
    """The direction of a message; other values may appear."""
    timestamp: None | str | Unset = UNSET
    """When, as `2016-05-03T17:41:00.478893+00:00`."""
    has_mms: bool | Unset = UNSET
    """Whether it is an MMS, which it never is."""
    is_mms: bool | Unset = UNSET
    """The same, as the page of the list has it."""
    message_type: KnownMessageType | str | Unset = UNSET
    """The type of number a message went through; other values may appear."""
    message_encoding: int | None | Unset = UNSET
    """0 for plain text, 8 for UCS-2."""
    amount_nanodollars: int | None | str | Unset = UNSET
    """The price in billionths of a US dollar."""
    amount_display: None | str | Unset = UNSET
    """The price as text, `$0.0040`."""
    callback_url: None | str | Unset = UNSET
    """The callback of the number."""
    type_: None | str | Unset = UNSET
    """Always `messages`."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset(
        {
            "to",
            "from",
            "body",
            "direction",
            "timestamp",
            "has_mms",
            "is_mms",
            "message_type",
            "message_encoding",
            "amount_nanodollars",
            "amount_display",
            "callback_url",
            "type",
        }
    )
    _later = {
        "to": ("to", UNSET, None),
        "from_": ("from", UNSET, None),
        "body": ("body", None, None),
        "direction": ("direction", UNSET, None),
        "timestamp": ("timestamp", None, None),
        "has_mms": ("has_mms", UNSET, None),
        "is_mms": ("is_mms", UNSET, None),
        "message_type": ("message_type", UNSET, None),
        "message_encoding": ("message_encoding", None, None),
        "amount_nanodollars": ("amount_nanodollars", None, None),
        "amount_display": ("amount_display", None, None),
        "callback_url": ("callback_url", None, None),
        "type_": ("type", None, None),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        cls.check_dict(data)
        self = cls.__new__(cls)
        self._source = data
        return self

    @classmethod
    def check_dict(cls, data: Mapping[str, Any]) -> None:
        """Raise `ValueError` if a JSON object does not fit."""
        try:
            _ = data.get
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None

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
        if not isinstance(self.timestamp, Unset):
            data["timestamp"] = self.timestamp
        if not isinstance(self.has_mms, Unset):
            data["has_mms"] = self.has_mms
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
        if not isinstance(self.callback_url, Unset):
            data["callback_url"] = self.callback_url
        if not isinstance(self.type_, Unset):
            data["type"] = self.type_
        data.update(self.additional_properties)
        return data
