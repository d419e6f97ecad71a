"""The account's numbers."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.caller import ID, Caller, invalid

HOST = "https://api.flowroute.com"
NUMBER = "12065550100"
NOT_ON_ACCOUNT = {
    "detail": "Could not find that resource on your account.",
    "id": ID,
    "status": 404,
}
NOT_AVAILABLE = {
    "detail": "The phone number is not available for purchase.",
    "id": ID,
    "status": 404,
}
INSUFFICIENT_FUNDS = {
    "detail": "Insufficient funds to perform this operation.",
    "id": ID,
    "status": 403,
}
SIP_REG = {
    "type": "route",
    "id": "0",
    "attributes": {
        "alias": "sip-reg",
        "route_type": "sip-reg",
        "value": None,
        "edge_strategy_id": None,
    },
    "links": {"self": f"{HOST}/v2/routes/0"},
}
LISTED = {
    "rate_center": "seattle",
    "value": NUMBER,
    "alias": None,
    "state": "wa",
    "number_type": "longcode",
    "cnam_lookups_enabled": True,
    "messaging_enabled": False,
    "status": "PURCHASED",
    "iso_country": "US",
    "note": None,
}
PRICES = {
    "monthly_cost": 1.25,
    "setup_cost": 1.0,
    "inbound_rate": 0.012,
    "rate_type": "local",
    "tier": "Standard",
}


def document(**attributes: Any) -> dict[str, Any]:
    """A number's details as they are after a purchase."""
    return {
        "included": [SIP_REG],
        "data": {
            "type": "number",
            "id": NUMBER,
            "attributes": {**LISTED, **attributes},
            "links": {"self": f"{HOST}/v2/numbers/{NUMBER}"},
            "relationships": {
                "cnam_preset": {"data": None},
                "e911_address": {"data": None},
                "failover_route": {"data": None},
                "primary_route": {"data": {"type": "route", "id": "0"}},
            },
        },
        "links": {"self": f"{HOST}/v2/numbers/{NUMBER}"},
    }


def attributes(answer: tuple[int, Any]) -> Any:
    return answer[1]["data"]["attributes"]


def test_purchase(api: Caller) -> None:
    """A purchase answers 201 with the number, its prices, and the built-in route."""
    assert api.post(f"/v2/numbers/{NUMBER}") == (201, document(**PRICES))


def test_details(api: Caller) -> None:
    """Details tell what a purchase told, except for the prices."""
    api.post(f"/v2/numbers/{NUMBER}")

    assert api.get(f"/v2/numbers/{NUMBER}") == (200, document())


@pytest.mark.parametrize("value", [False, "false", "False"])
def test_purchase_with_attributes(api: Caller, value: object) -> None:
    """Attributes stand in the body, flat or not, or in the query; booleans may be texts."""
    wish = {"cnam_lookups_enabled": value}
    bodies: list[tuple[Any, dict[str, Any]]] = [
        (wish, {}),
        ({"data": {"type": "number", "attributes": wish}}, {}),
        (None, wish),
        ({}, wish),
        (wish, {"cnam_lookups_enabled": "true"}),
    ]
    for number, (body, query) in enumerate(bodies, 12065550100):
        answer = api.post(f"/v2/numbers/{number}", body, **query)
        assert (answer[0], attributes(answer)["cnam_lookups_enabled"]) == (201, False)


def test_lookups_follow_the_account(api: Caller) -> None:
    """Without a wish, CNAM lookups are as the account's preference has them."""
    api.patch("/_sandbox/settings", {"cnam_lookups_enabled": False})

    assert attributes(api.post(f"/v2/numbers/{NUMBER}"))["cnam_lookups_enabled"] is False


def test_purchase_is_paid_for(api: Caller) -> None:
    """A purchase takes the setup fee and a month's cost off the balance."""
    before = api.get("/_sandbox/state")[1]["balance"]
    api.post(f"/v2/numbers/{NUMBER}")

    assert before - api.get("/_sandbox/state")[1]["balance"] == pytest.approx(2.25)


def test_purchase_without_funds(api: Caller) -> None:
    """Without the money the number stays on sale."""
    api.sandbox.set_balance(2.24)

    assert api.error("POST", f"/v2/numbers/{NUMBER}") == INSUFFICIENT_FUNDS
    assert api.error("GET", f"/v2/numbers/{NUMBER}") == NOT_ON_ACCOUNT
    api.sandbox.set_balance(2.25)
    assert api.post(f"/v2/numbers/{NUMBER}")[0] == 201


@pytest.mark.parametrize("number", [NUMBER, "12065550200", "0", "x", "+12065550101", "2065550101"])
def test_purchase_of_what_is_not_on_sale(api: Caller, number: str) -> None:
    """A number that is owned, or was never on sale, cannot be bought."""
    api.post(f"/v2/numbers/{NUMBER}")

    assert api.error("POST", f"/v2/numbers/{number}") == NOT_AVAILABLE


def test_malformed_purchase(api: Caller) -> None:
    """Nothing is bought when an attribute is wrong."""
    assert api.error(
        "POST",
        f"/v2/numbers/{NUMBER}",
        {"cnam_lookups_enabled": "yes", "messaging_enabled": 1, "messaging_callback_url": "x"},
        messaging_email="maybe",
    ) == invalid(
        cnam_lookups_enabled=["Not a valid boolean."],
        messaging_enabled=["Not a valid boolean."],
        messaging_email=["Not a valid boolean."],
        messaging_callback_url=["Not a valid URL."],
    )
    assert api.get("/v2/numbers")[1]["data"] == []


