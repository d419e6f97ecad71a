"""E911 records and the numbers that use them."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_sandbox.api.addresses import ADDRESS_TYPES
from sandbox.caller import ID, Caller, invalid, invalid_attributes
from sandbox.samples import (
    HOME,
    HOST,
    MISSING,
    NO_UNIT,
    NOT_ON_ACCOUNT,
    OWN,
    UNIT,
    e911_record,
)

FULL = {**HOME, **UNIT}
CANNOT_GEOCODE = {
    "detail": "Could not geocode this address. Please check the validity of your address.",
    "id": ID,
    "status": 400,
    "title": "Client Error",
}
DUPLICATE_ADDRESS = {"detail": "Duplicate address.", "id": ID, "status": 403}
IN_USE = {
    "detail": "Please disassociate all numbers before deleting.",
    "id": ID,
    "status": 403,
}


def envelope(**attributes: Any) -> dict[str, Any]:
    return {"data": {"type": "e911", "attributes": attributes}}


@pytest.mark.parametrize("body", [FULL, envelope(**FULL)])
def test_create(api: Caller, body: object) -> None:
    """A new record is 201 with its document; a valid address alone is 204."""
    assert api.post("/v2/e911s/validate", body) == (204, None)
    assert api.get("/v2/e911s")[1]["data"] == []
    assert api.post("/v2/e911s", body) == (201, {"data": e911_record("200001", **FULL)})
    assert api.get("/v2/e911s/200001") == (200, {"data": e911_record("200001", **FULL)})


@pytest.mark.parametrize("unset", [{}, {"address_type": None, "address_type_number": None}, ""])
def test_no_address_type(api: Caller, unset: Any) -> None:
    """An unset address type is left out where a record is written, and empty where it is read."""
    unset = NO_UNIT if unset == "" else unset
    written = {"data": e911_record("200001", **HOME)}
    read = e911_record("200001", **HOME, **NO_UNIT)
    api.sandbox.seed_number(OWN)

    assert api.post("/v2/e911s", envelope(**HOME, **unset)) == (201, written)
    assert api.patch("/v2/e911s/200001", envelope(**unset)) == (200, written)
    assert api.get("/v2/e911s/200001") == (200, {"data": read})
    assert api.get("/v2/e911s")[1]["data"] == [read]
    api.patch(f"/v2/numbers/{OWN}/relationships/e911s/200001")
    assert read in api.get(f"/v2/numbers/{OWN}")[1]["included"]


@pytest.mark.parametrize(("sent", "kept"), list(ADDRESS_TYPES.items()))
def test_address_types(api: Caller, sent: str, kept: str) -> None:
    """Address types are read in any case, legacy codes too, and come back in title case."""
    _, document = api.post("/v2/e911s", {**FULL, "address_type": sent.upper()})

    assert document["data"]["attributes"]["address_type"] == kept


def test_numbers_may_be_integers(api: Caller) -> None:
    """House and unit numbers may be integers; responses have texts."""
    body = {**FULL, "street_number": 3910, "address_type_number": 200}

    assert api.post("/v2/e911s", body) == (201, {"data": e911_record("200001", **FULL)})


@pytest.mark.parametrize("path", ["/v2/e911s", "/v2/e911s/validate"])
def test_everything_is_required(api: Caller, path: str) -> None:
    """Every field but the address type is required."""
    required = dict.fromkeys(HOME, MISSING)

    assert api.error("POST", path, envelope()) == invalid_attributes(**required)
    assert api.error("POST", path) == invalid(**required)


ZIP = ["ZIP code must be at least 4 and at most 7 digits long"]
STATE = ["Must be an upper-case US state or Canadian province of two letters."]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"zip": "981"}, {"zip": ZIP}),
        ({"zip": "98407-12"}, {"zip": ZIP}),
        ({"zip": 98407}, {"zip": ["Not a valid string."]}),
        ({"state": "wa"}, {"state": STATE}),
        ({"state": "Washington"}, {"state": STATE}),
        ({"country": "USA"}, {"country": ["Must be one of: US, CA."]}),
        ({"first_name": ""}, {"first_name": ["Field may not be blank."]}),
        ({"last_name": None}, {"last_name": ["Field may not be null."]}),
        ({"street_number": 1.5}, {"street_number": ["Not a valid string."]}),
        ({"address_type": "Castle"}, {"address_type": ["Not a valid address type."]}),
        ({"address_type_number": None}, {"address_type_number": MISSING}),
        (
            {"zip": "1", "country": "XX", "label": " "},
            {
                "zip": ZIP,
                "country": ["Must be one of: US, CA."],
                "label": ["Field may not be blank."],
            },
        ),
    ],
)
def test_malformed_fields(api: Caller, change: dict[str, Any], problem: dict[str, Any]) -> None:
    """A 422 has the texts at the leaves, in the shape of the body that was sent."""
    for path in ("/v2/e911s", "/v2/e911s/validate"):
        assert api.error("POST", path, envelope(**{**FULL, **change})) == invalid_attributes(
            **problem
        )
        assert api.error("POST", path, {**FULL, **change}) == invalid(**problem)


def test_canadian_addresses(api: Caller) -> None:
    """Canadian provinces and postal codes are addresses too."""
    toronto = {**FULL, "city": "Toronto", "state": "ON", "country": "CA", "zip": "M4C 5K7"}

    assert api.post("/v2/e911s", toronto) == (201, {"data": e911_record("200001", **toronto)})


@pytest.mark.parametrize("change", [{"country": "CA"}, {"street_name": "NowHere"}])
def test_impossible_addresses(api: Caller, change: dict[str, str]) -> None:
    """A state of another country, and the street called Nowhere, cannot be geocoded."""
    api.post("/v2/e911s", FULL)
    for method, path in (("POST", ""), ("POST", "/validate"), ("PATCH", "/200001")):
        body = envelope(**{**FULL, "label": "Other", **change})
        assert api.error(method, f"/v2/e911s{path}", body) == CANNOT_GEOCODE
    assert api.get("/v2/e911s/200001") == (200, {"data": e911_record("200001", **FULL)})


def test_addresses_declared_unknown(api: Caller) -> None:
    """The control API names addresses that cannot be geocoded, in any case."""
    api.sandbox.refuse_address(street_name="n vassault", city="TACOMA")

    assert api.error("POST", "/v2/e911s/validate", FULL) == CANNOT_GEOCODE
    assert api.post("/v2/e911s/validate", {**FULL, "city": "Seattle"}) == (204, None)


def test_duplicate_addresses(api: Caller) -> None:
    """A second record of the same address is refused, but not its validation."""
    api.post("/v2/e911s", FULL)
    other = {**FULL, "label": "Other", "first_name": "John", "street_name": "n vassault"}

    assert api.error("POST", "/v2/e911s", envelope(**other)) == DUPLICATE_ADDRESS
    assert api.error("POST", "/v2/e911s", envelope(**FULL)) == DUPLICATE_ADDRESS
    for known in (FULL, other, {**other, "label": "Home"}):
        assert api.post("/v2/e911s/validate", envelope(**known)) == (204, None)
    assert api.post("/v2/e911s", {**other, "address_type_number": "201"})[0] == 201


def test_labels_are_unique(api: Caller) -> None:
    """Two records have two labels; a record may keep its own."""
    api.post("/v2/e911s", FULL)
    api.post("/v2/e911s", {**FULL, "label": "Other", "zip": "98408"})
    taken = invalid(label=["This label is already in use."])

    for path in ("/v2/e911s", "/v2/e911s/validate"):
        assert api.error("POST", path, {**FULL, "zip": "98409"}) == taken
    assert api.error("PATCH", "/v2/e911s/200002", {"label": "Home"}) == taken
    assert api.patch("/v2/e911s/200001", {"label": "Home"})[0] == 200


def test_update(api: Caller) -> None:
    """An update changes what the body has."""
    api.post("/v2/e911s", FULL)
    renamed = e911_record("200001", **{**FULL, "label": "New"})

    assert api.patch("/v2/e911s/200001", envelope(label="New")) == (200, {"data": renamed})
    assert api.get("/v2/e911s/200001") == (200, {"data": renamed})
    assert api.error("PATCH", "/v2/e911s/200001", envelope(zip="1")) == invalid_attributes(zip=ZIP)


def test_update_of_the_address_type(api: Caller) -> None:
    """A new type needs a number; removing the type removes it."""
    api.post("/v2/e911s", FULL)

    assert api.error("PATCH", "/v2/e911s/200001", {"address_type": "Unit"}) == invalid(
        address_type_number=MISSING
    )
    kinds = [
        api.patch("/v2/e911s/200001", change)[1]["data"]["attributes"]
        for change in (
            {"address_type": "unit", "address_type_number": "A-1"},
            {"address_type_number": "2"},
            {"address_type": None},
        )
    ]
    assert [(kind.get("address_type"), kind.get("address_type_number")) for kind in kinds] == [
        ("Unit", "A-1"),
        ("Unit", "2"),
        (None, None),
    ]


def test_list(api: Caller) -> None:
    """Records come newest first and can be narrowed."""
    api.post("/v2/e911s", FULL)
    work = {**FULL, "label": "Work", "street_name": "Pike St", "city": "Seattle", "zip": "98101"}
    api.post("/v2/e911s", work)

    assert api.get("/v2/e911s", limit=1) == (
        200,
        {
            "data": [e911_record("200002", **work)],
            "links": {
                "self": f"{HOST}/v2/e911s?limit=1&offset=0",
                "next": f"{HOST}/v2/e911s?limit=1&offset=1",
            },
        },
    )
    for query, found in (
        ({"label": "om"}, ["200001"]),
        ({"street_name": "pike"}, ["200002"]),
        ({"city": "A"}, ["200002", "200001"]),
        ({"state": "wa", "label": "WORK"}, ["200002"]),
        ({"state": "W"}, []),
    ):
        assert [row["id"] for row in api.get("/v2/e911s", **query)[1]["data"]] == found


def test_delete(api: Caller) -> None:
    """A record can be deleted once no number uses it."""
    api.sandbox.seed_number(OWN)
    api.post("/v2/e911s", FULL)
    api.patch(f"/v2/numbers/{OWN}/relationships/e911s/200001")

    assert api.error("DELETE", "/v2/e911s/200001") == IN_USE
    api.delete(f"/v2/numbers/{OWN}/relationships/e911s")
    assert api.delete("/v2/e911s/200001") == (204, None)
    assert api.error("DELETE", "/v2/e911s/200001") == NOT_ON_ACCOUNT


def test_a_released_number_frees_its_record(api: Caller) -> None:
    """A released number uses no record."""
    api.sandbox.seed_number(OWN)
    api.post("/v2/e911s", FULL)
    api.patch(f"/v2/numbers/{OWN}/relationships/e911s/200001")
    api.delete(f"/v2/numbers/{OWN}")

    assert api.delete("/v2/e911s/200001") == (204, None)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v2/e911s/1"),
        ("PATCH", "/v2/e911s/1"),
        ("DELETE", "/v2/e911s/1"),
        ("GET", "/v2/e911s/1/relationships/numbers"),
        ("PATCH", f"/v2/numbers/{OWN}/relationships/e911s/1"),
    ],
)
def test_unknown_records(api: Caller, method: str, path: str) -> None:
    """A record the account does not have is a 404."""
    api.sandbox.seed_number(OWN)

    assert api.error(method, path, {}) == NOT_ON_ACCOUNT
