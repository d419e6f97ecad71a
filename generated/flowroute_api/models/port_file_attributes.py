# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class PortFileAttributes(Model):
    """A document of a port order."""

    filename: None | str | Unset = UNSET
    """The name of the document, or the URL that it was pulled from."""
    file: None | str | Unset = UNSET
    """The short name of the document."""
    original_url: None | str | Unset = UNSET
    """The URL that it was pulled from."""
    status: None | str | Unset = UNSET
    """How it went: `pending`, `processing`, `complete` or `error`; in an order `uploaded` or
    `failed`.
    """
    url: None | str | Unset = UNSET
    """Where to upload it to, or download it from."""
    expires: None | str | Unset = UNSET
    """Until when `url` is good, as `2018-07-31T21:34:17.576092+00:00`."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"filename", "file", "original_url", "status", "url", "expires"})
    _later = {
        "filename": ("filename", None, None),
        "file": ("file", None, None),
        "original_url": ("original_url", None, None),
        "status": ("status", None, None),
        "url": ("url", None, None),
        "expires": ("expires", None, None),
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
        if not isinstance(self.filename, Unset):
            data["filename"] = self.filename
        if not isinstance(self.file, Unset):
            data["file"] = self.file
        if not isinstance(self.original_url, Unset):
            data["original_url"] = self.original_url
        if not isinstance(self.status, Unset):
            data["status"] = self.status
        if not isinstance(self.url, Unset):
            data["url"] = self.url
        if not isinstance(self.expires, Unset):
            data["expires"] = self.expires
        data.update(self.additional_properties)
        return data
