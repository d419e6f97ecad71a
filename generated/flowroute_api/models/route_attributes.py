# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .known_route_type import KnownRouteType


@define(kw_only=True, repr=False)
class RouteAttributes(Model):
    """Where a route leads."""

    route_type: KnownRouteType | str
    """The type of a route; other values may appear."""
    alias: None | str | Unset = UNSET
    """The name of the route, unique on the account."""
    value: None | str | Unset = UNSET
    """The host, number or URI; null for `sip-reg`."""
    edge_strategy_id: int | None | str | Unset = UNSET
    """The id of the preferred edge strategy; null when there is none."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"route_type", "alias", "value", "edge_strategy_id"})
    _later = {
        "alias": ("alias", None, None),
        "value": ("value", None, None),
        "edge_strategy_id": ("edge_strategy_id", None, None),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        cls.check_dict(data)
        self = cls.__new__(cls)
        self.route_type = data["route_type"]
        self._source = data
        return self

    @classmethod
    def check_dict(cls, data: Mapping[str, Any]) -> None:
        """Raise `ValueError` if a JSON object does not fit."""
        try:
            _ = data["route_type"]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"route_type": self.route_type}
        if not isinstance(self.alias, Unset):
            data["alias"] = self.alias
        if not isinstance(self.value, Unset):
            data["value"] = self.value
        if not isinstance(self.edge_strategy_id, Unset):
            data["edge_strategy_id"] = self.edge_strategy_id
        data.update(self.additional_properties)
        return data
