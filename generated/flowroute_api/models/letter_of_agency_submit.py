# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from ..types import UNSET, Model
from .letter_of_agency_submit_data import LetterOfAgencySubmitData


@define(kw_only=True, repr=False)
class LetterOfAgencySubmit(Model):
    """A letter of agency, signed."""

    data: LetterOfAgencySubmitData
    _later = {"data": ("data", UNSET, LetterOfAgencySubmitData.from_dict)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            LetterOfAgencySubmitData.check_dict(data["data"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"data": self.data.to_dict()}
        return data
