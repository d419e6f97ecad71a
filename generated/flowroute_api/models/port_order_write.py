# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from ..types import UNSET, Model, Unset
from .port_order_loa_details_write import PortOrderLoaDetailsWrite
from .port_order_presets_write import PortOrderPresetsWrite


@define(kw_only=True, repr=False)
class PortOrderWrite(Model):
    """What to set of a port order."""

    numbers: list[str] | Unset = UNSET
    """The numbers to port, in E.164 with the `+`; only of a new order."""
    billing_name: str | Unset = UNSET
    """The first and last name of the authorised contact at the losing provider."""
    street: str | Unset = UNSET
    """The house and the street at which the losing provider serves the numbers."""
    street2: str | Unset = UNSET
    """The second line of the address, such as `Suite 600`."""
    city: str | Unset = UNSET
    """The city."""
    state: str | Unset = UNSET
    """The US state or Canadian province, two capitals."""
    zip_: str | Unset = UNSET
    """The ZIP or postal code, such as `98104` or `M4C 5K7`."""
    country: str | Unset = UNSET
    """`US` or `CA`."""
    provider: str | Unset = UNSET
    """The losing provider."""
    provider_account: str | Unset = UNSET
    """The account at the losing provider."""
    pin: str | Unset = UNSET
    """The PIN of that account."""
    last_4_ssn: str | Unset = UNSET
    """The last four digits of a Social Security number."""
    billing_number: str | Unset = UNSET
    """The number that the losing provider bills."""
    company: str | Unset = UNSET
    """The name of the company."""
    usage_type: str | Unset = UNSET
    """`Business` or `Residential`."""
    desired_completion_date: str | Unset = UNSET
    """The day to port the numbers on, as `2018-07-12`."""
    alias: str | Unset = UNSET
    """Your name for the order."""
    status_url: str | Unset = UNSET
    """Where to post changes of the status."""
    comments: str | Unset = UNSET
    """What Flowroute should know."""
    enable_cnam_lookups: bool | Unset = UNSET
    """Whether calls to the numbers show the name of the caller."""
    loa_details: PortOrderLoaDetailsWrite | Unset = UNSET
    presets: PortOrderPresetsWrite | Unset = UNSET
    business_documents: list[str] | Unset = UNSET
    """The URLs of documents to fetch."""
    _later = {
        "numbers": ("numbers", UNSET, None),
        "billing_name": ("billing_name", UNSET, None),
        "street": ("street", UNSET, None),
        "street2": ("street2", UNSET, None),
        "city": ("city", UNSET, None),
        "state": ("state", UNSET, None),
        "zip_": ("zip", UNSET, None),
        "country": ("country", UNSET, None),
        "provider": ("provider", UNSET, None),
        "provider_account": ("provider_account", UNSET, None),
        "pin": ("pin", UNSET, None),
        "last_4_ssn": ("last_4_ssn", UNSET, None),
        "billing_number": ("billing_number", UNSET, None),
        "company": ("company", UNSET, None),
        "usage_type": ("usage_type", UNSET, None),
        "desired_completion_date": ("desired_completion_date", UNSET, None),
        "alias": ("alias", UNSET, None),
        "status_url": ("status_url", UNSET, None),
        "comments": ("comments", UNSET, None),
        "enable_cnam_lookups": ("enable_cnam_lookups", UNSET, None),
        "business_documents": ("business_documents", UNSET, None),
        "loa_details": ("loa_details", UNSET, PortOrderLoaDetailsWrite.from_dict),
        "presets": ("presets", UNSET, PortOrderPresetsWrite.from_dict),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            if (value := get("loa_details")) is not None:
                PortOrderLoaDetailsWrite.check_dict(value)
            if (value := get("presets")) is not None:
                PortOrderPresetsWrite.check_dict(value)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {}
        if not isinstance(self.numbers, Unset):
            data["numbers"] = self.numbers
        if not isinstance(self.billing_name, Unset):
            data["billing_name"] = self.billing_name
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
        if not isinstance(self.provider_account, Unset):
            data["provider_account"] = self.provider_account
        if not isinstance(self.pin, Unset):
            data["pin"] = self.pin
        if not isinstance(self.last_4_ssn, Unset):
            data["last_4_ssn"] = self.last_4_ssn
        if not isinstance(self.billing_number, Unset):
            data["billing_number"] = self.billing_number
        if not isinstance(self.company, Unset):
            data["company"] = self.company
        if not isinstance(self.usage_type, Unset):
            data["usage_type"] = self.usage_type
        if not isinstance(self.desired_completion_date, Unset):
            data["desired_completion_date"] = self.desired_completion_date
        if not isinstance(self.alias, Unset):
            data["alias"] = self.alias
        if not isinstance(self.status_url, Unset):
            data["status_url"] = self.status_url
        if not isinstance(self.comments, Unset):
            data["comments"] = self.comments
        if not isinstance(self.enable_cnam_lookups, Unset):
            data["enable_cnam_lookups"] = self.enable_cnam_lookups
        if not isinstance(self.loa_details, Unset):
            data["loa_details"] = self.loa_details.to_dict()
        if not isinstance(self.presets, Unset):
            data["presets"] = self.presets.to_dict()
        if not isinstance(self.business_documents, Unset):
            data["business_documents"] = self.business_documents
        return data
