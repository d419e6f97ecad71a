"""The calls of flowroute-sdk-v3-python, in the order of its README and with its values."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from compat.conftest import Account
from flowroute_ext import compat

NUMBER = "12065550100"
OFFICE = {
    "label": "E911 Test",
    "first_name": "Chris",
    "last_name": "Smith",
    "street_name": "3rd Ave",
    "street_number": "1218",
    "city": "Seattle",
    "state": "WA",
    "country": "US",
    "zipcode": "98101",
}


def test_numbers(account: Account) -> None:
    """Searches take their arguments in order, with None for none, and numbers as integers."""
    numbers = account.client.numbers

    area_codes = numbers.list_available_area_codes(3, None, 3.25)
    assert [one["type"] for one in area_codes["data"]] == ["areacode"] * 3
    assert "max_setup_cost=3.25&limit=3&offset=0" in area_codes["links"]["self"]
    exchanges = numbers.list_available_exchange_codes(3, None, None, 206)
    assert [one["id"][:3] for one in exchanges["data"]] == ["206"] * 3
    offers = numbers.search_for_purchasable_phone_numbers(646, 3, 7, 3, None, None, None)
    assert [one["id"][:4] + one["id"][-1] for one in offers["data"]] == ["16467"] * 2
    assert "contains=3&ends_with=7&starts_with=1646&limit=3" in offers["links"]["self"]
    bought = numbers.purchase_a_phone_number(int(offers["data"][0]["id"]))
    assert bought["data"]["relationships"]["primary_route"] == {
        "data": {"type": "route", "id": "0"}
    }
    mine = numbers.list_account_phone_numbers(646, None, None, 3, None)
    assert [one["id"] for one in mine["data"]] == [bought["data"]["id"]]
    details = numbers.list_phone_number_details(bought["data"]["id"])
    assert details["included"][0]["attributes"]["alias"] == "sip-reg"
    renamed = numbers.set_did_alias(NUMBER, "New Test")
    assert renamed["data"]["attributes"]["alias"] == "New Test"
    assert numbers.set_did_callback(NUMBER, "http://www.example.com/test") is None
    assert account.sent[-1] == ("POST", f"/v2/numbers/{NUMBER}/relationships/dlr_callback")
    assert numbers.release_a_did(NUMBER) is None


def test_what_is_not_given_is_not_sent(account: Account) -> None:
    """None, and what is left out, are in no query; keywords have the names of the SDK."""
    account.client.numbers.list_account_phone_numbers(contains=NUMBER, limit=None)
    account.client.e911s.list_e911s(state="wa")
    account.client.e911.list_e911s()

    queries = [str(request.url.query, "ascii") for request in account.requests]
    assert queries == [f"contains={NUMBER}", "state=wa", "limit=10&offset=0"]


def test_routes(account: Account) -> None:
    """Bodies are JSON as text or dictionaries; what has no content is None."""
    routes = account.client.routes
    attributes = {"route_type": "host", "value": "il775u.sonsofodin.com", "alias": "new route"}
    body = {"data": {"type": "route", "attributes": attributes}}

    created = routes.create_an_inbound_route(json.dumps(body))
    assert created["data"]["attributes"] == {**attributes, "edge_strategy_id": None}
    other = routes.create_an_inbound_route(
        {
            "data": {
                "type": "route",
                "attributes": {**attributes, "alias": "b", "edge_strategy": "1"},
            }
        }
    )
    listed = routes.list_inbound_routes(3)
    assert [one["id"] for one in listed["data"]] == [
        "0",
        created["data"]["id"],
        other["data"]["id"],
    ]
    chosen = json.dumps({"data": {"type": "route", "id": created["data"]["id"]}})
    assert routes.update_primary_voice_route(NUMBER, chosen) is None
    assert (
        routes.update_failover_voice_route(NUMBER, {"data": {"type": "route", "id": "0"}}) is None
    )
    details = account.client.numbers.list_phone_number_details(NUMBER)["data"]["relationships"]
    assert details["primary_route"]["data"]["id"] == created["data"]["id"]
    assert details["failover_route"]["data"]["id"] == "0"
    assert {one["type"] for one in routes.list_edge_strategies()["data"]} == {"edge_strategy"}


def test_messages(account: Account) -> None:
    """A message is sent from JSON with its booleans as text, and looked up by days."""
    messages = account.client.messages
    sms = {"to": "13125550199", "from": NUMBER, "body": "hello there", "is_mms": "false"}
    mms = {**sms, "is_mms": "true", "media_urls": ["http://files.example.com/50+GIFs/37.gif"]}

    sent = messages.send_a_message(json.dumps({"data": {"type": "message", "attributes": sms}}))
    assert sent == {
        "data": {
            "type": "message",
            "id": sent["data"]["id"],
            "links": {"self": f"https://api.flowroute.com/v2.1/messages/{sent['data']['id']}"},
        }
    }
    messages.send_a_message({**mms, "from": int(NUMBER)})
    assert json.loads(account.requests[-1].content)["is_mms"] is True
    day = account.sandbox.clock.now().date()
    for start in (day, day.isoformat(), datetime(2017, 12, 1), "2017-12-01 00:00:00"):
        found = messages.look_up_a_set_of_messages(start, None, 2)
        assert [one["type"] for one in found["data"]] == ["message"] * 2
    assert account.requests[-1].url.params["start_date"] == "2017-12-01T00:00:00.00Z"
    record = messages.look_up_a_message_detail_record(sent["data"]["id"])
    assert record["data"]["attributes"]["body"] == "hello there"
    assert messages.set_account_level_sms_callback("http://example.com/sms") is None
    assert messages.set_account_level_dlr_callback("http://example.com/dlr") is None
    assert account.sent[-2:] == [
        ("PUT", "/v2.1/messages/sms_callback"),
        ("PUT", "/v2.1/messages/dlr_callback"),
    ]


def test_e911s(account: Account) -> None:
    """Addresses are given in parts; an update changes only what it is given."""
    e911s = account.client.e911s

    assert e911s.validate_address(**OFFICE) is None
    suite = {"address_type": "Suite", "address_type_number": 200}
    created = e911s.create_address(**{**OFFICE, "zipcode": 98101}, **suite)["data"]
    assert created["attributes"]["zip"] == "98101"
    changed = e911s.update_address(int(created["id"]), last_name="Wiley")["data"]["attributes"]
    assert changed == {**created["attributes"], "last_name": "Wiley"}
    assert json.loads(account.requests[-1].content) == {
        "data": {"type": "e911", "attributes": {"last_name": "Wiley"}}
    }
    assert e911s.get_e911(created["id"])["data"]["id"] == created["id"]
    assert e911s.associate(created["id"], int(NUMBER)) is None
    dids = e911s.list_dids_for_e911(created["id"])
    assert [one["id"] for one in dids["data"]] == [NUMBER]
    assert e911s.disconnect(int(NUMBER)) is None
    assert e911s.delete_address(created["id"]) is None
    assert e911s.list_e911s(10, None)["data"] == []


def test_cnams(account: Account) -> None:
    """A record is created, associated once it is approved, and removed; 202 has a dictionary."""
    cnams = account.client.cnams

    created = cnams.create_cnam_record("FR H5K8")["data"]
    assert created["attributes"]["value"] == "FR H5K8"
    with pytest.raises(compat.APIException):
        cnams.associate_cnam(created["id"], NUMBER)
    account.sandbox.approve_cnam(created["id"])
    assert [one["id"] for one in cnams.list_cnams(is_approved=True)["data"]] == [created["id"]]
    assert cnams.get_cnam(created["id"])["data"]["id"] == created["id"]
    assert cnams.associate_cnam(created["id"], NUMBER)["data"]["id"] == int(created["id"])
    assert cnams.unassociate_cnam(NUMBER)["data"]["id"] is None
    assert cnams.remove_cnam(created["id"]) is None


def test_nothing_but_self_is_positional_only(account: Account) -> None:
    """Arguments that do not fit are Python's TypeError, with the name of the method."""
    with pytest.raises(TypeError, match=r"^list_inbound_routes\(\): too many positional arguments"):
        account.client.routes.list_inbound_routes(1, 2, 3)
    with pytest.raises(TypeError, match=r"^purchase_a_phone_number\(\): missing a required"):
        account.client.numbers.purchase_a_phone_number()
    assert account.sent == []


