"""Sending messages, and their records."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.clock import FrozenClock
from sandbox.caller import Caller, invalid, invalid_attributes
from sandbox.conftest import NOW
from sandbox.samples import HOST, INSUFFICIENT_FUNDS, MEDIA, NOT_ON_ACCOUNT, OWN, PEER, SMS, send

VERSIONS = ["v2.1", "v2.2"]
RECORD = {
    "body": "hello there",
    "status": "queued",
    "direction": "outbound",
    "amount_nanodollars": 4_000_000,
    "to": PEER,
    "message_encoding": 0,
    "timestamp": "2026-01-15T12:00:00.12Z",
    "delivery_receipts": [],
    "amount_display": "$0.0040",
    "from": OWN,
    "is_mms": False,
    "message_type": "longcode",
}
PRICE = {
    "base_rate": "0.0040",
    "surcharge_rate": "0.0000",
    "segment_count": 1,
    "charged_cost": "0.0040",
}


@pytest.fixture(autouse=True)
def own_number(api: Caller) -> None:
    api.sandbox.seed_number(OWN)


def record(api: Caller, message_id: str, version: str = "v2.1") -> Any:
    status, document = api.get(f"/{version}/messages/{message_id}")
    assert status == 200
    return document


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("body", [SMS, {"data": {"type": "message", "attributes": SMS}}])
def test_send(api: Caller, version: str, body: object) -> None:
    """A message is accepted with 202, its id, and a link to its record."""
    status, document = api.post(f"/{version}/messages", body)
    message_id = document["data"]["id"]

    assert (status, document) == (
        202,
        {
            "data": {
                "links": {"self": f"{HOST}/{version}/messages/{message_id}"},
                "type": "message",
                "id": message_id,
            }
        },
    )
    prefix, _, digits = message_id.partition("-")
    assert (prefix, len(digits), digits == digits.lower()) == ("mdr2", 32, True)
    assert api.get(f"/{version}/messages/{message_id}")[0] == 200


def test_records(api: Caller) -> None:
    """Version 2.2 has details of the price; otherwise both versions show the same message."""
    message_id = send(api)
    shown = {"attributes": RECORD, "type": "message", "id": message_id}

    assert record(api, message_id) == {"data": shown}
    assert record(api, message_id, "v2.2") == {
        "data": {**shown, "attributes": {**RECORD, "price_details": PRICE}}
    }


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("prefix", ["+", "011"])
def test_prefixes(api: Caller, version: str, prefix: str) -> None:
    """Numbers may have a plus or the international prefix; records show neither."""
    message_id = send(api, version, **{"to": f"{prefix}{PEER}", "from": f"{prefix}{OWN}"})
    abroad = send(api, version, to=f"{prefix}442079460000")

    assert record(api, message_id)["data"]["attributes"] == RECORD
    assert record(api, abroad)["data"]["attributes"] == {**RECORD, "to": "442079460000"}


@pytest.mark.parametrize(
    ("version", "accepted", "problem"),
    [
        ("v2.1", [PEER], "Must be an 11-digit E.164 number."),
        ("v2.2", [PEER, f"+{PEER}"], "Must be an E.164 number."),
    ],
)
def test_strict_prefixes(
    inventory: Inventory, version: str, accepted: list[str], problem: str
) -> None:
    """A strict sandbox accepts the numbers that the page of the operation has."""
    strict = Caller(Sandbox(inventory=inventory, clock=FrozenClock(NOW), strict=True))
    strict.sandbox.seed_number(OWN)
    found = {
        to: strict.post(f"/{version}/messages", {**SMS, "to": to})[0]
        for to in (PEER, f"+{PEER}", f"011{PEER}")
    }

    assert found == {to: 202 if to in accepted else 422 for to in found}
    assert strict.error("POST", f"/{version}/messages", {**SMS, "to": f"011{PEER}"}) == invalid(
        to=[problem]
    )


def test_numbers_may_be_integers(api: Caller) -> None:
    """A number without quotes is the same number."""
    message_id = send(api, to=int(PEER))

    assert record(api, message_id)["data"]["attributes"] == RECORD


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"to": None}, {"to": ["Field may not be null."]}),
        ({"to": "5550199"}, {"to": ["Must be an 11-digit E.164 number."]}),
        ({"to": PEER + "\n"}, {"to": ["Must be an 11-digit E.164 number."]}),
        ({"from": "me"}, {"from": ["Must be an 11-digit E.164 number."]}),
        ({"to": f"++{PEER}"}, {"to": ["Must be an 11-digit E.164 number."]}),
        ({"to": f"+011{PEER}"}, {"to": ["Must be an 11-digit E.164 number."]}),
        ({"to": f"00{PEER}"}, {"to": ["Must be an 11-digit E.164 number."]}),
        ({"to": "442079460000"}, {"to": ["Must be an 11-digit E.164 number."]}),
        ({"is_mms": 2}, {"is_mms": ["Not a valid boolean."]}),
        ({"is_mms": [1]}, {"is_mms": ["Not a valid boolean."]}),
        ({"body": None}, {"body": ["Missing data for required field."]}),
        ({"body": ""}, {"body": ["Missing data for required field."]}),
        ({"body": None, "is_mms": True}, {"body": ["Missing data for required field."]}),
        ({"body": ["x"]}, {"body": ["Not a valid string."]}),
        ({"body": 0}, {"body": ["Not a valid string."]}),
        ({"body": None, "media_urls": []}, {"body": ["Missing data for required field."]}),
        ({"body": None, "media_urls": [1]}, {"media_urls": ["Not a valid string."]}),
        ({"is_mms": "yes"}, {"is_mms": ["Not a valid boolean."]}),
        ({"dlr_callback": "example.com"}, {"dlr_callback": ["Not a valid URL."]}),
        ({"dlr_callback": "ftp://example.com"}, {"dlr_callback": ["Not a valid URL."]}),
        ({"media_urls": {"a": 1}}, {"media_urls": ["Not a valid list."]}),
        ({"media_urls": ["a", 1]}, {"media_urls": ["Not a valid URL.", "Not a valid string."]}),
        ({"media_urls": ["http://["]}, {"media_urls": ["Not a valid URL."]}),
    ],
)
def test_malformed_messages(api: Caller, change: dict[str, Any], problem: dict[str, Any]) -> None:
    """A message that cannot be sent is a 422 in the shape of the body, and is not recorded."""
    message = {**SMS, **change}
    envelope = {"data": {"type": "message", "attributes": message}}

    assert api.error("POST", "/v2.1/messages", message) == invalid(**problem)
    assert api.error("POST", "/v2.1/messages", envelope) == invalid_attributes(**problem)
    assert api.get("/v2.1/messages", start_date="2026-01-01")[1]["data"] == []


def test_foreign_senders(api: Caller) -> None:
    """Only numbers of the account send; the refusal has neither text nor id."""
    assert api.error("POST", "/v2.1/messages", {**SMS, "from": "12065550101"}) == {
        "detail": "",
        "status": 403,
        "title": "ActionNotAuthorizedError",
    }


@pytest.mark.parametrize(
    ("body", "count", "encoding", "amount"),
    [
        ("a" * 160, 1, 0, 4_000_000),
        ("a" * 161, 2, 0, 8_000_000),
        ("ü" * 71, 2, 8, 8_000_000),
    ],
)
def test_segments_are_charged(
    api: Caller, body: str, count: int, encoding: int, amount: int
) -> None:
    """A text is charged by its segments."""
    before = api.get("/_sandbox/state")[1]["balance"]
    found = record(api, send(api, body=body), "v2.2")["data"]["attributes"]

    assert before - api.get("/_sandbox/state")[1]["balance"] == pytest.approx(amount / 1e9)
    cost = f"{amount / 1e9:.4f}"
    assert found == {
        **RECORD,
        "body": body,
        "message_encoding": encoding,
        "amount_nanodollars": amount,
        "amount_display": f"${cost}",
        "price_details": {**PRICE, "segment_count": count, "charged_cost": cost},
    }


def test_no_funds(api: Caller) -> None:
    """Without a balance no message is sent."""
    api.sandbox.set_balance(0.0079)

    assert api.error("POST", "/v2.1/messages", {**SMS, "body": "a" * 161}) == INSUFFICIENT_FUNDS
    send(api)


@pytest.mark.parametrize("version", VERSIONS)
def test_multimedia(api: Caller, version: str) -> None:
    """A multimedia message has its files in `included`, and one price."""
    message_id = send(api, version, body=None, media_urls=[MEDIA, "http://example.com/"])
    document = record(api, message_id, version)
    first, second = document["included"]

    assert first == {
        "attributes": {
            "url": MEDIA,
            "file_name": "cat.png",
            "mime_type": "image/png",
            "file_size": 58_017,
        },
        "type": "media",
        "id": first["id"],
        "links": {"self": f"{HOST}/{version}/media/{first['id']}"},
    }
    assert second["attributes"] == {
        "url": "http://example.com/",
        "file_name": "file",
        "mime_type": "application/octet-stream",
        "file_size": 58_017,
    }
    details = {**PRICE, "base_rate": "0.0095", "charged_cost": "0.0095"}
    assert document["data"] == {
        "attributes": {
            **RECORD,
            "body": None,
            "is_mms": True,
            "amount_nanodollars": 9_500_000,
            "amount_display": "$0.0095",
            **({"price_details": details} if version == "v2.2" else {}),
        },
        "type": "message",
        "id": message_id,
        "relationships": {
            "media": {
                "data": [
                    {"type": "media", "id": first["id"]},
                    {"type": "media", "id": second["id"]},
                ]
            }
        },
    }


@pytest.mark.parametrize("flag", [True, "true", "True"])
def test_text_as_multimedia(api: Caller, flag: object) -> None:
    """A text can be sent as a multimedia message; the flag may be a text."""
    found = record(api, send(api, is_mms=flag))

    assert (found["data"]["attributes"]["is_mms"], "included" in found) == (True, False)


def test_message_types(api: Caller) -> None:
    """The record has the type of the sending number."""
    api.sandbox.seed_number("18005550100", number_type="toll-free")
    found = record(api, send(api, **{"from": "18005550100"}))

    assert found["data"]["attributes"]["message_type"] == "toll-free"


def test_received_messages(api: Caller) -> None:
    """A received message is recorded as inbound, without receipts."""
    sms = api.sandbox.receive_message(from_=f"+{PEER}", to=OWN, body="hi")
    mms = api.sandbox.receive_message(from_=PEER, to=OWN, media=[MEDIA])
    received = {**RECORD, "direction": "inbound", "from": PEER, "to": OWN}

    assert record(api, sms)["data"]["attributes"] == {
        **received,
        "body": "hi",
        "status": "delivered",
    }
    assert record(api, mms)["data"]["attributes"] == {
        **received,
        "body": None,
        "status": "",
        "is_mms": True,
        "amount_nanodollars": 9_500_000,
        "amount_display": "$0.0095",
    }
    api.sandbox.advance(3600)
    assert record(api, sms)["data"]["attributes"]["delivery_receipts"] == []


def test_unknown_messages(api: Caller) -> None:
    """A record the account does not have is a 404."""
    assert api.error("GET", "/v2.1/messages/mdr2-0") == NOT_ON_ACCOUNT
