# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .known_number_type import KnownNumberType


@define(kw_only=True, repr=False)
class AvailableNumberAttributes(Model):
    """A number for sale. Money is in US dollars. `inbound_rate`, `rate_type`, `tier` and
    `iso_country` came after 2018.
    """

    value: str
    """The number, digits with the country code."""
    number_type: KnownNumberType | str | Unset = UNSET
    """The type of a number; other values may appear."""
    rate_center: None | str | Unset = UNSET
    """The short name of the rate center, in lower case. Assumed: null if toll-free."""
    state: None | str | Unset = UNSET
    """The state or province, in lower case. Assumed: null if toll-free."""
    iso_country: None | str | Unset = UNSET
    """The country, two letters after ISO 3166-1."""
    setup_cost: float | None | Unset = UNSET
    """What it costs once."""
    monthly_cost: float | None | Unset = UNSET
    """What it costs each month."""
    inbound_rate: float | None | Unset = UNSET
    """What an inbound minute costs."""
    rate_type: None | str | Unset = UNSET
    """How calls are rated, such as `local`."""
    tier: None | str | Unset = UNSET
    """The pricing tier, such as `Standard`."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset(
        {
            "value",
            "number_type",
            "rate_center",
            "state",
            "iso_country",
            "setup_cost",
            "monthly_cost",
            "inbound_rate",
            "rate_type",
            "tier",
        }
    )
    _later = {
        "number_type": ("number_type", UNSET, None),
        "rate_center": ("rate_center", None, None),
        "state": ("state", None, None),
        "iso_country": ("iso_country", None, None),
        "setup_cost": ("setup_cost", None, None),
        "monthly_cost": ("monthly_cost", None, None),
        "inbound_rate": ("inbound_rate", None, None),
        "rate_type": ("rate_type", None, None),
        "tier": ("tier", None, None),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        cls.check_dict(data)
        self = cls.__new__(cls)
        self.value = data["value"]
        self._source = data
        return self

    @classmethod
    def check_dict(cls, data: Mapping[str, Any]) -> None:
        """Raise `ValueError` if a JSON object does not fit."""
        try:
            _ = data["value"]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"value": self.value}
        if not isinstance(self.number_type, Unset):
            data["number_type"] = self.number_type
        if not isinstance(self.rate_center, Unset):
            data["rate_center"] = self.rate_center
        if not isinstance(self.state, Unset):
            data["state"] = self.state
        if not isinstance(self.iso_country, Unset):
            data["iso_country"] = self.iso_country
        if not isinstance(self.setup_cost, Unset):
            data["setup_cost"] = self.setup_cost
        if not isinstance(self.monthly_cost, Unset):
            data["monthly_cost"] = self.monthly_cost
        if not isinstance(self.inbound_rate, Unset):
            data["inbound_rate"] = self.inbound_rate
        if not isinstance(self.rate_type, Unset):
            data["rate_type"] = self.rate_type
        if not isinstance(self.tier, Unset):
            data["tier"] = self.tier
        data.update(self.additional_properties)
        return data
