# Written by scripts/unasync.py from flowroute_ext/_async/paging.py. Do not edit.
"""Listings: items that are fetched page by page, as you iterate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .._base.frames import clears_frames
from .._calls.options import checked_options
from .._calls.paging import first_cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flowroute_api.types import Request

    from .._calls.options import Options
    from .._calls.paging import Page
    from .transport import Transport

V = TypeVar("V")


class Listing(Generic[V]):
    """The items of a list, fetched as you iterate; a second iteration fetches them again.

    Methods such as `list()` and `search()` return one.
    """

    def __init__(
        self,
        transport: Transport,
        request: Callable[[int, int], Request[Any]],
        read: Callable[[Any], Page[V]],
        *,
        limit: int | None,
        page_size: int,
        options: Options,
    ) -> None:
        self._transport = transport
        self._request = request
        self._read = read
        self._start = first_cursor(limit, page_size)
        self._options = checked_options(options)

    def __repr__(self) -> str:
        """Show the operation and the limit, without a request."""
        limit = "" if self._start.wanted is None else f", limit={self._start.wanted}"
        operation = self._request(1, 0).operation
        return f"<{type(self).__name__} of {operation}{limit}; to_list() requests it>"

    def __iter__(self) -> Iterator[V]:
        """Yield each item, in Flowroute's order."""
        for page in self.pages():
            for item in page:
                yield item

    def pages(self) -> Iterator[Sequence[V]]:
        """Yield each page as Flowroute sends it, the last one cut to the limit."""
        cursor = self._start
        while not cursor.done:
            request = self._request(cursor.limit, cursor.offset)
            page = self._page(request)
            items, cursor = cursor.take(page)
            if items:
                yield items

    def to_list(self) -> list[V]:
        """Return all items, in Flowroute's order."""
        items: list[V] = []
        for page in self.pages():
            items += page
        return items

    def first(self) -> V | None:
        """Return the first item, or None if there is none; request only that one."""
        if self._start.done:
            return None
        page = self._page(self._request(1, 0))
        return page.items[0] if page.items else None

    @clears_frames
    def _page(self, request: Request[Any]) -> Page[V]:
        """Send *request* with the options, which were checked at the start."""
        settings = self._transport.settings(self._options)
        return self._transport.send(request, self._read, settings)
