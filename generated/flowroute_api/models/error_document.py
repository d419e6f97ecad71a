# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Model, Unset, each
from .error import Error


@define(kw_only=True, repr=False)
class ErrorDocument(Model):
    """What is wrong with a request."""

    errors: list[Error] | Unset = UNSET
    """The errors."""
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"errors"})
    _later = {"errors": ("errors", UNSET, each(Error.from_dict))}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            if (value := get("errors")) is not None:
                for item in value:
                    Error.check_dict(item)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {}
        if not isinstance(self.errors, Unset):
            data["errors"] = [item.to_dict() for item in self.errors]
        data.update(self.additional_properties)
        return data
