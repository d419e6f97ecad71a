# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class LetterOfAgencyAttributes(Model):
    """What a letter of agency says of a port order, its text in `loa_copy`, and who signs it."""

    numbers: list[str] | Unset = UNSET
    """The numbers, as the letter writes them."""
    billing_name: None | str | Unset = UNSET
    """The authorised contact at the losing provider."""
    company: None | str | Unset = UNSET
    """The name of the company."""
    street: None | str | Unset = UNSET
    """The house and the street."""
    street2: None | str | Unset = UNSET
    """The second line of the address."""
    city: None | str | Unset = UNSET
    """The city."""
    state: None | str | Unset = UNSET
    """The state or province."""
    zip_: None | str | Unset = UNSET
    """The ZIP or postal code."""
    country: None | str | Unset = UNSET
    """`US` or `CA`."""
    provider: None | str | Unset = UNSET
    """The losing provider."""
    usage_type: None | str | Unset = UNSET
    """`Business` or `Residential`."""
    loa_copy: None | str | Unset = UNSET
    """The text that is signed."""
    signature_name: None | str | Unset = UNSET
    """The first and last name of who signs it; empty until then."""
    signature_title: None | str | Unset = UNSET
    """Their title; empty until then."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset(
        {
            "numbers",
            "billing_name",
            "company",
            "street",
            "street2",
            "city",
            "state",
            "zip",
            "country",
            "provider",
            "usage_type",
            "loa_copy",
            "signature_name",
            "signature_title",
        }
    )
    _later = {
        "numbers": ("numbers", UNSET, None),
        "billing_name": ("billing_name", None, None),
        "company": ("company", None, None),
        "street": ("street", None, None),
        "street2": ("street2", None, None),
        "city": ("city", None, None),
        "state": ("state", None, None),
        "zip_": ("zip", None, None),
        "country": ("country", None, None),
        "provider": ("provider", None, None),
        "usage_type": ("usage_type", None, None),
        "loa_copy": ("loa_copy", None, None),
        "signature_name": ("signature_name", None, None),
        "signature_title": ("signature_title", None, None),
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
        if not isinstance(self.numbers, Unset):
            data["numbers"] = self.numbers
        if not isinstance(self.billing_name, Unset):
            data["billing_name"] = self.billing_name
        if not isinstance(self.company, Unset):
            data["company"] = self.company
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
        if not isinstance(self.provider, Unset):
            data["provider"] = self.provider
        if not isinstance(self.usage_type, Unset):
            data["usage_type"] = self.usage_type
        if not isinstance(self.loa_copy, Unset):
            data["loa_copy"] = self.loa_copy
        if not isinstance(self.signature_name, Unset):
            data["signature_name"] = self.signature_name
        if not isinstance(self.signature_title, Unset):
            data["signature_title"] = self.signature_title
        data.update(self.additional_properties)
        return data
