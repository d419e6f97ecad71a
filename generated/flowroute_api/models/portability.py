# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

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

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.portable = UNSET if (value := get("portable")) is None else value
            self.nonportable = UNSET if (value := get("nonportable")) is None else value
            self.hypernetwork_enabled = (
                UNSET if (value := get("hypernetwork_enabled")) is None else value
            )
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
        if not isinstance(self.portable, Unset):
            data["portable"] = self.portable
        if not isinstance(self.nonportable, Unset):
            data["nonportable"] = self.nonportable
        if not isinstance(self.hypernetwork_enabled, Unset):
            data["hypernetwork_enabled"] = self.hypernetwork_enabled
        data.update(self.additional_properties)
        return data


_KNOWN: Final = frozenset({"portable", "nonportable", "hypernetwork_enabled"})
