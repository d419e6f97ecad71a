"""The account's numbers."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.caller import Caller, invalid
from sandbox.samples import HOST, LISTED, NOT_ON_ACCOUNT, OWN, PRICES, number_document


def attributes(answer: tuple[int, Any]) -> Any:
    return answer[1]["data"]["attributes"]


def test_details(api: Caller) -> None:
    """Details are those of the purchase, without the prices."""
    api.post(f"/v2/numbers/{OWN}")

    assert api.get(f"/v2/numbers/{OWN}") == (200, number_document())


def test_messaging_on_and_off(api: Caller) -> None:
    """An update turns messaging on after a minute, off at once, or leaves it unchanged."""
    path = f"/v2/numbers/{OWN}"
    api.post(path)
    api.patch(path, {"type": "number", "messaging_enabled": True})
    api.sandbox.advance(60)
    on = [
        attributes(api.patch(path, {"type": "number", **change}))["messaging_enabled"]
        for change in ({"messaging_enabled": "true"}, {"alias": "x"}, {"messaging_enabled": False})
    ]

    assert on == [True, True, False]
    assert api.get(path) == (200, number_document(alias="x"))


@pytest.mark.parametrize(
    "body",
    [
        {"type": "number", "alias": "Front desk", "cnam_lookups_enabled": "false"},
        {
            "data": {
                "type": "number",
                "attributes": {"alias": "Front desk", "cnam_lookups_enabled": False},
            }
        },
    ],
)
def test_update(api: Caller, body: object) -> None:
    """An update responds with the changed number."""
    api.post(f"/v2/numbers/{OWN}")
    expected = number_document(alias="Front desk", cnam_lookups_enabled=False)

    assert api.patch(f"/v2/numbers/{OWN}", body) == (200, expected)
    assert api.get(f"/v2/numbers/{OWN}") == (200, expected)


def test_removing_an_alias(api: Caller) -> None:
    """Null removes the alias; an update without one leaves it."""
    api.post(f"/v2/numbers/{OWN}")
    aliases = [
        attributes(api.patch(f"/v2/numbers/{OWN}", {"type": "number", **change}))["alias"]
        for change in ({"alias": "x" * 64}, {}, {"alias": None}, {"alias": ""})
    ]

    assert aliases == ["x" * 64, "x" * 64, None, ""]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"alias": "x"}, {"type": ["Missing data for required field."]}),
        ({"type": "route", "alias": "x"}, {"type": ['Must be "number".']}),
        (
            {"data": {"attributes": {"alias": "x"}}},
            {"data": {"type": ["Missing data for required field."]}},
        ),
        ({"type": "number", "alias": "x" * 65}, {"alias": ["Longer than maximum length 64."]}),
        ({"type": "number", "alias": 5}, {"alias": ["Not a valid string."]}),
    ],
)
def test_malformed_update(api: Caller, body: object, problem: dict[str, object]) -> None:
    """The type is required, and an alias has at most 64 characters."""
    api.post(f"/v2/numbers/{OWN}")

    assert api.error("PATCH", f"/v2/numbers/{OWN}", body) == invalid(**problem)
    assert api.get(f"/v2/numbers/{OWN}") == (200, number_document())


def test_release(api: Caller) -> None:
    """A released number is removed from the account, with its settings."""
    api.post(f"/v2/numbers/{OWN}")
    api.patch(f"/v2/numbers/{OWN}", {"type": "number", "alias": "old"})
    api.post(f"/v2/numbers/{OWN}/relationships/sms_callback", {"callback_url": "https://a.com"})

    assert api.delete(f"/v2/numbers/{OWN}") == (204, None)
    assert api.error("GET", f"/v2/numbers/{OWN}") == NOT_ON_ACCOUNT
    assert api.error("DELETE", f"/v2/numbers/{OWN}") == NOT_ON_ACCOUNT
    assert api.get("/v2/numbers")[1]["data"] == []
    assert api.post(f"/v2/numbers/{OWN}") == (201, number_document(**PRICES))
    assert api.error("GET", f"/v2/numbers/{OWN}/relationships/sms_callback") == NOT_ON_ACCOUNT


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"type": "number"}),
        ("DELETE", "", None),
        ("PATCH", "/relationships/primary_route", {"data": {"type": "route", "id": "0"}}),
        ("PATCH", "/relationships/failover_route", {"data": {"type": "route", "id": "0"}}),
        ("DELETE", "/relationships/primary_route", None),
        ("DELETE", "/relationships/failover_route", None),
        ("PATCH", "/relationships/e911s/1", None),
        ("DELETE", "/relationships/e911s", None),
        ("PATCH", "/relationships/cnams/1", None),
        ("DELETE", "/relationships/cnams", None),
        ("POST", "/relationships/sms_callback", {"callback_url": "https://example.com"}),
        ("GET", "/relationships/sms_callback", None),
        ("DELETE", "/relationships/sms_callback", None),
    ],
)
def test_foreign_numbers(api: Caller, method: str, path: str, body: object) -> None:
    """A number that is not on the account is a 404."""
    assert api.error(method, f"/v2/numbers/{OWN}{path}", body) == NOT_ON_ACCOUNT


def test_list(api: Caller) -> None:
    """The account's numbers come ascending."""
    for number in ("12075550111", OWN, "12065550142"):
        api.sandbox.seed_number(number)
    status, first = api.get("/v2/numbers", limit=1)

    assert (status, first) == (
        200,
        {
            "data": [
                {
                    "type": "number",
                    "id": OWN,
                    "attributes": LISTED,
                    "links": {"self": f"{HOST}/v2/numbers/{OWN}"},
                }
            ],
            "links": {
                "self": f"{HOST}/v2/numbers?limit=1&offset=0",
                "next": f"{HOST}/v2/numbers?limit=1&offset=1",
            },
        },
    )
    assert ids(api) == [OWN, "12065550142", "12075550111"]


def ids(api: Caller, **query: object) -> list[str]:
    return [row["id"] for row in api.get("/v2/numbers", **query)[1]["data"]]


def test_list_filters(api: Caller) -> None:
    """A list is filtered by digits, and by an equal alias."""
    for number in (OWN, "12065550142", "12075550142"):
        api.sandbox.seed_number(number)
    api.patch("/v2/numbers/12065550142", {"type": "number", "alias": "Desk"})

    assert ids(api, starts_with=206) == [OWN, "12065550142"]
    assert ids(api, starts_with="+1207") == ["12075550142"]
    assert ids(api, contains="12065550142") == ["12065550142"]
    assert ids(api, ends_with=42, limit=1, offset=1) == ["12075550142"]
    assert ids(api, alias="Desk") == ["12065550142"]
    assert ids(api, alias="desk") == ids(api, alias="Des") == []
