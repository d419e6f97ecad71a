# Written by scripts/unasync.py from tests/ext/_async/test_listings.py. Do not edit.
"""Listings, from servers that page in different ways."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from ext.server import Asked, Reply, Server, document

from flowroute_ext import Flowroute, NotFound

from .outcome import outcome

TOTAL = 450
CODES = [str(200 + place) for place in range(TOTAL)]


def area_code(npa: str) -> dict[str, Any]:
    return {"type": "areacode", "id": npa, "links": {"related": "https://example.com/"}}


def page(items: list[str], following: str | None = None) -> Reply:
    links = {"self": "https://example.com/"} | ({"next": following} if following else {})
    return document(200, {"data": [area_code(npa) for npa in items], "links": links})


def pages_of(total: int, cap: int) -> Callable[[Asked], Reply]:
    """A server with *total* area codes, in pages of a given size."""

    def reply(asked: Asked) -> Reply:
        limit, offset = int(asked.query["limit"]), int(asked.query["offset"])
        items = CODES[:total][offset : offset + min(limit, cap)]
        more = offset + len(items) < total
        return page(items, "https://evil.example.com/v2/numbers" if more else None)

    return reply


def asked_for(server: Server) -> list[tuple[str, str]]:
    """The limit and offset of each request so far."""
    return [(asked.query["limit"], asked.query["offset"]) for asked in server.asked]


def test_all_of_them(flowroute: Flowroute, server: Server) -> None:
    """Without a limit all items are returned, in the server's order and page size."""
    server.usually = pages_of(TOTAL, cap=200)

    codes = [code.npa for code in flowroute.numbers.area_codes()]

    assert codes == CODES
    assert asked_for(server) == [("400", "0"), ("400", "200"), ("400", "400")]


@pytest.mark.parametrize(
    ("limit", "asked"),
    [
        (0, []),
        (1, [("1", "0")]),
        (400, [("400", "0")]),
        (401, [("400", "0"), ("1", "400")]),
        (450, [("400", "0"), ("50", "400")]),
        (1000, [("400", "0"), ("400", "400")]),
    ],
)
def test_a_limit(
    flowroute: Flowroute, server: Server, limit: int, asked: list[tuple[str, str]]
) -> None:
    """At most *limit* items are returned, and no more than those are requested."""
    server.usually = pages_of(TOTAL, cap=400)

    codes = [code.npa for code in flowroute.numbers.area_codes(limit=limit)]

    assert codes == CODES[:limit]
    assert asked_for(server) == asked


def test_pages(flowroute: Flowroute, server: Server) -> None:
    """Pages are those of the server, the last one cut to the limit."""
    server.usually = pages_of(TOTAL, cap=200)

    listing = flowroute.numbers.area_codes(limit=410)
    pages = [[code.npa for code in page] for page in listing.pages()]

    assert pages == [CODES[:200], CODES[200:400], CODES[400:410]]


def test_first(flowroute: Flowroute, server: Server) -> None:
    """`first()` requests one item; it is None if there is none, or the limit is 0."""
    server.usually = pages_of(TOTAL, cap=400)

    first = flowroute.numbers.area_codes().first()
    nothing = flowroute.numbers.area_codes(limit=0).first()
    server.script.append(page([]))
    none = flowroute.numbers.area_codes().first()

    assert (first.npa, nothing, none) == ("200", None, None)
    assert asked_for(server) == [("1", "0"), ("1", "0")]


def test_iterating_again(flowroute: Flowroute, server: Server) -> None:
    """A listing sends its requests when it is iterated, again each time."""
    listing = flowroute.numbers.area_codes(limit=3)
    assert server.asked == []

    server.usually = pages_of(2, cap=400)
    before = [code.npa for code in listing]
    server.usually = pages_of(5, cap=400)
    after = [code.npa for code in listing]

    assert (before, after) == (CODES[:2], CODES[:3])


def test_a_page_at_a_time(flowroute: Flowroute, server: Server) -> None:
    """Leaving a listing during its first page requests no other."""
    server.usually = pages_of(TOTAL, cap=10)

    for code in flowroute.numbers.area_codes():
        if code.npa == CODES[9]:
            break

    assert asked_for(server) == [("400", "0")]


def test_a_huge_page(flowroute: Flowroute, server: Server) -> None:
    """A page longer than requested is used up to the limit."""
    items = [str(1_000_000 + place) for place in range(800)]
    server.usually = lambda asked: page(items)

    some = outcome(flowroute.numbers.area_codes(limit=200))
    everything = outcome(flowroute.numbers.area_codes())

    assert [code.npa for code in some] == items[:200]
    assert [code.npa for code in everything] == items


def test_a_repeated_page(flowroute: Flowroute, server: Server) -> None:
    """A server that repeats a page for ever gets one request too many, and no more."""
    server.usually = lambda asked: page(["206", "207"], "https://example.com/?offset=2")

    codes = [code.npa for code in flowroute.numbers.area_codes()]

    assert codes == ["206", "207"]
    assert len(server.asked) == 2


def test_an_empty_page_with_a_next(flowroute: Flowroute, server: Server) -> None:
    """An empty page ends a listing, even with a link to a next one."""
    server.usually = lambda asked: page([], "https://example.com/?offset=0")

    assert outcome(flowroute.numbers.area_codes()) == []
    assert len(server.asked) == 1


def test_a_link_to_another_host(flowroute: Flowroute, server: Server, other: Server) -> None:
    """The next page is requested from the same host, wherever its link points."""
    server.script.append(page(CODES[:2], f"{other.url}/v2/numbers/available/areacodes?offset=2"))
    server.script.append(page(CODES[2:3]))

    codes = [code.npa for code in flowroute.numbers.area_codes()]

    assert codes == CODES[:3]
    assert (len(server.asked), other.asked) == (2, [])


@pytest.mark.parametrize("following", ["", None, 0, {}, [], False])
def test_no_next_page(flowroute: Flowroute, server: Server, following: object) -> None:
    """An empty next link of any form is the end."""
    body = {"data": [area_code("206")], "links": {"next": following}}
    server.usually = lambda asked: document(200, json.loads(json.dumps(body)))

    codes = [code.npa for code in flowroute.numbers.area_codes()]

    assert (codes, len(server.asked)) == (["206"], 1)


def test_a_list(flowroute: Flowroute, server: Server) -> None:
    """`to_list()` is all items; the repr has the operation and the limit, and requests nothing."""
    server.usually = pages_of(3, cap=400)
    listing = flowroute.numbers.area_codes(limit=2)

    assert str(listing) == (
        f"<{type(listing).__name__} of list_available_area_codes, limit=2; to_list() requests it>"
    )
    assert not server.asked
    assert [code.npa for code in listing.to_list()] == CODES[:2]
    assert "limit" not in repr(flowroute.numbers.list())


def test_a_page_that_fails(flowroute: Flowroute, server: Server) -> None:
    """Items before an error are returned; a new iteration starts at the beginning."""
    server.script.append(page(CODES[:2], "https://example.com/?offset=2"))
    server.script.append(document(404, {"errors": []}))
    listing = flowroute.numbers.area_codes()
    codes: list[str] = []

    def take() -> None:
        for some in listing.pages():
            codes.extend(code.npa for code in some)

    with pytest.raises(NotFound):
        take()

    assert codes == CODES[:2]
    server.usually = pages_of(3, cap=400)
    assert [code.npa for code in listing] == CODES[:3]
