# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Self

from attrs import define, field

from ..types import UNSET, Model, Unset
from .list_links import ListLinks
from .media import Media
from .message import Message
from .unknown_resource import UnknownResource


@define(kw_only=True, repr=False)
class MessageList(Model):
    """A page of message detail records and their media."""

    data: list[Message]
    included: list[Media | UnknownResource] | Unset = UNSET
    """The media. Assumed: no list with media was seen."""
    links: ListLinks | Unset = UNSET
    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """Members the document does not know."""
    _known = frozenset({"data", "included", "links"})
    _later = {"links": ("links", UNSET, ListLinks.from_dict)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what a JSON object holds. Raise `ValueError` if it does not fit."""
        self = cls.__new__(cls)
        try:
            get = data.get
            self.data = list(map(Message.from_dict, data["data"]))
            self.included = (
                UNSET
                if (value := get("included")) is None
                else list(map(_read_included_item, value))
            )
            if (value := get("links")) is not None:
                ListLinks.check_dict(value)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise cls._misfit(data, error) from None
        self._source = data
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object again, without what is `UNSET`."""
        data: dict[str, Any] = {"data": [item.to_dict() for item in self.data]}
        if not isinstance(self.included, Unset):
            data["included"] = [item.to_dict() for item in self.included]
        if not isinstance(self.links, Unset):
            data["links"] = self.links.to_dict()
        data.update(self.additional_properties)
        return data


_INCLUDED_ITEM: Final[dict[str, Callable[[Mapping[str, Any]], Media]]] = {
    "media": Media.from_dict,
}


def _read_included_item(data: Any) -> Media | UnknownResource:
    """Read one by its `type`. Keep what is unknown, or does not fit, as `UnknownResource`."""
    try:
        return _INCLUDED_ITEM[data["type"]](data)
    except (KeyError, TypeError, ValueError):
        return UnknownResource.from_dict(data)
