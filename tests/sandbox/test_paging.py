"""Limits, offsets and the links of lists."""

from __future__ import annotations

import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.clock import FrozenClock
from sandbox.caller import Caller, invalid
from sandbox.conftest import NOW
from sandbox.samples import HOST

LISTS = [
    ("/v2/numbers/available/areacodes", 400),
    ("/v2/numbers/available/exchanges", 200),
    ("/v2/numbers/available", 200),
    ("/v2/numbers", 200),
    ("/v2/routes", 200),
    ("/v2/e911s", 2000),
]


def links(api: Caller, path: str, **query: object) -> object:
    status, document = api.get(path, **query)
    assert status == 200
    return document["links"]


@pytest.mark.parametrize(("path", "maximum"), LISTS)
def test_limits(api: Caller, path: str, maximum: int) -> None:
    """Ten rows unless more are asked for, and never more than the list's maximum."""
    for asked, given in ((None, 10), (maximum, maximum), (1_000_000, maximum)):
        query = {} if asked is None else {"limit": asked}
        self_link = links(api, path, **query)["self"]
        assert f"{HOST}{path}?limit={given}&offset=0" == self_link


def test_cnams_have_no_maximum(api: Caller) -> None:
    """The documentation names no maximum for CNAM records."""
    assert {"self": f"{HOST}/v2/cnams?limit=1000000&offset=0"} == links(
        api, "/v2/cnams", limit=1_000_000
    )


@pytest.mark.parametrize(("path", "maximum"), LISTS)
def test_strict_refuses_what_others_cut(inventory: Inventory, path: str, maximum: int) -> None:
    """In a strict sandbox a limit above the maximum is a 422."""
    strict = Caller(Sandbox(inventory=inventory, clock=FrozenClock(NOW), strict=True))

    assert strict.get(path, limit=maximum)[0] == 200
    assert invalid(limit=[f"Must be at most {maximum}."]) == strict.error(
        "GET", path, limit=maximum + 1
    )


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"limit": "ten"}, {"limit": ["Not a valid integer."]}),
        ({"limit": "1.5"}, {"limit": ["Not a valid integer."]}),
        ({"limit": "9" * 5000}, {"limit": ["Not a valid integer."]}),
        ({"limit": "٣"}, {"limit": ["Not a valid integer."]}),
        ({"limit": "0"}, {"limit": ["Must be at least 1."]}),
        ({"limit": "-1"}, {"limit": ["Must be at least 1."]}),
        ({"offset": "-1"}, {"offset": ["Must be at least 0."]}),
        ({"offset": "x"}, {"offset": ["Not a valid integer."]}),
    ],
)
def test_malformed_limits(api: Caller, query: dict[str, str], problem: dict[str, object]) -> None:
    """A limit or offset that is no sensible number is a 422."""
    assert invalid(**problem) == api.error("GET", "/v2/routes", **query)


def test_empty_parameters_are_none(api: Caller) -> None:
    """A parameter without a value is ignored."""
    assert {"self": f"{HOST}/v2/routes?limit=10&offset=0"} == links(
        api, "/v2/routes?limit=&offset=&route_type="
    )


def test_of_two_values_the_first_counts(api: Caller) -> None:
    """A parameter given twice counts once."""
    assert {"self": f"{HOST}/v2/routes?limit=3&offset=0"} == links(
        api, "/v2/routes?limit=3&limit=4"
    )


def test_next_is_there_while_more_rows_are(api: Caller) -> None:
    """The last page has no next link, even when it is full."""
    for alias in "abc":
        value = f"{alias}.example.com"
        api.post("/v2/routes", {"alias": alias, "route_type": "host", "value": value})
    pages = []
    path = "/v2/routes?limit=2"
    while path:
        _, document = api.get(path)
        pages.append([row["id"] for row in document["data"]])
        path = document["links"].get("next", "").removeprefix(HOST)

    assert pages == [["0", "100001"], ["100002", "100003"]]


def test_beyond_the_end(api: Caller) -> None:
    """An offset beyond the last row is an empty page."""
    _, document = api.get("/v2/routes", offset=5)

    assert {
        "data": [],
        "links": {"self": f"{HOST}/v2/routes?limit=10&offset=5"},
    } == document


def test_filters_come_first_in_alphabetical_order(api: Caller) -> None:
    """Links repeat the filters in alphabetical order, then limit and offset."""
    query = "limit=3&starts_with=206&ends_with=1&contains=555&max_setup_cost=3.50&unknown=1"

    assert {
        "self": f"{HOST}/v2/numbers/available?contains=555&ends_with=1&max_setup_cost=3.5"
        "&starts_with=1206&limit=3&offset=0",
        "next": f"{HOST}/v2/numbers/available?contains=555&ends_with=1&max_setup_cost=3.5"
        "&starts_with=1206&limit=3&offset=3",
    } == links(api, f"/v2/numbers/available?{query}")


def test_values_in_links_are_encoded(api: Caller) -> None:
    """A filter with any characters is the same in links."""
    assert {"self": f"{HOST}/v2/numbers?alias=a%26b%2F%20%C3%BC%2B&limit=10&offset=0"} == links(
        api, "/v2/numbers", alias="a&b/ ü+"
    )
