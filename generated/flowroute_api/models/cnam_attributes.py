# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class CnamAttributes(Model):
    """A Caller ID name and the state of its review. Times are written `2018-04-23
    17:04:30.829341+00:00`.
    """

    value: str
    """The name, in capitals, of up to 15 characters."""
    is_approved: bool | Unset = UNSET
    """Whether it may be used."""
    creation_datetime: None | str | Unset = UNSET
    """When it was created; null on old records."""
    approval_datetime: None | str | Unset = UNSET
    """When it was approved; null while pending and on old records."""
    rejection_reason: None | str | Unset = UNSET
    """Why it was refused; null or empty when it was not."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset(
        {"value", "is_approved", "creation_datetime", "approval_datetime", "rejection_reason"}
    )
    _later = {
        "is_approved": ("is_approved", UNSET, None),
        "creation_datetime": ("creation_datetime", None, None),
        "approval_datetime": ("approval_datetime", None, None),
        "rejection_reason": ("rejection_reason", None, None),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        cls.check_dict(data)
        self = cls.__new__(cls)
        self.value = data["value"]
        self._source = data
        return self

    @classmethod
    def check_dict(cls, data: Mapping[str, Any]) -> None:
        """Raise `ValueError` if a JSON object does not fit."""
        try:
            _ = data["value"]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"value": self.value}
        if not isinstance(self.is_approved, Unset):
            data["is_approved"] = self.is_approved
        if not isinstance(self.creation_datetime, Unset):
            data["creation_datetime"] = self.creation_datetime
        if not isinstance(self.approval_datetime, Unset):
            data["approval_datetime"] = self.approval_datetime
        if not isinstance(self.rejection_reason, Unset):
            data["rejection_reason"] = self.rejection_reason
        data.update(self.additional_properties)
        return data
