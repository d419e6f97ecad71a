# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from attrs import define

from ..types import Model
from .cdr_export_write import CdrExportWrite


@define(kw_only=True, repr=False)
class CdrExportCreateData(Model):
    """An export to make."""

    type_: Literal["cdrexport"] = "cdrexport"
    """Always `cdrexport`."""
    attributes: CdrExportWrite

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            self.type_ = data["type"]
            self.attributes = CdrExportWrite.from_dict(data["attributes"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"type": self.type_, "attributes": self.attributes.to_dict()}
        return data
