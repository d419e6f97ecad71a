# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class Portability(Model):
    """Numbers by verdict."""

    portable: list[str] | Unset = UNSET
    """Those that can be ported."""
    nonportable: list[str] | Unset = UNSET
    """Those that cannot be ported."""
    hypernetwork_enabled: list[str] | Unset = UNSET
    """Those that are enabled on the Flowroute HyperNetwork."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"portable", "nonportable", "hypernetwork_enabled"})
    _later = {
        "portable": ("portable", UNSET, None),
        "nonportable": ("nonportable", UNSET, None),
        "hypernetwork_enabled": ("hypernetwork_enabled", UNSET, None),
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
        if not isinstance(self.portable, Unset):
            data["portable"] = self.portable
        if not isinstance(self.nonportable, Unset):
            data["nonportable"] = self.nonportable
        if not isinstance(self.hypernetwork_enabled, Unset):
            data["hypernetwork_enabled"] = self.hypernetwork_enabled
        data.update(self.additional_properties)
        return data
