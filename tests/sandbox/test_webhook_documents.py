"""The documents of webhooks, made from plain values."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from flowroute_sandbox.webhooks import (
    MAX_ATTEMPTS,
    RETRY_INTERVAL,
    Version,
    acknowledged,
    attempts,
    attributes_of,
    inbound_mms,
    inbound_sms,
    media_file,
    next_attempt,
    receipt,
    receipt_times,
)

AT = datetime(2022, 2, 6, 20, 21, 17, tzinfo=UTC)
MESSAGE = "mdr2-5730c97c878a11ec8008a26e9054fd5e"


def test_the_captured_text_message() -> None:
    """A text message of version 2.1 is the one that was captured."""
    assert inbound_sms(
        "v2.1",
        id="mdr2-5ca00ec193834bc691acd70988428554",
        from_="12065550100",
        to="12015550123",
        body="SMS Forward Test",
        at=datetime(2022, 2, 6, 17, 52, 33, tzinfo=UTC),
        url="https://example.com/sms",
    ) == {
        "data": {
            "attributes": {
                "amount_display": "$0.0040",
                "amount_nanodollars": "4000000",
                "body": "SMS Forward Test",
                "direction": "inbound",
                "from": "12065550100",
                "is_mms": False,
                "message_callback_url": "https://example.com/sms",
                "message_encoding": 0,
                "message_type": "longcode",
                "status": "delivered",
                "timestamp": "2022-02-06T17:52:33Z",
                "to": "12015550123",
            },
            "id": "mdr2-5ca00ec193834bc691acd70988428554",
            "type": "message",
        }
    }


@pytest.mark.parametrize(
    ("version", "pattern", "host", "amount"),
    [
        ("v2.1", r"[0-9]{19}-cat\.png", "mms-media-prod.s3.amazonaws.com", 9_500_000),
        ("v2.2", "[0-9a-f]{32}-1", "s3.us-west-2.amazonaws.com", 19_500_000),
    ],
)
def test_the_captured_multimedia_messages(
    version: Version, pattern: str, host: str, amount: int
) -> None:
    """The ids of files, their host and the price are those captured of each version."""
    file = media_file(version, MESSAGE, AT, file_name="cat.png")
    document = inbound_mms(
        version, id=MESSAGE, from_="12065550100", to="12015550123", body=None, at=AT, files=[file]
    )

    (included,) = document["included"]
    assert included["id"] == document["data"]["relationships"]["media"]["data"][0]["id"]
    assert included["links"]["self"].endswith(f"/{version}/media/{included['id']}")
    assert included["attributes"]["mime_type"] == "image/png"
    assert included["attributes"]["url"].startswith(f"https://{host}/")
    assert re.fullmatch(pattern, included["id"])
    assert attributes_of(document)["amount_nanodollars"] == amount


@pytest.mark.parametrize("level", [1, 2])
def test_a_legacy_receipt(level: int) -> None:
    """A receipt of version 2 has no `data`, and at level 1 no code."""
    document = receipt(
        "v2", id=MESSAGE, level=1 if level == 1 else 2, at=AT, from_="1 206 555 0100", to="12345"
    )

    assert document["type"] == "delivery_receipt"
    assert ("status_code" in attributes_of(document)) == (level == 2)
    assert (attributes_of(document)["from"], attributes_of(document)["to"]) == (
        "12065550100",
        "12345",
    )


def test_phone_numbers() -> None:
    """Version 2.2 writes a plus before phone numbers, but not before short codes and names."""
    for number, written in [("12065550100", "+12065550100"), ("12345", "12345"), ("ACME", "ACME")]:
        document = inbound_sms(
            "v2.2", id=MESSAGE, from_=number, to="12065550101", body="Hi", at=AT, url=""
        )
        assert attributes_of(document)["from"] == written


def test_attempts() -> None:
    """A webhook that is not acknowledged has four attempts, 30 seconds apart."""
    assert attempts(AT, []) == tuple(AT + n * RETRY_INTERVAL for n in range(MAX_ATTEMPTS))
    assert attempts(AT, [500, None, 202]) == tuple(AT + n * RETRY_INTERVAL for n in range(3))
    assert next_attempt(AT, 1, 302) == AT + timedelta(seconds=30)
    assert (acknowledged(204), acknowledged(302), acknowledged(None)) == (True, False, False)


def test_receipt_times() -> None:
    """The receipts of a message are due one and three seconds after it was sent."""
    assert receipt_times(AT) == (AT + timedelta(seconds=1), AT + timedelta(seconds=3))
