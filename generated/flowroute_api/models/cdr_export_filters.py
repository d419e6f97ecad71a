# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class CdrExportFilters(Model):
    """The filters of an export, only those that were asked for. Times are
    `2018-12-01T00:00:00+00:00` in lists, and as they were asked for elsewhere.
    """

    start_call_start_time: None | str | Unset = UNSET
    """The calls began at this moment or later, in UTC."""
    start_call_end_time: None | str | Unset = UNSET
    """The calls began before this moment, in UTC."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"start_call_start_time", "start_call_end_time"})
    _later = {
        "start_call_start_time": ("start_call_start_time", None, None),
        "start_call_end_time": ("start_call_end_time", None, None),
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
        if not isinstance(self.start_call_start_time, Unset):
            data["start_call_start_time"] = self.start_call_start_time
        if not isinstance(self.start_call_end_time, Unset):
            data["start_call_end_time"] = self.start_call_end_time
        data.update(self.additional_properties)
        return data
