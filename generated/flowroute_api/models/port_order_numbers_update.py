# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class PortOrderNumbersUpdate(Model):
    """Numbers to add to a port order, and to remove from it."""

    add: list[str] | Unset = UNSET
    """The numbers to add, in E.164 with the `+`."""
    remove: list[str] | Unset = UNSET
    """The numbers to remove, in E.164 with the `+`."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.add = UNSET if (value := get("add")) is None else value
            self.remove = UNSET if (value := get("remove")) is None else value
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {}
        if not isinstance(self.add, Unset):
            data["add"] = self.add
        if not isinstance(self.remove, Unset):
            data["remove"] = self.remove
        return data
