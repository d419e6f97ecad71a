# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .known_port_order_status import KnownPortOrderStatus


@define(kw_only=True, repr=False)
class PortOrderStatusAttributes(Model):
    """The status of a port order."""

    status: KnownPortOrderStatus | str | Unset = UNSET
    """Where a port order is; other values may be added."""
    status_updated_at: None | str | Unset = UNSET
    """When it changed, as `2018-07-31T21:34:17Z`; null while pending."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"status", "status_updated_at"})
    _later = {
        "status": ("status", UNSET, None),
        "status_updated_at": ("status_updated_at", None, None),
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
        if not isinstance(self.status, Unset):
            data["status"] = self.status
        if not isinstance(self.status_updated_at, Unset):
            data["status_updated_at"] = self.status_updated_at
        data.update(self.additional_properties)
        return data
