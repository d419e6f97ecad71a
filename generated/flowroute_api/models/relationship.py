# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .resource_identifier import ResourceIdentifier


@define(kw_only=True, repr=False)
class Relationship(Model):
    """A link to one resource or to none."""

    data: None | ResourceIdentifier | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"data"})

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.data = (
                value
                if (value := get("data", UNSET)) is None or value is UNSET
                else ResourceIdentifier.from_dict(value)
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {}
        if not isinstance(self.data, Unset):
            data["data"] = None if self.data is None else self.data.to_dict()
        data.update(self.additional_properties)
        return data
