# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class NumberPurchase(Model):
    """What to switch on for a new number."""

    cnam_lookups_enabled: bool | str | Unset = UNSET
    """Look up callers' names; the account's preference if left out."""
    messaging_enabled: bool | str | Unset = UNSET
    """Set the number up for messages; not done if left out."""
    messaging_email: bool | str | Unset = UNSET
    """Send a mail when messaging is set up."""
    messaging_callback_url: str | Unset = UNSET
    """Where to tell that messaging is set up."""
    _later = {
        "cnam_lookups_enabled": ("cnam_lookups_enabled", UNSET, None),
        "messaging_enabled": ("messaging_enabled", UNSET, None),
        "messaging_email": ("messaging_email", UNSET, None),
        "messaging_callback_url": ("messaging_callback_url", UNSET, None),
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
        if not isinstance(self.cnam_lookups_enabled, Unset):
            data["cnam_lookups_enabled"] = self.cnam_lookups_enabled
        if not isinstance(self.messaging_enabled, Unset):
            data["messaging_enabled"] = self.messaging_enabled
        if not isinstance(self.messaging_email, Unset):
            data["messaging_email"] = self.messaging_email
        if not isinstance(self.messaging_callback_url, Unset):
            data["messaging_callback_url"] = self.messaging_callback_url
        return data
