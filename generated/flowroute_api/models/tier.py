# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .links import Links


@define(kw_only=True, repr=False)
class Tier(Model):
    """A pricing tier that has numbers to buy."""

    type_: str
    """Always `tier`."""
    id: str
    """The name of the tier, such as `Standard`."""
    links: Links | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"type", "id", "links"})
    _later = {"links": ("links", UNSET, Links.from_dict)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.type_ = data["type"]
            self.id = data["id"]
            if (value := get("links")) is not None:
                Links.check_dict(value)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"type": self.type_, "id": self.id}
        if not isinstance(self.links, Unset):
            data["links"] = self.links.to_dict()
        data.update(self.additional_properties)
        return data
