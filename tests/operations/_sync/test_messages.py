# Written by scripts/unasync.py from tests/operations/_async/test_messages.py. Do not edit.
"""Messages: sent, received, looked up, listed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import attrs
import pytest
from operations.control import Control
from operations.expected import NUMBER, OTHER

from flowroute_ext import DeliveryReceipt, Flowroute, MessageRecord
from flowroute_ext.types import Media, PriceDetails
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

TO = "12065550199"
TEXT = "Your table is ready."
MENU = "https://example.com/menu.png?bytes=1024"


def sms(message_id: str, **changes: object) -> MessageRecord:
    """The record of TEXT once the carrier has it, without its time."""
    record = MessageRecord(
        id=message_id,
        to=TO,
        from_=NUMBER,
        body=TEXT,
        direction="outbound",
        status="message buffered",
        timestamp=None,
        is_mms=False,
        message_type="longcode",
        encoding=0,
        cost=Decimal("0.004"),
        media=(),
        raw=None,
    )
    return attrs.evolve(record, **changes)


def undated(record: MessageRecord) -> MessageRecord:
    """*record* without its time."""
    return attrs.evolve(record, timestamp=None)


@pytest.mark.proves("send_a_message", "look_up_a_message_detail_record")
def test_an_sms(flowroute: Flowroute, account: Control) -> None:
    """An SMS has a record at once, and receipts of its two steps, newest first, in time."""
    account.own(NUMBER)
    before = account.now
    sent = flowroute.messages.send(to="+1 206-555-0199", from_=NUMBER, body=TEXT)
    after = account.now
    account.advance(3)

    record = flowroute.messages.get(sent)

    at = record.timestamp
    assert undated(record) == sms(sent.id)
    assert before <= at <= after
    assert record.receipts == (
        DeliveryReceipt(
            level=2,
            status="message buffered",
            code=1003,
            description="Message accepted by Carrier",
            timestamp=at + timedelta(seconds=3),
        ),
        DeliveryReceipt(
            level=1,
            status="smsc submit",
            code=None,
            description="Message has been sent",
            timestamp=at + timedelta(seconds=1),
        ),
    )
    assert record.price is None
    assert account.balance == pytest.approx(1000 - 0.004)


@pytest.mark.proves("send_a_message", "look_up_a_message_detail_record")
def test_an_sms_that_fails(flowroute: Flowroute, account: Control) -> None:
    """The status of a message that failed is that of its last receipt."""
    account.own(NUMBER)
    sent = flowroute.messages.send(to=TO, from_=NUMBER, body=TEXT)
    account("POST", f"/_sandbox/messages/{sent.id}/fail")

    record = flowroute.messages.get(sent.id)

    assert undated(record) == sms(sent.id, status="delivery failure")
    assert [one.status for one in record.receipts] == ["delivery failure", "smsc submit"]


@pytest.mark.proves("send_a_message", "look_up_a_message_detail_record")
def test_version_2_2(account: Control) -> None:
    """Version 2.2 takes numbers in E.164, and has the parts of the price."""
    account.own(NUMBER)
    text = "é" * 71
    with Flowroute(
        ACCESS_KEY, SECRET_KEY, base_url=account.url, messages_version="v2.2"
    ) as flowroute:
        sent = flowroute.messages.send(to=TO, from_=NUMBER, body=text)
        account.advance(3)
        record = flowroute.messages.get(sent)

    assert undated(record) == sms(sent.id, body=text, encoding=8, cost=Decimal("0.008"))
    assert record.price == PriceDetails(
        base_rate=Decimal("0.0040"),
        surcharge_rate=Decimal("0.0000"),
        segment_count=2,
        charged_cost=Decimal("0.0080"),
    )


@pytest.mark.proves("send_a_message", "look_up_a_message_detail_record")
def test_an_mms(flowroute: Flowroute, account: Control) -> None:
    """An MMS has its media in its record."""
    account.own(NUMBER)
    sent = flowroute.messages.send(to=TO, from_=NUMBER, media_urls=[MENU])
    account.advance(3)

    record = flowroute.messages.get(sent)

    [medium] = record.media
    assert undated(record) == sms(
        sent.id,
        body=None,
        status="mmsc submit",
        is_mms=True,
        cost=Decimal("0.0095"),
        media=(medium,),
    )
    assert medium == Media(
        id=medium.id, url=MENU, file_name="menu.png", mime_type="image/png", size=1024
    )
    assert medium.id.endswith("-menu.png")


@pytest.mark.proves("send_a_message", "look_up_a_message_detail_record")
def test_a_text_sent_as_an_mms(flowroute: Flowroute, account: Control) -> None:
    """`is_mms` makes an MMS of a text alone."""
    account.own(NUMBER)
    sent = flowroute.messages.send(to=TO, from_=NUMBER, body=TEXT, is_mms=True)
    account.advance(3)

    record = flowroute.messages.get(sent)

    assert undated(record) == sms(
        sent.id, status="mmsc submit", is_mms=True, cost=Decimal("0.0095")
    )


@pytest.mark.proves("look_up_a_message_detail_record")
def test_an_inbound_message(flowroute: Flowroute, account: Control) -> None:
    """A message received has a record too, without receipts."""
    account.own(NUMBER)
    text = account.receive(**{"from": TO, "to": NUMBER, "body": TEXT})
    picture = account.receive(**{"from": TO, "to": NUMBER, "media_urls": [MENU]})

    inbound = {"to": NUMBER, "from_": TO, "direction": "inbound"}
    record, mms = flowroute.messages.get(text), flowroute.messages.get(picture)
    assert undated(record) == sms(text, status="delivered", **inbound)
    assert undated(mms) == sms(
        picture,
        body=None,
        status=None,
        is_mms=True,
        cost=Decimal("0.0095"),
        media=mms.media,
        **inbound,
    )
    assert [(one.file_name, one.size) for one in mms.media] == [("menu.png", 1024)]
    assert (record.receipts, mms.receipts) == ((), ())


@pytest.mark.proves("look_up_a_set_of_messages")
def test_the_messages_of_a_period(flowroute: Flowroute, account: Control) -> None:
    """Messages are listed newest first, from the start to the end, up to the limit."""
    account.own(NUMBER)
    times, ids = [], []
    for body in ("one", "two", "three"):
        times.append(account.now)
        sent = flowroute.messages.send(to=OTHER, from_=NUMBER, body=body)
        ids.append(sent.id)
        account.advance(60)
    records = [flowroute.messages.get(one) for one in reversed(ids)]

    def found(**period: object) -> list[MessageRecord]:
        return [one for one in flowroute.messages.list(**period)]

    assert found(start=times[0]) == records
    assert found(start=times[0].date()) == records
    assert found(start=times[1]) == records[:2]
    assert found(start=times[0], end=times[2]) == records[1:]
    assert found(start=times[0], limit=1) == records[:1]
    assert found(start=account.now) == []
