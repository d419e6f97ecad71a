# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class ListLinks(Model):
    """The addresses of pages."""

    self_: str | Unset = UNSET
    """The address of this page, with the filters, limit and offset that took effect."""
    next_: str | Unset = UNSET
    """The address of the next page; missing on the last one."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.self_ = UNSET if (value := get("self")) is None else value
            self.next_ = UNSET if (value := get("next")) is None else value
            if not _KNOWN.issuperset(data):
                self.additional_properties = {
                    name: data[name] for name in data if name not in _KNOWN
                }
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {}
        if not isinstance(self.self_, Unset):
            data["self"] = self.self_
        if not isinstance(self.next_, Unset):
            data["next"] = self.next_
        data.update(self.additional_properties)
        return data


_KNOWN: Final = frozenset({"self", "next"})
