# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset, each
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
    _known = frozenset(
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
    _later = {
        "numbers": ("numbers", UNSET, None),
        "status": ("status", UNSET, None),
        "status_updated_at": ("status_updated_at", None, None),
        "group_id": ("group_id", None, None),
        "alias": ("alias", None, None),
        "billing_name": ("billing_name", None, None),
        "billing_number": ("billing_number", None, None),
        "company": ("company", None, None),
        "provider": ("provider", None, None),
        "provider_account": ("provider_account", None, None),
        "pin": ("pin", None, None),
        "last_4_ssn": ("last_4_ssn", None, None),
        "usage_type": ("usage_type", None, None),
        "desired_completion_date": ("desired_completion_date", None, None),
        "cost": ("cost", None, None),
        "status_url": ("status_url", None, None),
        "enable_cnam_lookups": ("enable_cnam_lookups", None, None),
        "comments": ("comments", None, None),
        "billing_address": ("billing_address", UNSET, PortOrderAddress.from_dict),
        "loa_details": ("loa_details", UNSET, PortOrderLoaDetails.from_dict),
        "presets": ("presets", UNSET, PortOrderPresets.from_dict),
        "business_documents": ("business_documents", UNSET, each(PortFileAttributes.from_dict)),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            if (value := get("billing_address")) is not None:
                PortOrderAddress.check_dict(value)
            if (value := get("loa_details")) is not None:
                PortOrderLoaDetails.check_dict(value)
            if (value := get("presets")) is not None:
                PortOrderPresets.check_dict(value)
            if (value := get("business_documents")) is not None:
                for item in value:
                    PortFileAttributes.check_dict(item)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
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
