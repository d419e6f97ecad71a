# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

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
    _known = frozenset({"street", "street2", "city", "state", "zip", "country"})
    _later = {
        "street": ("street", None, None),
        "street2": ("street2", None, None),
        "city": ("city", None, None),
        "state": ("state", None, None),
        "zip_": ("zip", None, None),
        "country": ("country", None, None),
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
