# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model
from .callback_attributes import CallbackAttributes


@define(kw_only=True, repr=False)
class Callback(Model):
    """A callback of a number or of the account; it has no id."""

    type_: str
    """Always `callback`."""
    attributes: CallbackAttributes
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"type", "attributes"})
    _later = {"attributes": ("attributes", UNSET, CallbackAttributes.from_dict)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            self.type_ = data["type"]
            CallbackAttributes.check_dict(data["attributes"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"type": self.type_, "attributes": self.attributes.to_dict()}
        data.update(self.additional_properties)
        return data
