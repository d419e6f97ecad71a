# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .known_port_order_status import KnownPortOrderStatus
from .port_file_attributes import PortFileAttributes
from .port_order_address import PortOrderAddress
from .port_order_loa_details import PortOrderLoaDetails
from .port_order_presets import PortOrderPresets


@define(kw_only=True, repr=False)
class PortOrderAttributes(Model):
    """A port order."""

    numbers: list[str] | Unset = UNSET
    """The numbers to port, with the `+` or without."""
    status: KnownPortOrderStatus | str | Unset = UNSET
    """Where a port order is; other values may be added."""
    status_updated_at: None | str | Unset = UNSET
    """When the status changed, as `2018-07-31T21:34:17Z`; null while pending."""
    group_id: int | None | str | Unset = UNSET
    """The id that the orders of one request share."""
    alias: None | str | Unset = UNSET
    """Your name for the order."""
    billing_name: None | str | Unset = UNSET
    """The authorised contact at the losing provider."""
    billing_address: PortOrderAddress | Unset = UNSET
    billing_number: None | str | Unset = UNSET
    """The number that the losing provider bills."""
    company: None | str | Unset = UNSET
    """The name of the company."""
    provider: None | str | Unset = UNSET
    """The losing provider."""
    provider_account: None | str | Unset = UNSET
    """The account at the losing provider."""
    pin: None | str | Unset = UNSET
    """The PIN of that account."""
    last_4_ssn: None | str | Unset = UNSET
    """The last four digits of a Social Security number."""
    usage_type: None | str | Unset = UNSET
    """`business` or `residential`, in any case."""
    desired_completion_date: None | str | Unset = UNSET
    """The day asked for, as `2018-07-12`."""
    cost: None | str | Unset = UNSET
    """What the order costs, as `7.5`."""
    status_url: None | str | Unset = UNSET
    """Where changes of the status are posted."""
    enable_cnam_lookups: bool | None | Unset = UNSET
    """Whether calls to the numbers show the name of the caller."""
    loa_details: PortOrderLoaDetails | Unset = UNSET
    presets: PortOrderPresets | Unset = UNSET
    business_documents: list[PortFileAttributes] | Unset = UNSET
    """The documents of the order."""
    comments: Any | Unset = UNSET
    """What was written about the order."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.numbers = UNSET if (value := get("numbers")) is None else value
            self.status = UNSET if (value := get("status")) is None else value
            self.status_updated_at = get("status_updated_at", UNSET)
            self.group_id = get("group_id", UNSET)
            self.alias = get("alias", UNSET)
            self.billing_name = get("billing_name", UNSET)
            self.billing_address = (
                UNSET
                if (value := get("billing_address")) is None
                else PortOrderAddress.from_dict(value)
            )
            self.billing_number = get("billing_number", UNSET)
            self.company = get("company", UNSET)
            self.provider = get("provider", UNSET)
            self.provider_account = get("provider_account", UNSET)
            self.pin = get("pin", UNSET)
            self.last_4_ssn = get("last_4_ssn", UNSET)
            self.usage_type = get("usage_type", UNSET)
            self.desired_completion_date = get("desired_completion_date", UNSET)
            self.cost = get("cost", UNSET)
            self.status_url = get("status_url", UNSET)
            self.enable_cnam_lookups = get("enable_cnam_lookups", UNSET)
            self.loa_details = (
                UNSET
                if (value := get("loa_details")) is None
                else PortOrderLoaDetails.from_dict(value)
            )
            self.presets = (
                UNSET if (value := get("presets")) is None else PortOrderPresets.from_dict(value)
            )
            self.business_documents = (
                UNSET
                if (value := get("business_documents")) is None
                else list(map(PortFileAttributes.from_dict, value))
            )
            self.comments = get("comments", UNSET)
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
        if not isinstance(self.numbers, Unset):
            data["numbers"] = self.numbers
        if not isinstance(self.status, Unset):
            data["status"] = self.status
        if not isinstance(self.status_updated_at, Unset):
            data["status_updated_at"] = self.status_updated_at
        if not isinstance(self.group_id, Unset):
            data["group_id"] = self.group_id
        if not isinstance(self.alias, Unset):
            data["alias"] = self.alias
        if not isinstance(self.billing_name, Unset):
            data["billing_name"] = self.billing_name
        if not isinstance(self.billing_address, Unset):
            data["billing_address"] = self.billing_address.to_dict()
        if not isinstance(self.billing_number, Unset):
            data["billing_number"] = self.billing_number
        if not isinstance(self.company, Unset):
            data["company"] = self.company
        if not isinstance(self.provider, Unset):
            data["provider"] = self.provider
        if not isinstance(self.provider_account, Unset):
            data["provider_account"] = self.provider_account
        if not isinstance(self.pin, Unset):
            data["pin"] = self.pin
        if not isinstance(self.last_4_ssn, Unset):
            data["last_4_ssn"] = self.last_4_ssn
        if not isinstance(self.usage_type, Unset):
            data["usage_type"] = self.usage_type
        if not isinstance(self.desired_completion_date, Unset):
            data["desired_completion_date"] = self.desired_completion_date
        if not isinstance(self.cost, Unset):
            data["cost"] = self.cost
        if not isinstance(self.status_url, Unset):
            data["status_url"] = self.status_url
        if not isinstance(self.enable_cnam_lookups, Unset):
            data["enable_cnam_lookups"] = self.enable_cnam_lookups
        if not isinstance(self.loa_details, Unset):
            data["loa_details"] = self.loa_details.to_dict()
        if not isinstance(self.presets, Unset):
            data["presets"] = self.presets.to_dict()
        if not isinstance(self.business_documents, Unset):
            data["business_documents"] = [item.to_dict() for item in self.business_documents]
        if not isinstance(self.comments, Unset):
            data["comments"] = self.comments
        data.update(self.additional_properties)
        return data


_KNOWN: Final = frozenset(
    {
        "numbers",
        "status",
        "status_updated_at",
        "group_id",
        "alias",
        "billing_name",
        "billing_address",
        "billing_number",
        "company",
        "provider",
        "provider_account",
        "pin",
        "last_4_ssn",
        "usage_type",
        "desired_completion_date",
        "cost",
        "status_url",
        "enable_cnam_lookups",
        "loa_details",
        "presets",
        "business_documents",
        "comments",
    }
)
