"""The numbers on sale."""

from __future__ import annotations

import pytest

from flowroute_sandbox.inventory.number_blocks import PROMOTED_AREA_CODE
from sandbox.caller import Caller, invalid
from sandbox.samples import HOST


def values(api: Caller, **query: object) -> list[str]:
    status, document = api.get("/v2/numbers/available", **query)
    assert status == 200
    return [row["id"] for row in document["data"]]


def test_area_codes(api: Caller) -> None:
    """Area codes come in ascending order, each with a link to its exchanges."""
    status, document = api.get("/v2/numbers/available/areacodes", limit=2, max_setup_cost=3.25)
    codes = [row["id"] for row in document["data"]]

    assert status == 200
    assert sorted(codes) == codes
    assert {
        "type": "areacode",
        "id": codes[0],
        "links": {"related": f"{HOST}/v2/numbers/available/exchanges?areacode={codes[0]}"},
    } == document["data"][0]
    path = f"{HOST}/v2/numbers/available/areacodes?max_setup_cost=3.25&limit=2&offset="
    assert {"self": f"{path}0", "next": f"{path}2"} == document["links"]


def test_max_setup_cost_hides_area_codes(api: Caller) -> None:
    """An area code is listed while one of its numbers is within the limit."""
    _, all_of_them = api.get("/v2/numbers/available/areacodes", limit=400)
    _, cheap = api.get("/v2/numbers/available/areacodes", limit=400, max_setup_cost=1)
    _, free = api.get("/v2/numbers/available/areacodes", limit=400, max_setup_cost=0)

    assert 0 < len(cheap["data"]) < len(all_of_them["data"])
    assert [each["id"] for each in free["data"]] == [PROMOTED_AREA_CODE]


def test_exchanges(api: Caller) -> None:
    """Exchanges are six digits, with a link that searches eleven."""
    status, document = api.get("/v2/numbers/available/exchanges", areacode=206, limit=200)

    assert status == 200
    assert {
        "type": "exchange",
        "id": "206555",
        "links": {"related": f"{HOST}/v2/numbers/available?starts_with=1206555"},
    } in document["data"]
    assert {"206"} == {row["id"][:3] for row in document["data"]}


def test_search(api: Caller) -> None:
    """A number on sale shows its price, and links to where it can be bought."""
    status, document = api.get("/v2/numbers/available", starts_with=1206555, limit=1)

    assert status == 200
    assert {
        "data": [
            {
                "type": "number",
                "id": "12065550100",
                "attributes": {
                    "rate_center": "seattle",
                    "value": "12065550100",
                    "monthly_cost": 1.25,
                    "state": "wa",
                    "number_type": "longcode",
                    "setup_cost": 1.0,
                    "inbound_rate": 0.012,
                    "rate_type": "local",
                    "tier": "Standard",
                    "iso_country": "US",
                },
                "links": {"related": f"{HOST}/v2/numbers/12065550100"},
            }
        ],
        "links": {
            "self": f"{HOST}/v2/numbers/available?starts_with=1206555&limit=1&offset=0",
            "next": f"{HOST}/v2/numbers/available?starts_with=1206555&limit=1&offset=1",
        },
    } == document


def test_nothing_found(api: Caller) -> None:
    """A search without a result is an empty list with its own link."""
    assert (
        200,
        {
            "data": [],
            "links": {"self": f"{HOST}/v2/numbers/available?state=ZZ&limit=10&offset=0"},
        },
    ) == api.get("/v2/numbers/available", state="ZZ")


@pytest.mark.parametrize(
    ("starts_with", "link", "found"),
    [
        ("206555", "1206555", ["12065550100"]),
        ("1206555", "1206555", ["12065550100"]),
        ("%2B1206555", "1206555", ["12065550100"]),
        ("+1206555", "1206555", ["12065550100"]),
        ("%2B206555", "%2B206555", []),
        ("+206555", "%2B206555", []),
    ],
)
def test_country_code_1_is_added(
    api: Caller, starts_with: str, link: str, found: list[str]
) -> None:
    """`starts_with` is a US number without a plus, and the link shows which."""
    _, document = api.get(f"/v2/numbers/available?starts_with={starts_with}&limit=1")

    assert [row["id"] for row in document["data"]] == found
    assert document["links"]["self"] == (
        f"{HOST}/v2/numbers/available?starts_with={link}&limit=1&offset=0"
    )


def test_filters(api: Caller) -> None:
    """Every filter narrows the search, whatever its case."""
    everything = {
        "starts_with": "206",
        "contains": "555",
        "ends_with": "42",
        "rate_center": "SEATTLE",
        "state": "Wa",
        "number_type": "longcode",
        "iso_country": "us",
        "max_setup_cost": "1.00",
    }

    assert values(api, **everything) == ["12065550142"]
    for name, other in {
        "starts_with": "907",
        "contains": "000",
        "ends_with": "43",
        "rate_center": "tacoma",
        "state": "ny",
        "number_type": "toll-free",
        "iso_country": "CA",
        "max_setup_cost": "0.99",
    }.items():
        assert "12065550142" not in values(api, **{**everything, name: other})


def test_the_full_number_can_be_searched_for(api: Caller) -> None:
    """`contains` accepts all eleven digits: the official Python SDK sends them."""
    assert values(api, contains="12065550142") == ["12065550142"]


