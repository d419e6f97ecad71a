"""CNAM records and the numbers that have them."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.caller import ID, Caller, invalid, invalid_attributes
from sandbox.samples import HOST, INSUFFICIENT_FUNDS, NOT_ON_ACCOUNT, OWN, reference

CREATED = "2026-01-15 12:00:00.120000+00:00"


def shown(record_id: str = "300001", **attributes: Any) -> dict[str, Any]:
    """A record as it is when it was just created, but for these attributes."""
    return {
        "type": "cnam",
        "id": record_id,
        "attributes": {
            "approval_datetime": None,
            "creation_datetime": CREATED,
            "is_approved": False,
            "rejection_reason": None,
            "value": "BROWN BAG",
            **attributes,
        },
        "links": {"self": f"{HOST}/v2/cnams/{record_id}"},
    }


APPROVED = {"is_approved": True, "approval_datetime": "2026-01-17 12:00:00.120000+00:00"}


@pytest.fixture
def approved(api: Caller) -> str:
    """A record that was approved two days after it was created."""
    api.post("/v2/cnams", {"value": "Brown Bag"})
    api.sandbox.advance(2 * 86400)
    api.sandbox.approve_cnam("300001")
    return "300001"


def test_create(api: Caller) -> None:
    """A new record is 201, in upper case and pending."""
    body = {"data": {"type": "cnam", "attributes": {"value": "Green Bag"}}}

    assert api.post("/v2/cnams", {"value": "Brown Bag"}) == (201, {"data": shown()})
    assert api.post("/v2/cnams", body) == (201, {"data": shown("300002", value="GREEN BAG")})
    assert api.get("/v2/cnams/300001") == (200, {"data": shown()})


def test_values_are_unique(api: Caller, approved: str) -> None:
    """A value that another record has, in any case, is a 422; a record may keep its own."""
    api.post("/v2/cnams", {"value": "Green Bag"})
    api.post("/v2/cnams", {"value": "Red Bag"})
    api.sandbox.reject_cnam("300003", "No.")
    duplicate = {
        "detail": "Duplicate CNAM entry found on your account",
        "id": ID,
        "status": 422,
    }

    for value in ("BROWN BAG", "green bag", "Red Bag"):
        assert api.error("POST", "/v2/cnams", {"value": value}) == duplicate
    for value in ("BROWN BAG", "red bag"):
        assert api.error("PATCH", "/v2/cnams/300002", {"value": value}) == duplicate
    assert api.patch("/v2/cnams/300002", {"value": "green bag"})[0] == 200
    api.delete("/v2/cnams/300001")
    assert api.post("/v2/cnams", {"value": "Brown Bag"})[0] == 201


@pytest.mark.parametrize("value", ["A", "A" * 15, "a-_.,@+&'/\"1", "3 Bears"])
def test_values(api: Caller, value: str) -> None:
    """Up to 15 characters, of which one at least is a letter."""
    assert api.post("/v2/cnams", {"value": value}) == (201, {"data": shown(value=value.upper())})


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("A" * 16, "Longer than maximum length 15."),
        ("", "Field may not be blank."),
        ("  ", "Field may not be blank."),
        ("12065550100", "Must have at least one letter."),
        ("--", "Must have at least one letter."),
        ("Café", "Must be letters, digits, spaces and - _ . , @ + & ' / \" only."),
        ("a\n", "Must be letters, digits, spaces and - _ . , @ + & ' / \" only."),
    ],
)
def test_malformed_values(api: Caller, value: str, problem: str) -> None:
    """An invalid name is a 422 with the reason."""
    body = {"data": {"type": "cnam", "attributes": {"value": value}}}

    assert api.error("POST", "/v2/cnams", {"value": value}) == invalid(value=[problem])
    assert api.error("POST", "/v2/cnams", body) == invalid_attributes(value=[problem])


def test_approval(api: Caller, approved: str) -> None:
    """An approved record has the time of its approval, and its numbers."""
    document = {"data": {**shown(**APPROVED), "relationships": {"numbers": {"data": []}}}}

    assert api.get("/v2/cnams/300001") == (200, document)


def test_rejection(api: Caller) -> None:
    """A rejected record has the reason."""
    api.post("/v2/cnams", {"value": "Brown Bag"})
    api.sandbox.reject_cnam("300001", "Impersonation")

    assert api.get("/v2/cnams/300001") == (200, {"data": shown(rejection_reason="Impersonation")})


def test_list(api: Caller, approved: str) -> None:
    """Records come oldest first; links write a boolean as the service does."""
    api.post("/v2/cnams", {"value": "Green Bag"})
    green = shown("300002", value="GREEN BAG", creation_datetime=APPROVED["approval_datetime"])

    assert api.get("/v2/cnams", limit=1) == (
        200,
        {
            "data": [shown(**APPROVED)],
            "links": {
                "self": f"{HOST}/v2/cnams?limit=1&offset=0",
                "next": f"{HOST}/v2/cnams?limit=1&offset=1",
            },
        },
    )
    assert api.get("/v2/cnams", is_approved="false", value="een b") == (
        200,
        {
            "data": [green],
            "links": {"self": f"{HOST}/v2/cnams?is_approved=False&value=een%20b&limit=10&offset=0"},
        },
    )
    for query, found in (
        ({"is_approved": "True"}, ["300001"]),
        ({"is_approved": "true", "value": "green"}, []),
        ({"value": "bag"}, ["300001", "300002"]),
        ({"starts_with": "GREEN"}, ["300001", "300002"]),  # documented once, never released
    ):
        assert [row["id"] for row in api.get("/v2/cnams", **query)[1]["data"]] == found


@pytest.mark.parametrize(
    ("spellings", "found"),
    [
        (["1", "true", "True", "TRUE", "t", "T"], ["300001"]),
        (["0", "false", "False", "FALSE", "f", "F"], ["300002"]),
    ],
)
def test_booleans_of_queries(
    api: Caller, approved: str, spellings: list[str], found: list[str]
) -> None:
    """A boolean of a query is as PHP, Python, Ruby, Go and JavaScript write it."""
    api.post("/v2/cnams", {"value": "Green Bag"})

    for text in spellings:
        _, page = api.get("/v2/cnams", is_approved=text)
        assert [row["id"] for row in page["data"]] == found
    for text in ("yes", "on", "2", "-1", "01", "1.0", "null"):
        assert api.error("GET", "/v2/cnams", is_approved=text) == invalid(
            is_approved=["Not a valid boolean."]
        )


@pytest.mark.parametrize(
    "body", [{"value": "Red Bag"}, {"data": {"type": "cnam", "attributes": {"value": "Red Bag"}}}]
)
def test_update(api: Caller, body: object) -> None:
    """The name of a pending record can be changed."""
    api.post("/v2/cnams", {"value": "Brown Bag"})

    assert api.patch("/v2/cnams/300001", body) == (200, {"data": shown(value="RED BAG")})
    assert api.get("/v2/cnams/300001") == (200, {"data": shown(value="RED BAG")})


def test_only_pending_records_change(api: Caller, approved: str) -> None:
    """Neither an approved record nor a rejected one can be changed, or decided on again."""
    api.post("/v2/cnams", {"value": "Green Bag"})
    api.sandbox.reject_cnam("300002", "No.")
    refused = {"detail": "Only a pending CNAM record can be changed.", "id": ID, "status": 403}

    for record_id in ("300001", "300002"):
        assert api.error("PATCH", f"/v2/cnams/{record_id}", {"value": "Red Bag"}) == refused
        assert api.error("POST", f"/_sandbox/cnams/{record_id}/approve") == refused
        assert api.error("POST", f"/_sandbox/cnams/{record_id}/reject", {"reason": "x"}) == refused


@pytest.mark.parametrize("word", ["cnams", "cnam"])
def test_associate(api: Caller, approved: str, word: str) -> None:
    """Both spellings of the path associate and unassociate a record, with 202."""
    api.sandbox.seed_number(OWN)
    path = f"/v2/numbers/{OWN}/relationships/{word}"
    date = {"date_created": "Sat, 17 Jan 2026 12:00:00 GMT"}

    assert api.patch(f"{path}/{approved}") == (
        202,
        {"data": {"attributes": date, "id": 300001, "type": "cnam"}},
    )
    _, number = api.get(f"/v2/numbers/{OWN}")
    assert number["data"]["relationships"]["cnam_preset"] == {
        "data": {"type": "cnam", "id": "300001"}
    }
    assert number["included"][1] == shown(**APPROVED)
    assert api.get("/v2/cnams/300001") == (
        200,
        {
            "data": {
                **shown(**APPROVED),
                "relationships": {"numbers": {"data": [{"type": "number", "id": OWN}]}},
            },
            "included": [reference(OWN)],
        },
    )
    for _ in range(2):
        assert api.delete(path) == (
            202,
            {"data": {"attributes": date, "id": None, "type": "cnam"}},
        )
    _, number = api.get(f"/v2/numbers/{OWN}")
    assert number["data"]["relationships"]["cnam_preset"] == {"data": None}


def test_only_approved_records_are_associated(api: Caller) -> None:
    """A pending record cannot be associated."""
    api.sandbox.seed_number(OWN)
    api.post("/v2/cnams", {"value": "Brown Bag"})

    assert api.error("PATCH", f"/v2/numbers/{OWN}/relationships/cnams/300001") == {
        "detail": "Cannot assign a CNAM record that is not approved.",
        "id": ID,
        "status": 422,
        "title": "Invalid Resource",
    }


@pytest.mark.parametrize("facts", [{"number_type": "toll-free"}, {"iso_country": "CA"}])
def test_only_us_long_codes_have_names(api: Caller, approved: str, facts: dict[str, str]) -> None:
    """Neither toll-free nor Canadian numbers can have a CNAM record."""
    api.sandbox.seed_number(OWN, **facts)

    assert api.error("PATCH", f"/v2/numbers/{OWN}/relationships/cnam/300001") == {
        "detail": "Cannot assign a CNAM record to a number that is not a US long code.",
        "id": ID,
        "status": 422,
        "title": "Invalid Resource",
    }


def test_delete(api: Caller, approved: str) -> None:
    """A deleted record is removed from its numbers, and cannot be deleted twice."""
    api.sandbox.seed_number(OWN)
    api.patch(f"/v2/numbers/{OWN}/relationships/cnams/300001")

    assert api.delete("/v2/cnams/300001") == (204, None)
    _, number = api.get(f"/v2/numbers/{OWN}")
    assert number["data"]["relationships"]["cnam_preset"] == {"data": None}
    assert api.error("DELETE", "/v2/cnams/300001") == {
        "detail": "CNAM record not found. Nothing to delete.",
        "id": ID,
        "status": 404,
        "title": "Resource not found",
    }


def test_no_funds(api: Caller, approved: str) -> None:
    """Without a balance no record is created or assigned."""
    api.sandbox.seed_number(OWN)
    api.sandbox.set_balance(0)

    assert api.error("POST", "/v2/cnams", {"value": "x"}) == INSUFFICIENT_FUNDS
    assert api.error("PATCH", f"/v2/numbers/{OWN}/relationships/cnams/300001") == INSUFFICIENT_FUNDS


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v2/cnams/1"),
        ("PATCH", "/v2/cnams/1"),
        ("PATCH", f"/v2/numbers/{OWN}/relationships/cnams/1"),
        ("POST", "/_sandbox/cnams/1/approve"),
        ("POST", "/_sandbox/cnams/1/reject"),
    ],
)
def test_unknown_records(api: Caller, method: str, path: str) -> None:
    """A record the account does not have is a 404."""
    api.sandbox.seed_number(OWN)

    assert api.error(method, path, {"value": "x"}) == NOT_ON_ACCOUNT
