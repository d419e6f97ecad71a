# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset


@define(kw_only=True, repr=False)
class Error(Model):
    """One error."""

    id: None | str | Unset = UNSET
    """A UUID by which Flowroute's support finds the request."""
    status: int | None | str | Unset = UNSET
    """The HTTP status."""
    title: None | str | Unset = UNSET
    """What kind of error it is."""
    detail: Any | Unset = UNSET
    """What is wrong: a text, or an object shaped like the request with lists of texts at its
    leaves.
    """
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"id", "status", "title", "detail"})
    _later = {
        "id": ("id", None, None),
        "status": ("status", None, None),
        "title": ("title", None, None),
        "detail": ("detail", None, None),
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
        if not isinstance(self.id, Unset):
            data["id"] = self.id
        if not isinstance(self.status, Unset):
            data["status"] = self.status
        if not isinstance(self.title, Unset):
            data["title"] = self.title
        if not isinstance(self.detail, Unset):
            data["detail"] = self.detail
        data.update(self.additional_properties)
        return data
