# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

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

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.value = data["value"]
            self.is_approved = UNSET if (value := get("is_approved")) is None else value
            self.creation_datetime = get("creation_datetime", UNSET)
            self.approval_datetime = get("approval_datetime", UNSET)
            self.rejection_reason = get("rejection_reason", UNSET)
            if not _KNOWN.issuperset(data):
                self.additional_properties = {
                    name: data[name] for name in data if name not in _KNOWN
                }
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        return self

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


_KNOWN: Final = frozenset(
    {"value", "is_approved", "creation_datetime", "approval_datetime", "rejection_reason"}
)
