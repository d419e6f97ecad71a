"""The cursor of a listing, with servers of every size and behaviour."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext import InvalidValue
from flowroute_ext._calls.paging import Cursor, Page, first_cursor

COUNTS = st.integers(0, 60)
SIZES = st.integers(1, 25)


class Model:
    """A server with `total` items that gives up to `cap` of them at once."""

    def __init__(self, total: int, cap: int) -> None:
        self.total = total
        self.cap = cap
        self.asked: list[tuple[int, int]] = []

    def page(self, limit: int, offset: int) -> Page[int]:
        self.asked.append((limit, offset))
        items = range(self.total)[offset : offset + min(limit, self.cap)]
        return Page(items, offset + len(items) < self.total, tuple(items))


def walk(cursor: Cursor, server: Any) -> list[int]:
    """Return the items of a listing, from requests and responses."""
    taken: list[int] = []
    while not cursor.done:
        items, cursor = cursor.take(server.page(cursor.limit, cursor.offset))
        taken += items
        assert len(server.asked) <= 200, "it goes on for ever"
    return taken


@given(total=COUNTS, cap=SIZES, size=SIZES, limit=st.none() | COUNTS)
def test_all_that_is_wanted(total: int, cap: int, size: int, limit: int | None) -> None:
    """A listing has the first items, up to the limit, each once."""
    server = Model(total, cap)

    taken = walk(first_cursor(limit, size), server)

    assert taken == list(range(total))[:limit]


@given(total=COUNTS, cap=SIZES, size=SIZES, limit=st.none() | COUNTS)
def test_no_more_than_is_needed(total: int, cap: int, size: int, limit: int | None) -> None:
    """Each request starts where the last response ended, for no more items than are missing."""
    server = Model(total, cap)

    walk(first_cursor(limit, size), server)

    wanted = total if limit is None else min(limit, total)
    step = min(cap, size)
    offsets = list(range(0, wanted, step)) or ([0] if limit != 0 else [])
    if limit != wanted and total and total % size == 0 and cap >= size:
        offsets.append(total)  # the last page was full, so there might be another one
    rest = size if limit is None else limit
    assert server.asked == [(min(size, rest - at) if limit else size, at) for at in offsets]


class Unlinked(Model):
    """A server that has more, and never says so."""

    def page(self, limit: int, offset: int) -> Page[int]:
        return attrs.evolve(super().page(limit, offset), more=False)


@given(total=COUNTS, size=SIZES, limit=st.none() | COUNTS)
def test_pages_without_links(total: int, size: int, limit: int | None) -> None:
    """A full page is not the last one, whether it has a link or not."""
    assert walk(first_cursor(limit, size), Unlinked(total, size)) == list(range(total))[:limit]


@given(total=COUNTS)
def test_short_pages_without_links(total: int) -> None:
    """Nor is a page of as many items as the server may give at most, whatever is requested."""
    server = Unlinked(total, 20)

    assert walk(first_cursor(None, 25, capped=10), server) == list(range(total))


class Overflowing(Model):
    """A server that gives all it has, whatever it is asked for."""

    def page(self, limit: int, offset: int) -> Page[int]:
        self.asked.append((limit, offset))
        items = range(self.total)[offset:]
        return Page(items, False, tuple(items))


@given(total=COUNTS, size=SIZES, limit=st.none() | COUNTS)
def test_more_than_was_asked_for(total: int, size: int, limit: int | None) -> None:
    """Whatever a page holds too much of is used, up to the limit and no further."""
    assert walk(first_cursor(limit, size), Overflowing(total, 1)) == list(range(total))[:limit]


class Repeating(Model):
    """A server that forgets the offset after a while, and claims to have more for ever."""

    def page(self, limit: int, offset: int) -> Page[int]:
        page = super().page(limit, offset % self.total)
        return Page(page.items, True, page.mark)


@given(total=st.integers(1, 60), cap=SIZES, size=SIZES, limit=st.none() | COUNTS)
def test_a_server_that_repeats_itself(total: int, cap: int, size: int, limit: int | None) -> None:
    """A page that came before ends a listing, so every listing has an end."""
    taken = walk(first_cursor(limit, size), Repeating(total, cap))

    assert taken[:total] == list(range(total))[:limit]
    assert limit is None or len(taken) <= limit


class Promising(Model):
    """A server that has no more, and says it has."""

    def page(self, limit: int, offset: int) -> Page[int]:
        page = super().page(limit, offset)
        return Page(page.items, True, page.mark)


@given(total=COUNTS, cap=SIZES, size=SIZES)
def test_an_empty_page_with_a_next(total: int, cap: int, size: int) -> None:
    """An empty page is the last one, whatever it says."""
    server = Promising(total, cap)

    assert walk(first_cursor(None, size), server) == list(range(total))
    assert [at for _, at in server.asked] == [*range(0, total, min(cap, size)), total]


@pytest.mark.parametrize("limit", [-1, True, 2.5, "5", [1], float("nan")])
def test_an_impossible_limit(limit: Any) -> None:
    """A limit is a whole number from 0 up."""
    with pytest.raises(InvalidValue) as refused:
        first_cursor(limit, 200)

    assert str(refused.value) == (
        f"Invalid listing: limit must be a number of items, but got {str(limit)!r}: "
        "give a number from 0 up, or None for all of them."
    )
