"""Paging: the cursor of a listing, as a value. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import attrs

from .._base.problems import invalid, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from flowroute_api.models import ListLinks
    from flowroute_api.types import Unset

V = TypeVar("V")


@attrs.frozen
class Page(Generic[V]):
    """One page: its items, whether the server has more, and a mark to recognise it by."""

    items: Sequence[V] = attrs.field(repr=False)
    more: bool
    mark: Hashable = attrs.field(repr=False)


@attrs.frozen
class Cursor:
    """The next page to request.

    Its offset is the number of items received. The link to it in a response is not followed: it
    may name another host, which would then get the credentials. Nor does a missing link end a
    listing: only a page that is shorter than it was requested to be does. Where `capped` is not 0,
    a multiple of it may be the most that the server gives at once, and is not the end either.
    """

    wanted: int | None
    page_size: int
    capped: int = 0
    offset: int = 0
    done: bool = False
    # The marks have ids, and that of a number is the number.
    seen: frozenset[Hashable] = attrs.field(default=frozenset(), repr=False)

    @property
    def limit(self) -> int:
        """The number of items to request."""
        if self.wanted is None:
            return self.page_size
        return min(self.page_size, self.wanted - self.offset)

    def take(self, page: Page[V]) -> tuple[Sequence[V], Cursor]:
        """Return the items of *page* that are wanted, and the cursor after them.

        A repeated page ends the listing, without items: the server would repeat it for ever.
        """
        if page.mark in self.seen:
            return (), attrs.evolve(self, done=True)
        items = page.items
        if self.wanted is not None:
            items = items[: self.wanted - self.offset]
        offset = self.offset + len(items)
        return items, attrs.evolve(
            self,
            offset=offset,
            done=not items or offset == self.wanted or not (page.more or self._full(page)),
            seen=self.seen | {page.mark},
        )

    def _full(self, page: Page[V]) -> bool:
        count = len(page.items)
        return count >= self.limit or (self.capped > 0 and count % self.capped == 0)


def first_cursor(limit: int | None, page_size: int, *, capped: int = 0) -> Cursor:
    """Return the cursor of the first page; raise `InvalidValue` for an invalid *limit*."""
    if limit is not None and not _is_count(limit):
        raise invalid(
            "listing",
            "limit",
            shown(str(limit)),
            rule="must be a number of items",
            cure="give a number from 0 up, or None for all of them",
        )
    return Cursor(wanted=limit, page_size=page_size, capped=capped, done=limit == 0)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


class Identified(Protocol):
    """A resource with an id."""

    @property
    def id(self) -> object: ...


R = TypeVar("R", bound=Identified)
R_co = TypeVar("R_co", bound=Identified, covariant=True)


class ListDocument(Protocol[R_co]):
    """A list of the API: resources, and links that may have a next page."""

    @property
    def data(self) -> Sequence[R_co]: ...
    @property
    def links(self) -> ListLinks | Unset: ...


class PageReader(Generic[R, V]):
    """Reads pages of values: from the generated list, or from its JSON.

    *convert* takes a generated resource, and *from_rows* resources in JSON.
    """

    def __init__(
        self, convert: Callable[[R], V], from_rows: Callable[[list[Any]], list[V]] | None
    ) -> None:
        self._convert = convert
        self._from_rows = from_rows

    def __call__(self, document: ListDocument[R]) -> Page[V]:
        """Return the page of a list document."""
        resources = document.data
        items = [self._convert(resource) for resource in resources]
        ends = (resources[0].id, resources[-1].id) if items else None
        return _page(items, ends, document)

    def from_json(self, document: Any, parse: Callable[[Any], ListDocument[R]]) -> Page[V] | None:
        """Return the page of a list document in JSON; None if it has to be parsed first.

        All but the resources is checked by *parse*. Raises various errors if they do not fit.
        """
        read = self._from_rows
        if read is None or (type(document), type(document["data"])) != (dict, list):
            return None
        rows: list[Any] = document["data"]
        rest = parse({**document, "data": []})
        items = read(rows)
        return _page(items, (rows[0]["id"], rows[-1]["id"]) if items else None, rest)


def _page(
    items: Sequence[V], ends: tuple[object, object] | None, document: ListDocument[Any]
) -> Page[V]:
    links = document.links
    return Page(
        items=items,
        more=bool(links and links.next_),
        mark=ends and (len(items), str(ends[0]), str(ends[1])),
    )


def page_of(
    convert: Callable[[R], V], from_rows: Callable[[list[Any]], list[V]] | None = None
) -> PageReader[R, V]:
    """Return what converts a list document to a page of values, with *from_rows* at once."""
    return PageReader(convert, from_rows)
