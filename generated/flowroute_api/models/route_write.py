# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from ..types import UNSET, Model, Unset
from .creatable_route_type import CreatableRouteType


@define(kw_only=True, repr=False)
class RouteWrite(Model):
    """What to set of a route; a new one needs `alias`, `route_type` and `value`."""

    route_type: CreatableRouteType | Unset = UNSET
    """A type of route that can be created."""
    value: str | Unset = UNSET
    """The host, number or URI."""
    alias: str | Unset = UNSET
    """A name that no other route of the account has."""
    edge_strategy_id: int | Unset = UNSET
    """The id of the edge strategy to prefer."""
    _later = {
        "route_type": ("route_type", UNSET, None),
        "value": ("value", UNSET, None),
        "alias": ("alias", UNSET, None),
        "edge_strategy_id": ("edge_strategy_id", UNSET, None),
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
        if not isinstance(self.route_type, Unset):
            data["route_type"] = self.route_type
        if not isinstance(self.value, Unset):
            data["value"] = self.value
        if not isinstance(self.alias, Unset):
            data["alias"] = self.alias
        if not isinstance(self.edge_strategy_id, Unset):
            data["edge_strategy_id"] = self.edge_strategy_id
        return data
