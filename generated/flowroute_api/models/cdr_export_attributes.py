# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .cdr_export_filters import CdrExportFilters
from .known_cdr_export_status import KnownCdrExportStatus


@define(kw_only=True, repr=False)
class CdrExportAttributes(Model):
    """An export of call detail records."""

    callback_url: None | str | Unset = UNSET
    """Where changes of the status are posted."""
    status: KnownCdrExportStatus | str | Unset = UNSET
    """Where an export is; other values may be added."""
    download_url: None | str | Unset = UNSET
    """Where the file is once the export is completed, with the right to it in its query."""
    requested_at: None | str | Unset = UNSET
    """When the export was requested, as `2019-03-18T23:20:17+00:00`."""
    created_at: None | str | Unset = UNSET
    """When Flowroute began to make it."""
    expires_at: None | str | Unset = UNSET
    """Until when the file can be downloaded, three days after it was made."""
    total_cost: float | None | str | Unset = UNSET
    """What all calls cost, with all fees, in US dollars as text."""
    call_subtotal: float | None | str | Unset = UNSET
    """What the calls cost without fees, in US dollars as text."""
    connect_fees: float | None | str | Unset = UNSET
    """The fees of inbound calls to toll-free numbers, in US dollars as text."""
    cnamlookup_fees: float | None | str | Unset = UNSET
    """The fees of CNAM lookups on inbound calls, in US dollars as text."""
    usf_fees: float | None | str | Unset = UNSET
    """The fees of the Universal Service Fund, in US dollars as text."""
    ccrf: float | None | str | Unset = UNSET
    """The Carrier Cost Recovery fees, in US dollars as text."""
    num_calls: int | None | Unset = UNSET
    """How many calls there are in the file."""
    billed_minutes: int | None | Unset = UNSET
    """How many minutes were billed."""
    start_call_start_time: None | str | Unset = UNSET
    """As in `filter_parameters`; the answer to a new export has it here."""
    start_call_end_time: None | str | Unset = UNSET
    """As in `filter_parameters`; the answer to a new export has it here."""
    filter_parameters: CdrExportFilters | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset(
        {
            "callback_url",
            "status",
            "download_url",
            "requested_at",
            "created_at",
            "expires_at",
            "total_cost",
            "call_subtotal",
            "connect_fees",
            "cnamlookup_fees",
            "usf_fees",
            "ccrf",
            "num_calls",
            "billed_minutes",
            "start_call_start_time",
            "start_call_end_time",
            "filter_parameters",
        }
    )
    _later = {
        "callback_url": ("callback_url", None, None),
        "status": ("status", UNSET, None),
        "download_url": ("download_url", None, None),
        "requested_at": ("requested_at", None, None),
        "created_at": ("created_at", None, None),
        "expires_at": ("expires_at", None, None),
        "total_cost": ("total_cost", None, None),
        "call_subtotal": ("call_subtotal", None, None),
        "connect_fees": ("connect_fees", None, None),
        "cnamlookup_fees": ("cnamlookup_fees", None, None),
        "usf_fees": ("usf_fees", None, None),
        "ccrf": ("ccrf", None, None),
        "num_calls": ("num_calls", None, None),
        "billed_minutes": ("billed_minutes", None, None),
        "start_call_start_time": ("start_call_start_time", None, None),
        "start_call_end_time": ("start_call_end_time", None, None),
        "filter_parameters": ("filter_parameters", UNSET, CdrExportFilters.from_dict),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            if (value := get("filter_parameters")) is not None:
                CdrExportFilters.check_dict(value)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {}
        if not isinstance(self.callback_url, Unset):
            data["callback_url"] = self.callback_url
        if not isinstance(self.status, Unset):
            data["status"] = self.status
        if not isinstance(self.download_url, Unset):
            data["download_url"] = self.download_url
        if not isinstance(self.requested_at, Unset):
            data["requested_at"] = self.requested_at
        if not isinstance(self.created_at, Unset):
            data["created_at"] = self.created_at
        if not isinstance(self.expires_at, Unset):
            data["expires_at"] = self.expires_at
        if not isinstance(self.total_cost, Unset):
            data["total_cost"] = self.total_cost
        if not isinstance(self.call_subtotal, Unset):
            data["call_subtotal"] = self.call_subtotal
        if not isinstance(self.connect_fees, Unset):
            data["connect_fees"] = self.connect_fees
        if not isinstance(self.cnamlookup_fees, Unset):
            data["cnamlookup_fees"] = self.cnamlookup_fees
        if not isinstance(self.usf_fees, Unset):
            data["usf_fees"] = self.usf_fees
        if not isinstance(self.ccrf, Unset):
            data["ccrf"] = self.ccrf
        if not isinstance(self.num_calls, Unset):
            data["num_calls"] = self.num_calls
        if not isinstance(self.billed_minutes, Unset):
            data["billed_minutes"] = self.billed_minutes
        if not isinstance(self.start_call_start_time, Unset):
            data["start_call_start_time"] = self.start_call_start_time
        if not isinstance(self.start_call_end_time, Unset):
            data["start_call_end_time"] = self.start_call_end_time
        if not isinstance(self.filter_parameters, Unset):
            data["filter_parameters"] = self.filter_parameters.to_dict()
        data.update(self.additional_properties)
        return data
