"""Pages of records as JSON, and whether the list changed between two of them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from .cells import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A page of as many records, or a multiple of it, may be the most that Flowroute gives at once.
SMALLEST_PAGE: Final = 50
# How often a list is read anew, if it changes each time while it is read.
READINGS: Final = 5


class Changed(Exception):
    """The list changed between two of its pages, so that some records may be in none."""


@attrs.frozen
class RawPage:
    """The resources in a page, as JSON, and whether the server announces more."""

    resources: Sequence[Mapping[str, Any]] = attrs.field(repr=False)
    more: bool

    def is_last(self, limit: int) -> bool | None:
        """Whether a list certainly ends here, of which *limit* were requested; None if unclear."""
        count = len(self.resources)
        if self.more or count >= limit:
            return False
        return None if count and count % SMALLEST_PAGE == 0 else True


def raw_page(document: Any) -> RawPage:
    """Return the page in a document; raise `ValueError` for any other document."""
    resources, links = document["data"], document.get("links")
    if not (is_list(resources) and all(map(_is_resource, resources))):
        raise ValueError("the document has no list, or what is in it has no id or attributes")
    return RawPage(resources, is_object(links) and bool(links.get("next")))


def _is_resource(value: Any) -> bool:
    return type(value["id"]) in (str, int) and type(value["attributes"]) is dict


class SteadyList:
    """Where to go on in a list that is read by offset: each page begins with the last record again.

    Where it does not, records were added or removed before it, and the pages do not fit together.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.offset = 0
        self.done = False
        self._last: object = None

    def take(self, page: RawPage) -> Sequence[Mapping[str, Any]]:
        """Return the records of *page* that are new; raise `Changed` if it does not fit."""
        resources, first = page.resources, self._last is None
        if not first:
            if not resources or resources[0]["id"] != self._last:
                raise Changed
            resources = resources[1:]
        # One record at least is read again, so that a page of nothing else is the end.
        self.done = not resources or page.is_last(self.limit) is True
        if resources:
            self._last = resources[-1]["id"]
            self.offset += len(resources) - first
        return resources
