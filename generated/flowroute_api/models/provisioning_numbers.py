# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class ProvisioningNumbers(Model):
    """The numbers of a task by how it goes with them."""

    successful: list[str] | Unset = UNSET
    """Those for which it is done."""
    processing: list[str] | Unset = UNSET
    """Those for which it is going on."""
    failed: list[str] | Unset = UNSET
    """Those for which it failed."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"successful", "processing", "failed"})
    _later = {
        "successful": ("successful", UNSET, None),
        "processing": ("processing", UNSET, None),
        "failed": ("failed", UNSET, None),
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
        if not isinstance(self.successful, Unset):
            data["successful"] = self.successful
        if not isinstance(self.processing, Unset):
            data["processing"] = self.processing
        if not isinstance(self.failed, Unset):
            data["failed"] = self.failed
        data.update(self.additional_properties)
        return data
