"""The control API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from flowroute_sandbox.http.errors import Refused
from sandbox.caller import Caller, invalid
from sandbox.samples import NOT_ON_ACCOUNT, OWN

EMPTY = {
    "now": "2026-01-15T12:00:00.120000+00:00",
    "balance": 1000.0,
    "cnam_lookups_enabled": True,
    "webhook_version": None,
    "numbers": 0,
    "routes": 1,
    "e911s": 0,
    "cnams": 0,
    "messages": 0,
    "callbacks": 0,
    "ports": 0,
    "calls": 0,
    "cdr_exports": 0,
}


def fill(api: Caller) -> None:
    """Add one row of every kind."""
    api.post(f"/v2/numbers/{OWN}")
    api.post("/v2/routes", {"alias": "a", "route_type": "host", "value": "example.com"})
    api.post("/v2/cnams", {"value": "Brown Bag"})
    api.post("/v2.1/messages", {"to": "12065550199", "from": OWN, "body": "hi"})
    api.put("/v2.1/messages/sms_callback", {"callback_url": "https://example.com"})
    api.sandbox.seed_number("19995550100", owned=False)
    api.sandbox.refuse_address(city="Tacoma")
    api.sandbox.declare_media("https://example.com/a.png", 1)


def test_state(api: Caller) -> None:
    """The state has the number of each kind of row."""
    assert api.get("/_sandbox/state") == (200, EMPTY)
    fill(api)
    assert api.get("/_sandbox/state") == (
        200,
        {
            **EMPTY,
            "balance": 997.746,
            "numbers": 1,
            "routes": 2,
            "cnams": 1,
            "messages": 1,
            "callbacks": 1,
        },
    )


def test_settings(api: Caller) -> None:
    """Settings are changed one by one or together; a balance is in dollars."""
    assert api.patch("/_sandbox/settings", {"balance": 2.5}) == (200, {**EMPTY, "balance": 2.5})
    assert api.patch("/_sandbox/settings", {"cnam_lookups_enabled": "false"}) == (
        200,
        {**EMPTY, "balance": 2.5, "cnam_lookups_enabled": False},
    )
    assert api.patch("/_sandbox/settings", {}) == api.get("/_sandbox/state")


AMOUNT = ["Must be a number from 0 to below 1e12."]


@pytest.mark.parametrize("amount", [-1, "1", True, 1e12, [1]])
def test_malformed_amounts(api: Caller, amount: Any) -> None:
    """Amounts are numbers, none of them negative."""
    assert api.error("PATCH", "/_sandbox/settings", {"balance": amount}) == invalid(balance=AMOUNT)
    assert api.error("POST", "/_sandbox/clock/advance", {"seconds": amount}) == invalid(
        seconds=AMOUNT
    )
    assert api.error(
        "POST", "/_sandbox/media", {"url": "https://example.com", "bytes": amount}
    ) == invalid(bytes=AMOUNT)
    assert api.error("POST", "/_sandbox/numbers", {"number": OWN, "setup_cost": amount}) == invalid(
        setup_cost=AMOUNT
    )


def test_numbers_that_json_does_not_know(api: Caller) -> None:
    """Infinity is not an amount, in any notation."""
    body = b'{"seconds": 1e999}'
    status, document = api.send("POST", "/_sandbox/clock/advance", body)

    assert (status, document["errors"][0]["detail"]) == (422, {"seconds": AMOUNT})


def test_the_clock_advances(api: Caller) -> None:
    """The clock advances by seconds, over HTTP or from Python."""
    assert api.post("/_sandbox/clock/advance", {"seconds": 0.5}) == (
        200,
        {"now": "2026-01-15T12:00:00.620000+00:00"},
    )
    api.sandbox.advance(timedelta(hours=1))
    assert api.get("/_sandbox/state")[1]["now"] == "2026-01-15T13:00:00.620000+00:00"
    assert api.error("POST", "/_sandbox/clock/advance") == invalid(
        seconds=["Missing data for required field."]
    )
    assert api.error("POST", "/_sandbox/clock/advance", {"seconds": 4e9}) == invalid(
        seconds=["The clock goes no further than a hundred years ahead."]
    )


def test_reset(api: Caller) -> None:
    """A sandbox that was reset equals a new one: rows, ids, balance and time."""
    new = [api.get(path) for path in ("/v2/routes", "/v2/numbers", "/_sandbox/state")]
    fill(api)
    api.sandbox.advance(60)
    message = api.get("/v2.1/messages", start_date="2026-01-01")[1]["data"][0]["id"]

    assert api.post("/_sandbox/reset") == (204, None)
    assert [api.get(path) for path in ("/v2/routes", "/v2/numbers", "/_sandbox/state")] == new
    fill(api)
    assert api.get("/v2.1/messages", start_date="2026-01-01")[1]["data"][0]["id"] == message
    assert api.get("/v2/routes/100001")[0] == api.get("/v2/cnams/300001")[0] == 200
    api.sandbox.reset()
    assert api.get("/_sandbox/state") == (200, EMPTY)


def test_a_seeded_number_is_owned(api: Caller) -> None:
    """A seeded number costs nothing, and is on sale when released."""
    assert api.post("/_sandbox/numbers", {"number": "14165550100"}) == (
        201,
        {"number": "14165550100", "owned": True},
    )
    assert api.get("/_sandbox/state") == (200, {**EMPTY, "numbers": 1})
    api.sandbox.seed_number("19995550100", rate_center="nowhere", state="ww", monthly_cost=5)
    attributes = api.get("/v2/numbers/19995550100")[1]["data"]["attributes"]
    assert (attributes["rate_center"], attributes["state"]) == ("nowhere", "ww")
    api.delete("/v2/numbers/19995550100")
    assert api.get("/v2/numbers/available", starts_with="999")[1]["data"][0]["attributes"] == {
        "rate_center": "nowhere",
        "value": "19995550100",
        "monthly_cost": 5,
        "state": "ww",
        "number_type": "longcode",
        "setup_cost": 1.0,
        "inbound_rate": 0.012,
        "rate_type": "local",
        "tier": "Standard",
        "iso_country": "US",
    }
    assert api.post("/v2/numbers/19995550100")[0] == 201


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({}, {"number": ["Missing data for required field."]}),
        (
            {"number": "+12065550101"},
            {"number": ["Must be the digits of an E.164 number, country code included."]},
        ),
        ({"number": OWN}, {"number": ["This number is on the account already."]}),
        (
            {"number": "12065550101", "number_type": "inum"},
            {"number_type": ["Must be one of: longcode, toll-free."]},
        ),
        ({"number": "12065550101", "owned": "x"}, {"owned": ["Not a valid boolean."]}),
        ({"number": "12065550101", "emergency": 0.5}, {"emergency": ["Not a valid boolean."]}),
        ({"number": "12065550101", "state": 1}, {"state": ["Not a valid string."]}),
    ],
)
def test_malformed_seeds(api: Caller, body: object, problem: dict[str, object]) -> None:
    """A number that cannot be seeded is a 422 with the reason."""
    api.sandbox.seed_number(OWN)

    assert api.error("POST", "/_sandbox/numbers", body) == invalid(**problem)


def test_other_malformed_requests(api: Caller) -> None:
    """The control API names the invalid field as the API does."""
    api.post("/v2/cnams", {"value": "Brown Bag"})
    missing = ["Missing data for required field."]

    assert api.error("POST", "/_sandbox/addresses", {}) == invalid(street_name=missing)
    assert api.error("POST", "/_sandbox/addresses", {"city": 5.5}) == invalid(
        city=["Not a valid string."], street_name=missing
    )
    assert api.error("POST", "/_sandbox/media", {"url": "x", "bytes": 1}) == invalid(
        url=["Not a valid URL."]
    )
    assert api.error("POST", "/_sandbox/cnams/300001/reject", {}) == invalid(reason=missing)
    assert api.error("POST", "/_sandbox/messages/receive", {}) == invalid(
        **{"from": missing, "to": missing, "body": missing}
    )
    assert (
        api.error(
            "POST", "/_sandbox/messages/receive", {"from": "1206555019", "to": OWN, "body": "x"}
        )
        == NOT_ON_ACCOUNT
    )


def test_refusals_in_python(api: Caller) -> None:
    """From Python a refusal is an exception with the error of the response."""
    with pytest.raises(Refused, match=r"^404: Could not find that resource on your account\.$"):
        api.sandbox.approve_cnam("../reset")
    with pytest.raises(Refused, match="Must be a number from 0"):
        api.sandbox.advance(-1)


def test_receiving_is_billed(api: Caller) -> None:
    """A received message is charged, also beyond the balance."""
    api.sandbox.seed_number(OWN)
    api.sandbox.set_balance(0)
    api.sandbox.receive_message(from_="12065550199", to=OWN, body="hi")

    assert api.get("/_sandbox/state")[1]["balance"] == -0.004
