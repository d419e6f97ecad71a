# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from ..types import UNSET, Model, Unset
from .cdr_export_filters_write import CdrExportFiltersWrite


@define(kw_only=True, repr=False)
class CdrExportWrite(Model):
    """Which calls to export, and where to post changes of the status."""

    filter_parameters: CdrExportFiltersWrite
    callback_url: str | Unset = UNSET
    """A public URL that changes of the status are posted to."""
    _later = {
        "callback_url": ("callback_url", UNSET, None),
        "filter_parameters": ("filter_parameters", UNSET, CdrExportFiltersWrite.from_dict),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            CdrExportFiltersWrite.check_dict(data["filter_parameters"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"filter_parameters": self.filter_parameters.to_dict()}
        if not isinstance(self.callback_url, Unset):
            data["callback_url"] = self.callback_url
        return data
