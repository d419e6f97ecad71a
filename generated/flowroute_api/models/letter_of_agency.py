# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .letter_of_agency_attributes import LetterOfAgencyAttributes


@define(kw_only=True, repr=False)
class LetterOfAgency(Model):
    """The letter of agency of a port order."""

    attributes: LetterOfAgencyAttributes
    type_: str | Unset = UNSET
    """Always `loa`."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"attributes", "type"})
    _later = {
        "type_": ("type", UNSET, None),
        "attributes": ("attributes", UNSET, LetterOfAgencyAttributes.from_dict),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            LetterOfAgencyAttributes.check_dict(data["attributes"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"attributes": self.attributes.to_dict()}
        if not isinstance(self.type_, Unset):
            data["type"] = self.type_
        data.update(self.additional_properties)
        return data
