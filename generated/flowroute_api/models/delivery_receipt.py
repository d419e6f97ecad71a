# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class DeliveryReceipt(Model):
    """A delivery receipt of a message."""

    level: int | None | Unset = UNSET
    """Its source, 1 for Flowroute's gateway and 2 for the carrier."""
    status: None | str | Unset = UNSET
    """Such as `smsc submit` or `message buffered`."""
    status_code: int | None | str | Unset = UNSET
    """Such as 1003; null with `smsc submit`. The reference calls it a string."""
    status_code_description: None | str | Unset = UNSET
    """What the code means."""
    timestamp: None | str | Unset = UNSET
    """When, as `2017-12-21T16:44:35.00Z`."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"level", "status", "status_code", "status_code_description", "timestamp"})
    _later = {
        "level": ("level", None, None),
        "status": ("status", None, None),
        "status_code": ("status_code", None, None),
        "status_code_description": ("status_code_description", None, None),
        "timestamp": ("timestamp", None, None),
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
        if not isinstance(self.level, Unset):
            data["level"] = self.level
        if not isinstance(self.status, Unset):
            data["status"] = self.status
        if not isinstance(self.status_code, Unset):
            data["status_code"] = self.status_code
        if not isinstance(self.status_code_description, Unset):
            data["status_code_description"] = self.status_code_description
        if not isinstance(self.timestamp, Unset):
            data["timestamp"] = self.timestamp
        data.update(self.additional_properties)
        return data
