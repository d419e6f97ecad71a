"""Buying numbers."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.caller import ID, Caller, invalid
from sandbox.samples import INSUFFICIENT_FUNDS, NOT_ON_ACCOUNT, OWN, PRICES, number_document

NOT_AVAILABLE = {
    "detail": "The phone number is not available for purchase.",
    "id": ID,
    "status": 404,
}


def attributes(answer: tuple[int, Any]) -> Any:
    return answer[1]["data"]["attributes"]


def test_purchase(api: Caller) -> None:
    """A purchase responds with 201, the number, its prices and the built-in route."""
    assert api.post(f"/v2/numbers/{OWN}") == (201, number_document(**PRICES))


@pytest.mark.parametrize("value", [False, 0, "0", "false", "False", "f"])
def test_purchase_with_attributes(api: Caller, value: object) -> None:
    """Attributes are in the body, flat or not, or in the query; booleans may be texts."""
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
    """By default, CNAM lookups are the account's preference."""
    api.patch("/_sandbox/settings", {"cnam_lookups_enabled": False})

    assert attributes(api.post(f"/v2/numbers/{OWN}"))["cnam_lookups_enabled"] is False


def test_purchase_is_paid_for(api: Caller) -> None:
    """A purchase charges the setup fee and a month's cost."""
    before = api.get("/_sandbox/state")[1]["balance"]
    api.post(f"/v2/numbers/{OWN}")

    assert before - api.get("/_sandbox/state")[1]["balance"] == pytest.approx(2.25)


def test_purchase_without_funds(api: Caller) -> None:
    """Without the balance the number stays on sale."""
    api.sandbox.set_balance(2.24)

    assert api.error("POST", f"/v2/numbers/{OWN}") == INSUFFICIENT_FUNDS
    assert api.error("GET", f"/v2/numbers/{OWN}") == NOT_ON_ACCOUNT
    api.sandbox.set_balance(2.25)
    assert api.post(f"/v2/numbers/{OWN}")[0] == 201


@pytest.mark.parametrize("number", [OWN, "12065550200", "0", "x", "+12065550101", "2065550101"])
def test_purchase_of_what_is_not_on_sale(api: Caller, number: str) -> None:
    """A number that is owned, or was never on sale, cannot be bought."""
    api.post(f"/v2/numbers/{OWN}")

    assert api.error("POST", f"/v2/numbers/{number}") == NOT_AVAILABLE


def test_malformed_purchase(api: Caller) -> None:
    """Nothing is bought when an attribute is wrong."""
    assert api.error(
        "POST",
        f"/v2/numbers/{OWN}",
        {"cnam_lookups_enabled": "yes", "messaging_enabled": 2, "messaging_callback_url": "x"},
        messaging_email="maybe",
    ) == invalid(
        cnam_lookups_enabled=["Not a valid boolean."],
        messaging_enabled=["Not a valid boolean."],
        messaging_email=["Not a valid boolean."],
        messaging_callback_url=["Not a valid URL."],
    )
    assert api.get("/v2/numbers")[1]["data"] == []


def test_messaging_takes_a_while(api: Caller) -> None:
    """Messaging is being turned on, as `included` shows, and later it is on."""
    api.post(f"/v2/numbers/{OWN}", {"messaging_enabled": True})
    _, at_first = api.get(f"/v2/numbers/{OWN}")
    api.sandbox.advance(60)

    note = at_first["included"].pop()
    assert at_first == number_document()
    assert note == {
        "type": "message_provisioning_status",
        "id": api.sandbox.ids.task(1),
        "attributes": {"status": "processing", "tn": OWN},
    }
    assert api.get(f"/v2/numbers/{OWN}") == (200, number_document(messaging_enabled=True))
