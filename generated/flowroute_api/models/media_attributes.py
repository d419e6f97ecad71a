# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class MediaAttributes(Model):
    """A file of an MMS."""

    url: None | str | Unset = UNSET
    """Where to get the file; stops working after about seven days."""
    file_name: None | str | Unset = UNSET
    """The name of the file."""
    file_size: int | None | Unset = UNSET
    """The size in bytes."""
    mime_type: None | str | Unset = UNSET
    """The media type, such as `image/jpeg`."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"url", "file_name", "file_size", "mime_type"})
    _later = {
        "url": ("url", None, None),
        "file_name": ("file_name", None, None),
        "file_size": ("file_size", None, None),
        "mime_type": ("mime_type", None, None),
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
        if not isinstance(self.url, Unset):
            data["url"] = self.url
        if not isinstance(self.file_name, Unset):
            data["file_name"] = self.file_name
        if not isinstance(self.file_size, Unset):
            data["file_size"] = self.file_size
        if not isinstance(self.mime_type, Unset):
            data["mime_type"] = self.mime_type
        data.update(self.additional_properties)
        return data
