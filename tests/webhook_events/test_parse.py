"""`parse`: every documented body as a value."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from flowroute_ext import webhooks
from flowroute_ext.types import Media, PriceDetails
from flowroute_ext.webhooks import DeliveryReceipt, InboundMessage, StatusChange
from webhook_events.documented import (
    BODIES,
    CHANGES,
    DOCUMENTS,
    FLAT,
    FLAT_RECEIPT,
    FLAT_SUBMITTED,
    MDR1,
    MDR2,
    MESSAGES,
    MMS,
    NUMBER,
    PHONE,
    PORT,
    RECEIPTS,
    SENT,
    SUBMITTED,
    mms,
    receipt,
    sms,
)

FILE = {
    "url": "https://mms-media-prod.s3.amazonaws.com/9E412262.jpg?Signature=EXAMPLE",
    "file_name": "9E412262.jpg",
    "mime_type": "image/jpeg",
    "size": 58017,
}


def test_an_sms() -> None:
    """An SMS of version 2.1 has all that Flowroute documents of it, in the types of Python."""
    assert webhooks.parse(BODIES["SMS 2.1"]) == InboundMessage(
        id=MDR2,
        from_=PHONE,
        to=NUMBER,
        body="SMS Forward Test",
        media=(),
        is_mms=False,
        timestamp=datetime(2022, 2, 6, 17, 52, 33, tzinfo=UTC),
        message_type="longcode",
        encoding=0,
        cost=Decimal("0.004"),
        price=None,
        from_kind="number",
        to_kind="number",
    )


def test_version_2_2() -> None:
    """Version 2.2 has a plus before its numbers, which the value has not, and a price."""
    found = webhooks.parse(BODIES["SMS 2.2"])

    assert isinstance(found, InboundMessage)
    assert (found.from_, found.to) == (PHONE, NUMBER)
    assert found.price == PriceDetails(
        base_rate=Decimal("0.0040"),
        surcharge_rate=Decimal("0.0010"),
        segment_count=2,
        charged_cost=Decimal("0.0100"),
    )


@pytest.mark.parametrize("name", ["SMS 2", "SMS 2, wrapped"])
def test_version_2(name: str) -> None:
    """A message of version 2 has its numbers, its text and its id; all else is unknown."""
    assert webhooks.parse(BODIES[name]) == InboundMessage(
        id=MDR1,
        from_="18553569768",
        to="12066418000",
        body="Hello there!",
        media=(),
        is_mms=False,
        timestamp=None,
        message_type=None,
        encoding=None,
        cost=None,
        price=None,
        from_kind="number",
        to_kind="number",
    )


@pytest.mark.parametrize(
    ("name", "media_id", "cost"),
    [
        ("MMS 2.1", "1490420351891410944-9E412262.jpg", "0.0095"),
        ("MMS, included in data", "1490420351891410944-9E412262.jpg", "0.0095"),
        ("MMS 2.2", "5730c97c878a-1", "0.0195"),
    ],
)
def test_an_mms(name: str, media_id: str, cost: str) -> None:
    """An MMS has its media, wherever the document includes them."""
    assert webhooks.parse(BODIES[name]) == InboundMessage(
        id=MMS,
        from_=PHONE,
        to=NUMBER,
        body=None,
        media=(Media(id=media_id, **FILE),),
        is_mms=True,
        timestamp=datetime(2022, 2, 6, 20, 21, 17, tzinfo=UTC),
        message_type="longcode",
        encoding=0,
        cost=Decimal(cost),
        price=None,
        from_kind="number",
        to_kind="number",
    )


@pytest.mark.parametrize(
    ("document", "level", "status", "code", "description"),
    [
        (receipt(), 2, "message buffered", 1003, "Message accepted by Carrier"),
        (SUBMITTED, 1, "smsc submit", None, "Message has been sent"),
        (receipt(level="2", status_code="1003"), 2, "message buffered", 1003, "Message acc…"),
    ],
)
def test_a_receipt(
    document: dict[str, object], level: int, status: str, code: int | None, description: str
) -> None:
    """A receipt has the id of its message, its level, status and code."""
    found = webhooks.parse(document)

    assert isinstance(found, DeliveryReceipt)
    assert (found.message_id, found.level, found.status, found.code) == (SENT, level, status, code)
    assert (found.description or "").startswith(description.rstrip("…"))
    assert found.timestamp == datetime(2017, 12, 21, 16, 44, 35, tzinfo=UTC)
    assert (found.body, found.from_, found.to) == ("test sms on v2", None, None)


@pytest.mark.parametrize(
    ("document", "level", "code"),
    [
        (FLAT_RECEIPT, 2, 1003),
        (FLAT_SUBMITTED, 1, None),
        ({"data": FLAT_RECEIPT}, 2, 1003),
        (FLAT_RECEIPT | {"attributes": {"status": "delivery failure"}}, None, None),
    ],
)
def test_a_receipt_of_version_2(
    document: dict[str, object], level: int | None, code: int | None
) -> None:
    """A receipt of version 2 has no level: it follows from the status, if that has only one."""
    found = webhooks.parse(document)

    assert isinstance(found, DeliveryReceipt)
    assert (found.message_id, found.level, found.code) == (SENT, level, code)
    assert (found.timestamp, found.description) == (None, None)


def test_a_status_change() -> None:
    """The event of a port order has what changed, and to what."""
    assert webhooks.parse(BODIES["port order"]) == StatusChange(
        resource_type="portorders",
        resource_id="50404",
        status="cancelled",
        message="Port Order #50404 has been cancelled.",
        timestamp=datetime(2019, 3, 19, 22, 49, 48, 60559, tzinfo=UTC),
        event_id="1a5b0e6c-ee50-5d0c-9f5e-8a0f4b1f6f44",
    )


@pytest.mark.parametrize(
    ("document", "resource"),
    [
        ({"data": {"type": "portorder", "id": 50404, "attributes": {"status": "review"}}}, "50404"),
        (
            {"data": {"data": {"type": "cdrexport", "id": 7, "attributes": {"status": "failed"}}}},
            "7",
        ),
        (
            {
                "data": {
                    "type": "message_provisioning_status",
                    "id": "t1",
                    "attributes": {"status": "done", "tn": PHONE},
                }
            },
            "t1",
        ),
    ],
)
def test_the_resource_instead_of_an_event(document: dict[str, object], resource: str) -> None:
    """A resource with a status is the change to that status."""
    found = webhooks.parse(document)

    assert isinstance(found, StatusChange)
    assert (found.resource_id, found.event_id) == (resource, None)


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
def test_bytes_text_and_mappings_are_the_same(name: str, encoding: str) -> None:
    """A body is bytes in any encoding of JSON, text or decoded, and the event is the same."""
    body = BODIES[name]
    expected = webhooks.parse(body)

    assert expected.raw == DOCUMENTS[name]
    assert webhooks.parse(body.encode(encoding)) == expected
    assert webhooks.parse(bytearray(body.encode(encoding))) == expected
    assert webhooks.parse(memoryview(body.encode(encoding))) == expected
    assert webhooks.parse("\ufeff" + body) == expected
    assert webhooks.parse(DOCUMENTS[name]) == expected


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_documented_body_is_of_its_kind(name: str) -> None:
    """A receipt never comes out as a message, nor the reverse, and none is unknown."""
    kind = {**dict.fromkeys(MESSAGES, "message"), **dict.fromkeys(RECEIPTS, "receipt")}

    assert (
        webhooks.parse(BODIES[name]).kind
        == {**dict.fromkeys(CHANGES, "status_change"), **kind}[name]
    )


def test_a_repr_shows_neither_numbers_nor_text() -> None:
    """The repr of each value is fit for a log."""
    shown = " ".join(repr(webhooks.parse(body)) for body in BODIES.values())

    for secret in (PHONE, NUMBER, "SMS Forward Test", "test sms on v2", "Signature", "cancelled."):
        assert secret not in shown


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_plain_form(name: str) -> None:
    """`to_dict()` is JSON, with the kind and the key of the event."""
    event = webhooks.parse(BODIES[name])
    plain = json.loads(json.dumps(event.to_dict()))

    assert (plain["kind"], plain["key"]) == (event.kind, event.key)
    assert "raw" not in plain


def test_keys() -> None:
    """Deliveries of one event have one key; those of others, and other receipts, another."""
    events = [
        sms(),
        mms(),
        FLAT,
        receipt(),
        SUBMITTED,
        receipt(status="delivery failure"),
        receipt(status_code=1004),
        PORT,
        {"hello": "world"},
        {"hello": "World"},
    ]

    keys = [webhooks.parse(event).key for event in events]
    assert len({*keys}) == len(keys)
    assert [webhooks.parse(json.dumps(event, indent=1)).key for event in events] == keys
    assert webhooks.parse(receipt(timestamp="2017-12-21T17:00:00Z")).key == keys[3]


def test_the_key_of_a_long_id() -> None:
    """It is short, and no other event has it, whatever its id."""
    long = webhooks.parse(sms() | {"data": sms()["data"] | {"id": "x" * 1000}})
    digest = long.key.partition(":")[2]
    forged = webhooks.parse(sms() | {"data": sms()["data"] | {"id": digest}})

    assert len(long.key) < 100
    assert forged.key != long.key
    assert webhooks.parse(receipt(status_code=0)).key != webhooks.parse(receipt()).key