@pytest.mark.parametrize(("old", "new"), [("standard", "longcode"), ("tollfree", "toll-free")])
def test_old_names_of_number_types(api: Caller, old: str, new: str) -> None:
    """The number types of 2018 are those of today."""
    assert values(api, number_type=old) == values(api, number_type=new) != []


def test_order(api: Caller) -> None:
    """`order_by` takes a field, and a direction after a comma."""
    near = {"starts_with": "1206555", "limit": 2}

    assert values(api, **near, order_by="tn,asc") == ["12065550100", "12065550101"]
    assert values(api, **near, order_by="value,DESC") == ["12065550199", "12065550198"]
    assert values(api, **near, order_by="state,desc") == ["12065550100", "12065550101"]


@pytest.mark.parametrize(
    ("path", "query", "problem"),
    [
        ("", {"starts_with": "x"}, {"starts_with": ["Must be digits only."]}),
        ("", {"starts_with": "+"}, {"starts_with": ["Must be digits only."]}),
        ("", {"contains": "5-5"}, {"contains": ["Must be digits only."]}),
        ("", {"ends_with": "٣"}, {"ends_with": ["Must be digits only."]}),
        ("", {"max_setup_cost": "free"}, {"max_setup_cost": ["Not a valid number."]}),
        ("/areacodes", {"max_setup_cost": "-1"}, {"max_setup_cost": ["Not a valid number."]}),
        ("/exchanges", {"max_setup_cost": "1e3"}, {"max_setup_cost": ["Not a valid number."]}),
        ("/exchanges", {"areacode": "20"}, {"areacode": ["Must be three digits."]}),
        ("/exchanges", {"areacode": "NYC"}, {"areacode": ["Must be digits only."]}),
        ("", {"number_type": "inum"}, {"number_type": ["Must be one of: longcode, toll-free."]}),
        (
            "",
            {"order_by": "price"},
            {
                "order_by": [
                    (
                        "Must be one of: value, number, tn, monthly_cost, iso_country,"
                        " number_type, state, rate_center; ,asc or ,desc may follow."
                    )
                ]
            },
        ),
    ],
)
def test_malformed_filters(
    api: Caller, path: str, query: dict[str, str], problem: dict[str, object]
) -> None:
    """A filter that can never match is a 422 with the valid form."""
    assert invalid(**problem) == api.error("GET", f"/v2/numbers/available{path}", **query)


def test_what_is_bought_is_not_on_sale(api: Caller) -> None:
    """A number leaves the search with its purchase and returns with its release."""
    api.post("/v2/numbers/12065550100")
    assert values(api, starts_with="1206555", limit=1) == ["12065550101"]

    api.delete("/v2/numbers/12065550100")
    assert values(api, starts_with="1206555", limit=1) == ["12065550100"]


def test_a_seeded_number_is_on_sale(api: Caller) -> None:
    """Numbers added to the inventory are found like others, in order."""
    api.sandbox.seed_number("12075550150", owned=False, rate_center="portland", state="me")
    api.sandbox.seed_number("12065550100", owned=False, setup_cost=9.0)
    api.sandbox.seed_number("19995550100", owned=False)

    assert values(api, starts_with="1206555", limit=2) == ["12065550100", "12065550101"]
    assert values(api, starts_with="1206555", limit=1, max_setup_cost=1) == ["12065550101"]
    assert values(api, starts_with="207", rate_center="PORTLAND") == ["12075550150"]
    assert values(api, order_by="value,desc", limit=1) == ["19995550100"]
    _, codes = api.get("/v2/numbers/available/areacodes", limit=400)
    assert {"207", "999"} <= {row["id"] for row in codes["data"]}
    _, exchanges = api.get("/v2/numbers/available/exchanges", areacode=999)
    assert [row["id"] for row in exchanges["data"]] == ["999555"]


def test_a_number_that_is_seeded_after_it_was_found(api: Caller) -> None:
    """A search shows a number as it is on sale now, also where one before showed it otherwise."""
    _, before = api.get("/v2/numbers/available", starts_with="1206555", limit=2)
    api.sandbox.seed_number("12065550100", owned=False, setup_cost=9.0)
    _, after = api.get("/v2/numbers/available", starts_with="1206555", limit=2)

    first, second = before["data"]
    seeded = {**first, "attributes": {**first["attributes"], "setup_cost": 9.0}}
    assert (after["data"], after["links"]) == ([seeded, second], before["links"])


def test_a_seeded_number_pages_with_the_others(api: Caller) -> None:
    """Following the pages with seeded numbers among the rest shows each number once, in order."""
    api.sandbox.seed_number("12065550150", owned=False, setup_cost=2.0)
    api.sandbox.seed_number("12065550050", owned=False, rate_center="aardvark")
    api.sandbox.seed_number("12065550250", owned=False, rate_center=None)
    found = [
        value
        for offset in range(0, 125, 25)
        for value in values(
            api, starts_with="1206555", order_by="rate_center", limit=25, offset=offset
        )
    ]

    listed = [f"1206555{line:04}" for line in range(100, 200)]
    assert found == ["12065550050", *listed, "12065550250"]
