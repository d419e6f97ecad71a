# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .relationship import Relationship


@define(kw_only=True, repr=False)
class NumberRelationships(Model):
    """What a number is tied to; in its details and when it is bought."""

    primary_route: Relationship | Unset = UNSET
    failover_route: Relationship | Unset = UNSET
    e911_address: Relationship | Unset = UNSET
    cnam_preset: Relationship | Unset = UNSET
    voice_primary_route: Relationship | Unset = UNSET
    voice_failover_route: Relationship | Unset = UNSET
    message_provision: Relationship | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset(
        {
            "primary_route",
            "failover_route",
            "e911_address",
            "cnam_preset",
            "voice_primary_route",
            "voice_failover_route",
            "message_provision",
        }
    )

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.primary_route = (
                UNSET if (value := get("primary_route")) is None else Relationship.from_dict(value)
            )
            self.failover_route = (
                UNSET if (value := get("failover_route")) is None else Relationship.from_dict(value)
            )
            self.e911_address = (
                UNSET if (value := get("e911_address")) is None else Relationship.from_dict(value)
            )
            self.cnam_preset = (
                UNSET if (value := get("cnam_preset")) is None else Relationship.from_dict(value)
            )
            self.voice_primary_route = (
                UNSET
                if (value := get("voice_primary_route")) is None
                else Relationship.from_dict(value)
            )
            self.voice_failover_route = (
                UNSET
                if (value := get("voice_failover_route")) is None
                else Relationship.from_dict(value)
            )
            self.message_provision = (
                UNSET
                if (value := get("message_provision")) is None
                else Relationship.from_dict(value)
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {}
        if not isinstance(self.primary_route, Unset):
            data["primary_route"] = self.primary_route.to_dict()
        if not isinstance(self.failover_route, Unset):
            data["failover_route"] = self.failover_route.to_dict()
        if not isinstance(self.e911_address, Unset):
            data["e911_address"] = self.e911_address.to_dict()
        if not isinstance(self.cnam_preset, Unset):
            data["cnam_preset"] = self.cnam_preset.to_dict()
        if not isinstance(self.voice_primary_route, Unset):
            data["voice_primary_route"] = self.voice_primary_route.to_dict()
        if not isinstance(self.voice_failover_route, Unset):
            data["voice_failover_route"] = self.voice_failover_route.to_dict()
        if not isinstance(self.message_provision, Unset):
            data["message_provision"] = self.message_provision.to_dict()
        data.update(self.additional_properties)
        return data
