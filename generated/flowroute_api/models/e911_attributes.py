# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class E911Attributes(Model):
    """A person and the place emergency services are sent to. `address_type` and
    `address_type_number` are empty or missing when never set.
    """

    label: str | Unset = UNSET
    """The name of the record, unique on the account."""
    first_name: str | Unset = UNSET
    """The first name of the person."""
    last_name: str | Unset = UNSET
    """The last name of the person."""
    street_number: str | Unset = UNSET
    """The number of the house."""
    street_name: str | Unset = UNSET
    """The name of the street."""
    address_type: None | str | Unset = UNSET
    """The kind of unit in title case, such as `Suite`, or one of the older codes, such as `L`."""
    address_type_number: None | str | Unset = UNSET
    """The number of the unit."""
    city: str | Unset = UNSET
    """The city."""
    state: str | Unset = UNSET
    """The US state or Canadian province, two capitals."""
    country: str | Unset = UNSET
    """`US` or `CA`; old records may have `USA`."""
    zip_: str | Unset = UNSET
    """The ZIP or postal code, such as `98104` or `M4C 5K7`."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset(
        {
            "label",
            "first_name",
            "last_name",
            "street_number",
            "street_name",
            "address_type",
            "address_type_number",
            "city",
            "state",
            "country",
            "zip",
        }
    )
    _later = {
        "label": ("label", UNSET, None),
        "first_name": ("first_name", UNSET, None),
        "last_name": ("last_name", UNSET, None),
        "street_number": ("street_number", UNSET, None),
        "street_name": ("street_name", UNSET, None),
        "address_type": ("address_type", None, None),
        "address_type_number": ("address_type_number", None, None),
        "city": ("city", UNSET, None),
        "state": ("state", UNSET, None),
        "country": ("country", UNSET, None),
        "zip_": ("zip", UNSET, None),
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
        if not isinstance(self.label, Unset):
            data["label"] = self.label
        if not isinstance(self.first_name, Unset):
            data["first_name"] = self.first_name
        if not isinstance(self.last_name, Unset):
            data["last_name"] = self.last_name
        if not isinstance(self.street_number, Unset):
            data["street_number"] = self.street_number
        if not isinstance(self.street_name, Unset):
            data["street_name"] = self.street_name
        if not isinstance(self.address_type, Unset):
            data["address_type"] = self.address_type
        if not isinstance(self.address_type_number, Unset):
            data["address_type_number"] = self.address_type_number
        if not isinstance(self.city, Unset):
            data["city"] = self.city
        if not isinstance(self.state, Unset):
            data["state"] = self.state
        if not isinstance(self.country, Unset):
            data["country"] = self.country
        if not isinstance(self.zip_, Unset):
            data["zip"] = self.zip_
        data.update(self.additional_properties)
        return data
