# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class PortOrderAddress(Model):
    """The address at which the losing provider serves the numbers."""

    street: None | str | Unset = UNSET
    """The house and the street."""
    street2: None | str | Unset = UNSET
    """The second line of the address."""
    city: None | str | Unset = UNSET
    """The city."""
    state: None | str | Unset = UNSET
    """The US state or Canadian province, two capitals."""
    zip_: None | str | Unset = UNSET
    """The ZIP or postal code."""
    country: None | str | Unset = UNSET
    """`US` or `CA`."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.street = get("street", UNSET)
            self.street2 = get("street2", UNSET)
            self.city = get("city", UNSET)
            self.state = get("state", UNSET)
            self.zip_ = get("zip", UNSET)
            self.country = get("country", UNSET)
            if not _KNOWN.issuperset(data):
                self.additional_properties = {
                    name: data[name] for name in data if name not in _KNOWN
                }
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {}
        if not isinstance(self.street, Unset):
            data["street"] = self.street
        if not isinstance(self.street2, Unset):
            data["street2"] = self.street2
        if not isinstance(self.city, Unset):
            data["city"] = self.city
        if not isinstance(self.state, Unset):
            data["state"] = self.state
        if not isinstance(self.zip_, Unset):
            data["zip"] = self.zip_
        if not isinstance(self.country, Unset):
            data["country"] = self.country
        data.update(self.additional_properties)
        return data


_KNOWN: Final = frozenset({"street", "street2", "city", "state", "zip", "country"})