def test_what_is_not_there(account: Account) -> None:
    """A controller that no SDK has is missing."""
    with pytest.raises(AttributeError, match="has no attribute 'faxes'"):
        assert account.client.faxes
    assert {"numbers", "e911s", "e911", "cnams", "cnam"} < {*dir(account.client)}


def test_what_programs_pass(account: Account) -> None:
    """Numbers as text, empty filters, and days with the month first, are taken as there."""
    client = account.client
    client.numbers.search_for_purchasable_phone_numbers("206", "", None, "10", None, "", "")
    client.messages.look_up_a_set_of_messages("12/31/2017", "Jan 8 2018", 10_000_000)
    client.e911s.list_e911s(limit=None, state="")

    assert [str(request.url.query, "ascii") for request in account.requests] == [
        "starts_with=206&limit=10",
        (
            "start_date=2017-12-31T00%3A00%3A00.00Z&end_date=2018-01-08T00%3A00%3A00.00Z"
            "&limit=10000000"
        ),
        "",
    ]


@pytest.mark.parametrize(
    ("body", "got"),
    [
        ('{"body": "a\nb"}', "a text that is not JSON: make the text with json.dumps"),
        ('{"body": "say "hi""}', "a text that is not JSON: make the text with json.dumps"),
        ("[1]", "JSON of another kind"),
        ("", "an empty text"),
        (None, "nothing"),
        (7, "a value of type int"),
        ({"too": "13125550199"}, "the field too: write to for it"),
    ],
)
def test_bodies_that_cannot_be_read(account: Account, body: object, got: str) -> None:
    """What is no JSON object, or has other fields, says so without its text; nothing is sent."""
    with pytest.raises(compat.APIException) as caught:
        account.client.messages.send_a_message(body)

    assert f"but got {got}" in str(caught.value)
    assert account.sent == []
