# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .provisioning_numbers import ProvisioningNumbers


@define(kw_only=True, repr=False)
class ProvisioningTaskAttributes(Model):
    """How a task goes. That of one number has `tn`, that of several `message` and `numbers`."""

    status: None | str | Unset = UNSET
    """The status, whose words are not documented."""
    tn: None | str | Unset = UNSET
    """The number."""
    message: None | str | Unset = UNSET
    """What there is to know of it."""
    numbers: ProvisioningNumbers | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"status", "tn", "message", "numbers"})
    _later = {
        "status": ("status", None, None),
        "tn": ("tn", None, None),
        "message": ("message", None, None),
        "numbers": ("numbers", UNSET, ProvisioningNumbers.from_dict),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            if (value := get("numbers")) is not None:
                ProvisioningNumbers.check_dict(value)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {}
        if not isinstance(self.status, Unset):
            data["status"] = self.status
        if not isinstance(self.tn, Unset):
            data["tn"] = self.tn
        if not isinstance(self.message, Unset):
            data["message"] = self.message
        if not isinstance(self.numbers, Unset):
            data["numbers"] = self.numbers.to_dict()
        data.update(self.additional_properties)
        return data
