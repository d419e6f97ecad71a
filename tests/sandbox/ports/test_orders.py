"""Port orders: what they take, where they go by the clock, and what may be done where."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.clock import FrozenClock
from flowroute_sandbox.state.ports.rows import PortOrderRow
from flowroute_sandbox.state.tables import dump, load
from sandbox.caller import Caller, invalid, invalid_attributes
from sandbox.conftest import NOW
from sandbox.samples import HOME, HOST, MISSING, PORT

ORDER = "/v2/portorders/400001"
HOUR, DAY = 3600, 86_400


def create(api: Caller, **attributes: Any) -> dict[str, Any]:
    """The order of a request with these attributes."""
    body = {"data": {"type": "portorder", "attributes": PORT | attributes}}
    status, answer = api.post("/v2/portorders", body)
    assert status == 201
    return dict(answer["data"])


def state(api: Caller) -> tuple[str, str | None]:
    """The status of the first order, and since when."""
    attributes = api.get(f"{ORDER}/status")[1]["data"]["attributes"]
    return attributes["status"], attributes["status_updated_at"]


def cancel(api: Caller) -> tuple[int, Any]:
    """The answer to cancelling the first order."""
    return api.patch(f"{ORDER}/status", {"data": {"attributes": {"status": "cancelled"}}})


def test_a_new_order(api: Caller) -> None:
    """A new order has all documented attributes, and is pending."""
    assert create(api, usage_type="Business", last_4_ssn="1234", comments="Call first") == {
        "attributes": {
            "alias": None,
            "billing_address": {
                "city": "Seattle",
                "country": "US",
                "state": "WA",
                "street": "1218 3rd Ave",
                "street2": None,
                "zip": "98101",
            },
            "billing_name": "Janet Doe",
            "billing_number": "",
            "business_documents": [],
            "comments": ["Call first"],
            "company": None,
            "cost": "7.5",
            "desired_completion_date": None,
            "enable_cnam_lookups": True,
            "group_id": "500001",
            "last_4_ssn": "1234",
            "loa_details": {"cc": None, "email": None},
            "numbers": ["+12065550142"],
            "pin": None,
            "presets": {
                "cnam_id": None,
                "e911_id": None,
                "alias": None,
                "failover_route_id": None,
                "primary_route_id": None,
            },
            "provider": "Verizon",
            "provider_account": None,
            "status": "pending",
            "status_updated_at": None,
            "status_url": None,
            "usage_type": "business",
        },
        "id": "400001",
        "links": {"self": f"{HOST}{ORDER}"},
        "type": "portorder",
    }


def test_an_order_goes_on_by_the_clock(api: Caller) -> None:
    """An order is processing after an hour, and completed in the end; then it stays."""
    create(api)
    found = [state(api)]
    for seconds in (HOUR, DAY, 2 * DAY, 4 * DAY, 90 * DAY):
        api.sandbox.advance(seconds)
        found.append(state(api))

    assert found == [
        ("pending", None),
        ("processing", "2026-01-15T13:00:00Z"),
        ("submitted", "2026-01-16T13:00:00Z"),
        ("accepted", "2026-01-18T13:00:00Z"),
        ("completed", "2026-01-22T13:00:00Z"),
        ("completed", "2026-01-22T13:00:00Z"),
    ]


def test_a_clock_that_is_set_back(inventory: Inventory) -> None:
    """An order of a later time than the present one is at its first step, and can be cancelled."""
    first = Sandbox(inventory=inventory, clock=FrozenClock(NOW))
    create(Caller(first))
    api = Caller(
        Sandbox(account=first.account, inventory=inventory, clock=FrozenClock(NOW - timedelta(1)))
    )

    assert state(api) == ("pending", None)
    assert cancel(api)[0] == 200
    assert state(api)[0] == "cancelled"


def test_an_order_without_steps(api: Caller) -> None:
    """A row that no order can be made of is refused when it is read."""
    create(api)
    (order,) = api.sandbox.account.ports

    with pytest.raises(ValueError, match="it has no steps"):
        load(PortOrderRow, json.loads(json.dumps(dump(order) | {"steps": []})))


def test_the_day_that_was_asked_for(api: Caller) -> None:
    """An order is not completed before noon of the day that was asked for."""
    create(api, desired_completion_date="2026-02-24")
    api.sandbox.advance(40 * DAY - 1)
    assert state(api)[0] == "accepted"
    api.sandbox.advance(1)
    assert state(api) == ("completed", "2026-02-24T12:00:00Z")


def test_numbers_join_the_account_with_the_presets(api: Caller) -> None:
    """On completion the numbers are on the account, with the presets that exist, and billed."""
    api.post("/v2/routes", {"alias": "a", "route_type": "host", "value": "example.com"})
    api.post("/v2/e911s", HOME)
    for value in ("Approved", "Pending"):
        api.post("/v2/cnams", {"value": value})
    api.sandbox.approve_cnam("300001")
    presets = {
        "primary_route_id": "100001",
        "failover_route_id": "0",
        "e911_id": "200001",
        "cnam_id": "300001",
        "alias": "Ported",
    }
    create(api, presets=presets, enable_cnam_lookups=False)
    balance = api.get("/_sandbox/state")[1]["balance"]
    api.sandbox.advance(8 * DAY)
    document = api.get("/v2/numbers/12065550142")[1]
    assert document["data"]["attributes"]["alias"] == "Ported"
    assert document["data"]["attributes"]["cnam_lookups_enabled"] is False
    assert document["data"]["relationships"] == {
        "cnam_preset": {"data": {"type": "cnam", "id": "300001"}},
        "e911_address": {"data": {"type": "e911", "id": "200001"}},
        "failover_route": {"data": {"type": "route", "id": "0"}},
        "primary_route": {"data": {"type": "route", "id": "100001"}},
    }
    assert api.get("/_sandbox/state")[1]["balance"] == pytest.approx(balance - 7.5)
    api.delete("/v2/numbers/12065550142")
    assert api.get("/v2/numbers/12065550142")[0] == 404


@pytest.mark.parametrize(("status", "ended"), [("pending", "cancelled"), ("rejected", "abandoned")])
def test_after_45_days(api: Caller, status: str, ended: str) -> None:
    """What is pending or rejected for 45 days ends by itself."""
    create(api)
    if status == "pending":
        api.sandbox.hold_port_order("400001")
    else:
        api.sandbox.set_port_status("400001", "rejected", "Wrong PIN.")
    api.sandbox.advance(45 * DAY - 1)
    assert state(api)[0] == status
    api.sandbox.advance(1)
    assert state(api)[0] == ended
    assert api.get("/v2/numbers/12065550142")[0] == 404


@pytest.mark.parametrize(
    ("status", "ended"),
    [
        ("pending", "cancelled"),
        ("rejected", "abandoned"),
        *[(each, None) for each in ("processing", "submitted", "accepted", "review", "completed")],
    ],
)
def test_cancelling(api: Caller, status: str, ended: str | None) -> None:
    """A pending order is cancelled, a rejected one abandoned; others are for support."""
    create(api)
    api.sandbox.set_port_status("400001", status)
    answer = cancel(api)
    assert answer[0] == (200 if ended else 403)
    assert state(api)[0] == (ended or status)
    if ended:
        api.sandbox.advance(60 * DAY)
        assert state(api)[0] == ended


def test_a_correction_resubmits(api: Caller) -> None:
    """A rejected order whose details change is in review, and goes on from there."""
    create(api)
    api.sandbox.set_port_status("400001", "rejected", "Wrong PIN.")
    changed = api.patch(ORDER, {"data": {"attributes": {"pin": "4321"}}})[1]["data"]["attributes"]
    assert (changed["pin"], changed["status"]) == ("4321", "review")
    api.sandbox.advance(DAY)
    assert state(api)[0] == "submitted"


def test_what_can_be_changed_where(api: Caller) -> None:
    """Presets can be changed until an order has ended, details only before it is processed."""
    create(api)
    api.sandbox.advance(HOUR)
    assert api.patch(ORDER, {"pin": "4321"})[0] == 403
    assert api.patch(ORDER, {"presets": {"primary_route_id": "0"}})[0] == 200
    assert api.patch(f"{ORDER}/relationships/numbers", {"add": ["+12065550143"]})[0] == 403
    api.sandbox.advance(8 * DAY)
    assert api.patch(ORDER, {"presets": {"primary_route_id": "0"}})[0] == 403


@pytest.mark.parametrize(
    ("attributes", "problem"),
    [
        ({"numbers": []}, "Field may not be blank."),
        ({"numbers": ["12065550142"]}, "Must be E.164 phone numbers, each with its leading +."),
        ({"numbers": ["+12125551212"]}, "Cannot be ported: +12125551212."),
        ({"billing_name": None}, "Field may not be null."),
        ({"country": "MX"}, "Must be one of: US, CA."),
        ({"usage_type": "Private"}, "Must be one of: Business, Residential."),
        ({"last_4_ssn": "12"}, "Must be the last four digits."),
        ({"desired_completion_date": "2020-01-01"}, "Must be a day to come, as YYYY-MM-DD."),
        ({"desired_completion_date": "2026-02-30"}, "Must be a day to come, as YYYY-MM-DD."),
        ({"status_url": "no"}, "Not a valid URL."),
        ({"presets": {"cnam_id": "9"}}, {"cnam_id": ["No such resource on the account."]}),
        ({"presets": 5}, "Invalid input type."),
        ({"loa_details": {"email": "x"}}, {"email": ["Not a valid email address."]}),
    ],
)
def test_bad_attributes(api: Caller, attributes: Any, problem: Any) -> None:
    """What is wrong with a new order is said of each attribute, and there is no order."""
    body = {"data": {"type": "portorder", "attributes": PORT | attributes}}
    (name,) = attributes
    found = {name: [problem] if isinstance(problem, str) else problem}
    assert api.error("POST", "/v2/portorders", body) == invalid_attributes(**found)
    assert api.get("/v2/portorders")[1]["data"] == []


def test_everything_that_lacks(api: Caller) -> None:
    """All that an order needs is listed at once."""
    needed = ("numbers", "billing_name", "street", "city", "state", "country", "provider")
    assert api.error("POST", "/v2/portorders", {}) == invalid(**dict.fromkeys(needed, MISSING))


def test_events(api: Caller, posted: list[Any]) -> None:
    """Each change of the status is posted to the status_url, as the sample of the page."""
    create(api, status_url="https://example.com/ports")
    api.sandbox.advance(HOUR + 60)
    api.sandbox.set_port_status("400001", "hard_canceled")
    assert [url for url, _ in posted] == ["https://example.com/ports"] * 2
    event = posted[0][1]["data"]
    assert (event["type"], event["timestamp"]) == ("po_status_change", "2026-01-15T13:00:00.120Z")
    assert event["id"] == event["attributes"].pop("id")
    assert event["attributes"] == {
        "at": "2026-01-15T13:00:00.120000+00:00",
        "customer_id": "100001",
        "event_type": "status_change",
        "message": "Port Order #400001 is being processed.",
        "resource_id": "400001",
        "resource_type": "portorders",
        "status": "processing",
        "timestamp": "2026-01-15T13:00:00.120Z",
        "type": "event",
        "url_override": "https://example.com/ports",
        "version": "1.0",
    }
    assert posted[1][1]["data"]["attributes"]["status"] == "hard_canceled"
