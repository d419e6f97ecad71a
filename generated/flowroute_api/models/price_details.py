# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class PriceDetails(Model):
    """How the price of a message comes about, in US dollars; v2.2 only. `charged_cost` is the sum
    of the rates times `segment_count`. Assumed: money is text with decimals, as a public client
    reads it.
    """

    base_rate: float | None | str | Unset = UNSET
    """The rate of a segment."""
    surcharge_rate: float | None | str | Unset = UNSET
    """What the carrier adds to a segment."""
    segment_count: int | None | Unset = UNSET
    """How many segments the message has."""
    charged_cost: float | None | str | Unset = UNSET
    """What the message costs."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"base_rate", "surcharge_rate", "segment_count", "charged_cost"})
    _later = {
        "base_rate": ("base_rate", None, None),
        "surcharge_rate": ("surcharge_rate", None, None),
        "segment_count": ("segment_count", None, None),
        "charged_cost": ("charged_cost", None, None),
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
        if not isinstance(self.base_rate, Unset):
            data["base_rate"] = self.base_rate
        if not isinstance(self.surcharge_rate, Unset):
            data["surcharge_rate"] = self.surcharge_rate
        if not isinstance(self.segment_count, Unset):
            data["segment_count"] = self.segment_count
        if not isinstance(self.charged_cost, Unset):
            data["charged_cost"] = self.charged_cost
        data.update(self.additional_properties)
        return data
