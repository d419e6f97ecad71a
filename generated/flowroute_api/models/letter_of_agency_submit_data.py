# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define

from ..types import Model


@define(kw_only=True, repr=False)
class LetterOfAgencySubmitData(Model):
    """A letter of agency, signed."""

    type_: Literal["loa"] = "loa"
    """Always `loa`."""
    attributes: Any
    """All attributes of the letter as they were shown, with `signature_name` and `signature_title`
    filled in.
    """

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        cls.check_dict(data)
        self = cls.__new__(cls)
        self.type_ = data["type"]
        self.attributes = data["attributes"]
        self._source = data
        return self

    @classmethod
    def check_dict(cls, data: Mapping[str, Any]) -> None:
        """Raise `ValueError` if a JSON object does not fit."""
        try:
            _ = data["type"]
            _ = data["attributes"]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"type": self.type_, "attributes": self.attributes}
        return data