def test_messaging_takes_a_while(api: Caller) -> None:
    """Messaging is being turned on, as `included` says, and later it is on."""
    api.post(f"/v2/numbers/{NUMBER}", {"messaging_enabled": True})
    _, at_first = api.get(f"/v2/numbers/{NUMBER}")
    api.sandbox.advance(60)

    note = at_first["included"].pop()
    assert at_first == document()
    assert note == {
        "type": "message_provisioning_status",
        "id": api.sandbox.ids.task(1),
        "attributes": {"status": "processing", "tn": NUMBER},
    }
    assert api.get(f"/v2/numbers/{NUMBER}") == (200, document(messaging_enabled=True))


def test_messaging_on_and_off(api: Caller) -> None:
    """An update turns messaging on after a while, off at once, and leaves it alone otherwise."""
    path = f"/v2/numbers/{NUMBER}"
    api.post(path)
    api.patch(path, {"type": "number", "messaging_enabled": True})
    api.sandbox.advance(60)
    on = [
        attributes(api.patch(path, {"type": "number", **change}))["messaging_enabled"]
        for change in ({"messaging_enabled": "true"}, {"alias": "x"}, {"messaging_enabled": False})
    ]

    assert on == [True, True, False]
    assert api.get(path) == (200, document(alias="x"))


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
    """An update answers with the number as it is now."""
    api.post(f"/v2/numbers/{NUMBER}")
    expected = document(alias="Front desk", cnam_lookups_enabled=False)

    assert api.patch(f"/v2/numbers/{NUMBER}", body) == (200, expected)
    assert api.get(f"/v2/numbers/{NUMBER}") == (200, expected)


def test_an_alias_comes_off(api: Caller) -> None:
    """Null takes the alias off; an update without one leaves it."""
    api.post(f"/v2/numbers/{NUMBER}")
    aliases = [
        attributes(api.patch(f"/v2/numbers/{NUMBER}", {"type": "number", **change}))["alias"]
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
    api.post(f"/v2/numbers/{NUMBER}")

    assert api.error("PATCH", f"/v2/numbers/{NUMBER}", body) == invalid(**problem)
    assert api.get(f"/v2/numbers/{NUMBER}") == (200, document())


def test_release(api: Caller) -> None:
    """A released number is gone from the account, and everything set on it with it."""
    api.post(f"/v2/numbers/{NUMBER}")
    api.patch(f"/v2/numbers/{NUMBER}", {"type": "number", "alias": "old"})
    api.post(f"/v2/numbers/{NUMBER}/relationships/sms_callback", {"callback_url": "https://a.com"})

    assert api.delete(f"/v2/numbers/{NUMBER}") == (204, None)
    assert api.error("GET", f"/v2/numbers/{NUMBER}") == NOT_ON_ACCOUNT
    assert api.error("DELETE", f"/v2/numbers/{NUMBER}") == NOT_ON_ACCOUNT
    assert api.get("/v2/numbers")[1]["data"] == []
    assert api.post(f"/v2/numbers/{NUMBER}") == (201, document(**PRICES))
    assert api.error("GET", f"/v2/numbers/{NUMBER}/relationships/sms_callback") == NOT_ON_ACCOUNT


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
    """A number that is not on the account does not exist for it."""
    assert api.error(method, f"/v2/numbers/{NUMBER}{path}", body) == NOT_ON_ACCOUNT


def test_list(api: Caller) -> None:
    """The account's numbers come ascending."""
    for number in ("12075550111", NUMBER, "12065550142"):
        api.sandbox.seed_number(number)
    status, first = api.get("/v2/numbers", limit=1)

    assert (status, first) == (
        200,
        {
            "data": [
                {
                    "type": "number",
                    "id": NUMBER,
                    "attributes": LISTED,
                    "links": {"self": f"{HOST}/v2/numbers/{NUMBER}"},
                }
            ],
            "links": {
                "self": f"{HOST}/v2/numbers?limit=1&offset=0",
                "next": f"{HOST}/v2/numbers?limit=1&offset=1",
            },
        },
    )
    assert ids(api) == [NUMBER, "12065550142", "12075550111"]


def ids(api: Caller, **query: object) -> list[str]:
    return [row["id"] for row in api.get("/v2/numbers", **query)[1]["data"]]


def test_list_filters(api: Caller) -> None:
    """A list is narrowed by digits, and by an alias that is just the same."""
    for number in (NUMBER, "12065550142", "12075550142"):
        api.sandbox.seed_number(number)
    api.patch("/v2/numbers/12065550142", {"type": "number", "alias": "Desk"})

    assert ids(api, starts_with=206) == [NUMBER, "12065550142"]
    assert ids(api, starts_with="+1207") == ["12075550142"]
    assert ids(api, contains="12065550142") == ["12065550142"]
    assert ids(api, ends_with=42, limit=1, offset=1) == ["12075550142"]
    assert ids(api, alias="Desk") == ["12065550142"]
    assert ids(api, alias="desk") == ids(api, alias="Des") == []
