"""Numbers of other providers: verdicts, groups of orders, and changes."""

from __future__ import annotations

import pytest

from sandbox.caller import Caller, invalid
from sandbox.ports.test_orders import ORDER, create


def verdicts(api: Caller, *numbers: str) -> dict[str, list[str]]:
    """The numbers by verdict."""
    status, answer = api.post("/v2/portorders/portability", {"numbers": list(numbers)})
    assert status == 200
    return dict(answer["data"])


def test_the_sample_of_the_page(api: Caller) -> None:
    """The numbers of the page's sample have the verdicts of the sample."""
    assert verdicts(api, "+14252081174", "+12125551212", "+18002255277") == {
        "hypernetwork_enabled": ["+14252081174"],
        "nonportable": ["+12125551212"],
        "portable": ["+14252081174", "+18002255277"],
    }


@pytest.mark.parametrize(
    "number", ["+19005550100", "+442079460018", "+11115550100", "+12061550100", "+19995550100"]
)
def test_what_cannot_be_ported(api: Caller, number: str) -> None:
    """Premium, foreign and impossible numbers, and those out of the footprint, cannot be ported."""
    assert verdicts(api, number)["nonportable"] == [number]


def test_a_number_on_the_account_cannot_be_ported(api: Caller) -> None:
    """A number that is on the account already is not portable."""
    api.sandbox.seed_number("12065550142")
    assert verdicts(api, "+12065550142")["nonportable"] == ["+12065550142"]


def test_verdicts_of_the_control_api(api: Caller) -> None:
    """The control API decides otherwise, for a single number."""
    api.sandbox.set_portability("12065550142", portable=False)
    api.sandbox.set_portability("+12065550143", hypernetwork_enabled=False)
    assert verdicts(api, "+12065550142", "+12065550143", "+12065550144") == {
        "hypernetwork_enabled": ["+12065550144"],
        "nonportable": ["+12065550142"],
        "portable": ["+12065550143", "+12065550144"],
    }


@pytest.mark.parametrize("numbers", [["12065550142"], ["+1206"], [5], ["x"], 5])
def test_numbers_need_their_plus(api: Caller, numbers: object) -> None:
    """A number without its plus, or that is none, is refused."""
    error = api.error("POST", "/v2/portorders/portability", {"numbers": numbers})
    text = "Must be E.164 phone numbers, each with its leading +."
    assert error == invalid(numbers=["Not a valid list."] if numbers == 5 else [text])


def test_a_request_is_split_into_a_group(api: Caller) -> None:
    """Numbers are split by kind, country and carrier, into orders of one group."""
    api.sandbox.set_portability("12065550143", carrier="Small Telco")
    numbers = ["+12065550142", "+18005550142", "+14165550142", "+12065550143", "+12065550144"]
    first = create(api, numbers=numbers)
    orders = api.get("/v2/portorders", group_id="500001")[1]["data"]
    assert orders[0] == first
    assert [each["attributes"]["numbers"] for each in orders] == [
        ["+12065550142", "+12065550144"],
        ["+18005550142"],
        ["+14165550142"],
        ["+12065550143"],
    ]
    assert {each["attributes"]["group_id"] for each in orders} == {"500001"}


def test_filters_of_the_list(api: Caller) -> None:
    """Orders are listed by group, status and alias, in pages."""
    create(api, alias="First")
    create(api, numbers=["+12065550143"], alias="Second")
    api.sandbox.set_port_status("400002", "cancelled")

    def listed(**query: object) -> list[str]:
        return [each["id"] for each in api.get("/v2/portorders", **query)[1]["data"]]

    assert listed() == ["400001", "400002"]
    assert listed(group_id="500002") == ["400002"]
    assert listed(status="pending") == ["400001"]
    assert listed(status="canceled") == ["400002"]
    assert listed(alias="Second") == ["400002"]
    assert listed(limit=1, offset=1) == ["400002"]


def test_changing_the_numbers_of_an_order(api: Caller) -> None:
    """Numbers are added and removed while an order is pending; twice changes nothing."""
    create(api)
    path = f"{ORDER}/relationships/numbers"
    body = {"add": ["+12065550143", "+12065550144"], "remove": ["+12065550142"]}
    for _ in range(2):
        assert api.patch(path, body | {"remove": []})[0] == 200
    assert api.patch(path, body)[0] == 200
    assert api.error("PATCH", path, body) == invalid(
        remove=["Not in the port order: +12065550142."]
    )
    left = api.get(ORDER)[1]["data"]["attributes"]["numbers"]
    assert left == ["+12065550143", "+12065550144"]
    refused = api.error("PATCH", path, {"remove": left})
    assert refused == invalid(remove=["A port order has at least one phone number."])
    refused = api.error("PATCH", path, {"add": ["+18005550142"]})
    text = "Of another carrier than the port order: +18005550142."
    assert refused == invalid(add=[text])


def test_adding_to_a_group(api: Caller) -> None:
    """A number goes to the pending order of its carrier, or to a new one of the group."""
    create(api)
    added = {"add": ["+18005550142", "+12065550143"]}
    answer = api.post("/v2/portorders/500001/numbers", added)[1]["data"]
    assert (answer["id"], answer["attributes"]["numbers"]) == ("400002", ["+18005550142"])
    numbers = api.get(ORDER)[1]["data"]["attributes"]["numbers"]
    assert numbers == ["+12065550142", "+12065550143"]
    again = api.error("POST", "/v2/portorders/500001/numbers", added)
    text = "In a port order already: +18005550142, +12065550143."
    assert again == invalid(add=[text])
    assert api.post("/v2/portorders/9/numbers", added)[0] == 404
