"""Phone numbers in webhooks: any country, short codes, toll-free, and what is none of them."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_ext import Message, webhooks
from webhook_events.documented import FLAT, NUMBER, sms

NUMBERS: dict[Any, str] = {
    "12065550100": "12065550100",
    "+12065550100": "12065550100",
    12065550100: "12065550100",
    "+1 (206) 555-0100": "12065550100",
    "(206) 555-0100": "12065550100",
    "206.555.0100": "12065550100",
    2065550100: "12065550100",
    "tel:+1-206-555-0100": "12065550100",
    " 1206\u2011555\u20110100\u200b ": "12065550100",
    "１２０６５５５０１００": "12065550100",
    "١٢٠٦٥٥٥٠١٠٠": "12065550100",
    "+447700900123": "447700900123",
    "447700900123": "447700900123",
    447700900123: "447700900123",
    "+44 7700 900123": "447700900123",
    "00447700900123": "447700900123",
    "011 44 7700 900123": "447700900123",
    "+4790012345": "4790012345",
    "+298123456": "298123456",
    "+883510012345678": "883510012345678",
    "18005550100": "18005550100",
    "8005550100": "18005550100",
}
SHORT_CODES: dict[Any, str] = {"22395": "22395", 22395: "22395", "+222 395": "222395", "911": "911"}
OTHERS: dict[Any, str] = {
    "ACME": "ACME",
    "1-800-FLOWERS": "1-800-FLOWERS",
    "": "",
    "0": "0",
    "+1234567890123456": "+1234567890123456",
    10**400: str(10**400),
    "12065550100 ext. 5": "12065550100 ext. 5",
    "sip:alice@example.com": "sip:alice@example.com",
    "12065550100,12065550101": "12065550100,12065550101",
    "anonymous": "anonymous",
    "1" * 1000: "1" * 1000,
    "half \ud800": "half \ufffd",
    -5: "-5",
}


def read(value: object) -> webhooks.InboundMessage:
    """The message from *value*."""
    event = webhooks.parse(sms(**{"from": value, "to": value}))
    assert isinstance(event, webhooks.InboundMessage)
    return event


@pytest.mark.parametrize(("value", "expected"), NUMBERS.items(), ids=repr)
def test_numbers(value: object, expected: str) -> None:
    """A number in any spelling is its digits with the country code."""
    message = read(value)

    assert (message.from_, message.from_kind) == (expected, "number")
    assert (message.to, message.to_kind) == (expected, "number")


@pytest.mark.parametrize(("value", "expected"), SHORT_CODES.items(), ids=repr)
def test_short_codes(value: object, expected: str) -> None:
    """A short code is its digits, and is marked as one."""
    assert (read(value).from_, read(value).from_kind) == (expected, "short code")


@pytest.mark.parametrize(("value", "expected"), OTHERS.items(), ids=lambda value: repr(value)[:30])
def test_what_is_no_number(value: object, expected: str) -> None:
    """What can be no number is kept as it came, and is marked."""
    assert (read(value).from_, read(value).from_kind) == (expected, "other")


@pytest.mark.parametrize("value", [None, True, [], {}, ["12065550100"], {"a": 1}, 1.5])
def test_what_is_no_text(value: object) -> None:
    """What is no text at all is empty, and is marked; `raw` has it."""
    message = read(value)

    assert (message.from_, message.from_kind) == ("", "other")
    assert message.raw["data"]["attributes"]["from"] == value


def test_a_receipt_and_a_flat_message() -> None:
    """The numbers of version 2 are read in the same way."""
    flat = webhooks.parse(FLAT | {"from": "+447700900123"})
    receipt = webhooks.parse(
        {
            "type": "delivery_receipt",
            "id": "mdr2-1",
            "attributes": {"to": "+1 206 555 0100", "from": NUMBER, "status": "smsc submit"},
        }
    )

    assert isinstance(flat, webhooks.InboundMessage)
    assert isinstance(receipt, webhooks.DeliveryReceipt)
    assert flat.from_ == "447700900123"
    assert (receipt.to, receipt.from_) == ("12065550100", NUMBER)


@pytest.mark.parametrize("value", ["+12065550100", "(206) 555-0100", 8005550100])
def test_an_answer(value: object) -> None:
    """The sender of a message is what an answer can be sent to, as it is."""
    message = read(value)

    answer = Message(to=message.from_, from_=NUMBER, body="Thanks")
    assert answer.to == message.from_
