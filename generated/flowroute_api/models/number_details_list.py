# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .cnam import Cnam
from .e911 import E911
from .number import Number
from .route import Route
from .unknown_resource import UnknownResource


@define(kw_only=True, repr=False)
class NumberDetailsList(Model):
    """Several numbers and what they are tied to."""

    data: list[Number]
    included: list[Cnam | E911 | Route | UnknownResource] | Unset = UNSET
    """What the relationships point at. Assumed: the sample has none."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"data", "included"})

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.data = list(map(Number.from_dict, data["data"]))
            self.included = (
                UNSET
                if (value := get("included")) is None
                else list(map(_read_included_item, value))
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"data": [item.to_dict() for item in self.data]}
        if not isinstance(self.included, Unset):
            data["included"] = [item.to_dict() for item in self.included]
        data.update(self.additional_properties)
        return data


_INCLUDED_ITEM: Final[dict[str, Callable[[Mapping[str, Any]], Route | E911 | Cnam]]] = {
    "route": Route.from_dict,
    "e911": E911.from_dict,
    "cnam": Cnam.from_dict,
}


def _read_included_item(data: Any) -> Cnam | E911 | Route | UnknownResource:
    """Read one by its `type`. Keep what is unknown, or does not fit, as `UnknownResource`."""
    try:
        return _INCLUDED_ITEM[data["type"]](data)
    except (KeyError, TypeError, ValueError):
        return UnknownResource.from_dict(data)
