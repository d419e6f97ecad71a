# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class EdgeStrategyAttributes(Model):
    """A point of presence."""

    name: str | Unset = UNSET
    """The name, such as `US-East-VA`."""
    description: None | str | Unset = UNSET
    """What choosing it means."""
    naptr: None | str | Unset = UNSET
    """The host to look up for SIP, such as `us-east-va.sip.flowroute.com`."""
    firewall_rules: None | str | Unset = UNSET
    """The addresses to let through, as a comma-separated list of blocks and ranges."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"name", "description", "naptr", "firewall_rules"})
    _later = {
        "name": ("name", UNSET, None),
        "description": ("description", None, None),
        "naptr": ("naptr", None, None),
        "firewall_rules": ("firewall_rules", None, None),
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
        if not isinstance(self.name, Unset):
            data["name"] = self.name
        if not isinstance(self.description, Unset):
            data["description"] = self.description
        if not isinstance(self.naptr, Unset):
            data["naptr"] = self.naptr
        if not isinstance(self.firewall_rules, Unset):
            data["firewall_rules"] = self.firewall_rules
        data.update(self.additional_properties)
        return data
