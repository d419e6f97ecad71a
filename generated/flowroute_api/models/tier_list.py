# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .list_links import ListLinks
from .tier import Tier


@define(kw_only=True, repr=False)
class TierList(Model):
    """A page of tiers."""

    data: list[Tier]
    links: ListLinks | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"data", "links"})
    _later = {"links": ("links", UNSET, ListLinks.from_dict)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.data = list(map(Tier.from_dict, data["data"]))
            if (value := get("links")) is not None:
                ListLinks.check_dict(value)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"data": [item.to_dict() for item in self.data]}
        if not isinstance(self.links, Unset):
            data["links"] = self.links.to_dict()
        data.update(self.additional_properties)
        return data
