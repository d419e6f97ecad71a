# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define

from ..types import UNSET, Model
from .e911_write import E911Write


@define(kw_only=True, repr=False)
class E911UpdateData(Model):
    """What to change of an E911 address."""

    type_: Literal["e911"] = "e911"
    """Always `e911`."""
    attributes: E911Write
    _later = {"attributes": ("attributes", UNSET, E911Write.from_dict)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            self.type_ = data["type"]
            E911Write.check_dict(data["attributes"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"type": self.type_, "attributes": self.attributes.to_dict()}
        return data
