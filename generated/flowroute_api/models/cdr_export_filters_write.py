# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class CdrExportFiltersWrite(Model):
    """Which calls to export: those that match every filter. The list of filters on Flowroute's
    page could not be read to its end, so further ones may be sent as well.
    """

    start_call_start_time: str
    """The calls began at this moment or later, in UTC as `2019-01-01 00:00:00`."""
    start_call_end_time: str
    """The calls began before this moment."""
    number_aliases: list[str] | Unset = UNSET
    """The aliases of the account's numbers, in full."""
    number_aliases_contains: list[str] | Unset = UNSET
    """Parts of the aliases of the account's numbers."""
    destination_numbers: list[str] | Unset = UNSET
    """The numbers that were called."""
    callerid_numbers: list[str] | Unset = UNSET
    """The numbers that called, with the `+` or without."""
    custom_x_tags: list[str] | Unset = UNSET
    """The values of the SIP header `X-Tag`."""
    caller_ip: str | Unset = UNSET
    """The IP address that the calls came from."""
    duration_greater_than: int | Unset = UNSET
    """The calls lasted longer than so many seconds."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset(
        {
            "start_call_start_time",
            "start_call_end_time",
            "number_aliases",
            "number_aliases_contains",
            "destination_numbers",
            "callerid_numbers",
            "custom_x_tags",
            "caller_ip",
            "duration_greater_than",
        }
    )
    _later = {
        "number_aliases": ("number_aliases", UNSET, None),
        "number_aliases_contains": ("number_aliases_contains", UNSET, None),
        "destination_numbers": ("destination_numbers", UNSET, None),
        "callerid_numbers": ("callerid_numbers", UNSET, None),
        "custom_x_tags": ("custom_x_tags", UNSET, None),
        "caller_ip": ("caller_ip", UNSET, None),
        "duration_greater_than": ("duration_greater_than", UNSET, None),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        cls.check_dict(data)
        self = cls.__new__(cls)
        self.start_call_start_time = data["start_call_start_time"]
        self.start_call_end_time = data["start_call_end_time"]
        self._source = data
        return self

    @classmethod
    def check_dict(cls, data: Mapping[str, Any]) -> None:
        """Raise `ValueError` if a JSON object does not fit."""
        try:
            _ = data["start_call_start_time"]
            _ = data["start_call_end_time"]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {
            "start_call_start_time": self.start_call_start_time,
            "start_call_end_time": self.start_call_end_time,
        }
        if not isinstance(self.number_aliases, Unset):
            data["number_aliases"] = self.number_aliases
        if not isinstance(self.number_aliases_contains, Unset):
            data["number_aliases_contains"] = self.number_aliases_contains
        if not isinstance(self.destination_numbers, Unset):
            data["destination_numbers"] = self.destination_numbers
        if not isinstance(self.callerid_numbers, Unset):
            data["callerid_numbers"] = self.callerid_numbers
        if not isinstance(self.custom_x_tags, Unset):
            data["custom_x_tags"] = self.custom_x_tags
        if not isinstance(self.caller_ip, Unset):
            data["caller_ip"] = self.caller_ip
        if not isinstance(self.duration_greater_than, Unset):
            data["duration_greater_than"] = self.duration_greater_than
        data.update(self.additional_properties)
        return data
