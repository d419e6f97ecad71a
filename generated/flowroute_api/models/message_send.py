# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class MessageSend(Model):
    """A message to send."""

    to: str
    """The number to send to: 11 digits in v2.1, E.164 with or without `+` in v2.2. Undecided: the
    best practices allow a `+` or `011` in front in both.
    """
    from_: str
    """The number to send from, one of the account's, written as `to` may be."""
    body: str | Unset = UNSET
    """The text; an MMS with media may go without."""
    media_urls: list[str] | Unset = UNSET
    """Public URLs of the media of an MMS."""
    is_mms: bool | str | Unset = UNSET
    """Send a message of text alone as an MMS."""
    dlr_callback: str | Unset = UNSET
    """Where to send the delivery receipts of this message."""
    _later = {
        "body": ("body", UNSET, None),
        "media_urls": ("media_urls", UNSET, None),
        "is_mms": ("is_mms", UNSET, None),
        "dlr_callback": ("dlr_callback", UNSET, None),
    }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        cls.check_dict(data)
        self = cls.__new__(cls)
        self.to = data["to"]
        self.from_ = data["from"]
        self._source = data
        return self

    @classmethod
    def check_dict(cls, data: Mapping[str, Any]) -> None:
        """Raise `ValueError` if a JSON object does not fit."""
        try:
            _ = data["to"]
            _ = data["from"]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"to": self.to, "from": self.from_}
        if not isinstance(self.body, Unset):
            data["body"] = self.body
        if not isinstance(self.media_urls, Unset):
            data["media_urls"] = self.media_urls
        if not isinstance(self.is_mms, Unset):
            data["is_mms"] = self.is_mms
        if not isinstance(self.dlr_callback, Unset):
            data["dlr_callback"] = self.dlr_callback
        return data
