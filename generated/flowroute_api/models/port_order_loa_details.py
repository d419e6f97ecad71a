# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class PortOrderLoaDetails(Model):
    """Who gets the letter of agency."""

    email: None | str | Unset = UNSET
    """The e-mail address of its recipient."""
    cc: None | str | Unset = UNSET
    """The e-mail address of who gets a copy."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.email = get("email", UNSET)
            self.cc = get("cc", UNSET)
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
        if not isinstance(self.email, Unset):
            data["email"] = self.email
        if not isinstance(self.cc, Unset):
            data["cc"] = self.cc
        data.update(self.additional_properties)
        return data


_KNOWN: Final = frozenset({"email", "cc"})
