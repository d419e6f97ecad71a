# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class PortOrderPresetsWrite(Model):
    """What to set on the numbers when the order is completed."""

    cnam_id: None | str | Unset = UNSET
    """The id of a CNAM record."""
    e911_id: None | str | Unset = UNSET
    """The id of an E911 record."""
    primary_route_id: None | str | Unset = UNSET
    """The id of the primary voice route."""
    failover_route_id: None | str | Unset = UNSET
    """The id of the failover voice route."""
    alias: None | str | Unset = UNSET
    """The alias of the numbers."""
    _later = {
        "cnam_id": ("cnam_id", None, None),
        "e911_id": ("e911_id", None, None),
        "primary_route_id": ("primary_route_id", None, None),
        "failover_route_id": ("failover_route_id", None, None),
        "alias": ("alias", None, None),
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
        if not isinstance(self.cnam_id, Unset):
            data["cnam_id"] = self.cnam_id
        if not isinstance(self.e911_id, Unset):
            data["e911_id"] = self.e911_id
        if not isinstance(self.primary_route_id, Unset):
            data["primary_route_id"] = self.primary_route_id
        if not isinstance(self.failover_route_id, Unset):
            data["failover_route_id"] = self.failover_route_id
        if not isinstance(self.alias, Unset):
            data["alias"] = self.alias
        return data
