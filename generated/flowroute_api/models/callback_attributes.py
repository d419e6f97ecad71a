# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class CallbackAttributes(Model):
    """Where events are sent."""

    callback_url: None | str | Unset = UNSET
    """The URL events are posted to."""
    product: None | str | Unset = UNSET
    """What the events are about, such as `sms`, `mms` or `dlr`."""
    api_version: None | str | Unset = UNSET
    """The version of the messages API, such as `2.1`; left out by v2.2."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"callback_url", "product", "api_version"})
    _later = {
        "callback_url": ("callback_url", None, None),
        "product": ("product", None, None),
        "api_version": ("api_version", None, None),
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
        if not isinstance(self.callback_url, Unset):
            data["callback_url"] = self.callback_url
        if not isinstance(self.product, Unset):
            data["product"] = self.product
        if not isinstance(self.api_version, Unset):
            data["api_version"] = self.api_version
        data.update(self.additional_properties)
        return data
