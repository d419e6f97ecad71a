# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .message_attributes_v2 import MessageAttributesV2


@define(kw_only=True, repr=False)
class MessageV2(Model):
    """A message detail record."""

    id: str
    """The id of the message, `mdr1-` and 32 hexadecimal digits."""
    attributes: MessageAttributesV2
    type_: str | Unset = UNSET
    """Always `message`."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"id", "attributes", "type"})
    _later = {
        "type_": ("type", UNSET, None),
        "attributes": ("attributes", UNSET, MessageAttributesV2.from_dict),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            self.id = data["id"]
            MessageAttributesV2.check_dict(data["attributes"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"id": self.id, "attributes": self.attributes.to_dict()}
        if not isinstance(self.type_, Unset):
            data["type"] = self.type_
        data.update(self.additional_properties)
        return data
