# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from ..types import UNSET, Model, Unset
from .provisioning_action import ProvisioningAction


@define(kw_only=True, repr=False)
class MessageProvision(Model):
    """Numbers to enable or disable messages on."""

    numbers: list[str]
    """The numbers, digits with the country code."""
    action: ProvisioningAction
    """What to do with the numbers."""
    callback_url: str | Unset = UNSET
    """Where to post changes of the status to."""
    email: bool | Unset = UNSET
    """Whether to send a mail about them."""
    _later = {"callback_url": ("callback_url", UNSET, None), "email": ("email", UNSET, None)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        cls.check_dict(data)
        self = cls.__new__(cls)
        self.numbers = data["numbers"]
        self.action = data["action"]
        self._source = data
        return self

    @classmethod
    def check_dict(cls, data: Mapping[str, Any]) -> None:
        """Raise `ValueError` if a JSON object does not fit."""
        try:
            _ = data["numbers"]
            _ = data["action"]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"numbers": self.numbers, "action": self.action}
        if not isinstance(self.callback_url, Unset):
            data["callback_url"] = self.callback_url
        if not isinstance(self.email, Unset):
            data["email"] = self.email
        return data
