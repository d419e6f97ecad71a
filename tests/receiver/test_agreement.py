"""A webhook is true if Flowroute's record of its message agrees."""

from __future__ import annotations

from typing import Any

import pytest
from webhook_events import documented

from flowroute_ext._receiver.agreement import agreement, confirmed, fingerprint
from flowroute_ext.webhooks import parse

from .records import RECEIPTS, received, record, sent

AGREES = ("agrees", "")


def verdict(document: dict[str, Any], shown: Any) -> tuple[str, str]:
    event: Any = parse(document)
    found = agreement(event, shown)
    return found.verdict, found.why


@pytest.mark.parametrize(
    ("webhook", "shown"),
    [
        ({}, {}),
        ({"from": "+12065550100", "to": "+12015550123"}, {}),
        ({}, {"from": "+12065550100", "to": "+12015550123"}),
        ({"from": 12065550100}, {}),
        ({"status": ""}, {"status": "delivered"}),
        ({"timestamp": "2022-02-06T17:52:33.00Z"}, {"timestamp": "2022-02-06T17:52:34.12Z"}),
        ({"body": "a\r\nb "}, {"body": "a\nb"}),
        ({"body": "cafe\u0301"}, {"body": "caf\u00e9"}),
        ({"body": None}, {"body": ""}),
        ({"amount_nanodollars": "0"}, {}),
        ({"direction": "INBOUND"}, {"direction": "Inbound"}),
        ({"from": "447700900123"}, {"from": "+447700900123"}),
        ({"from": "12345"}, {"from": "12345"}),
    ],
)
def test_a_message_agrees(webhook: dict[str, Any], shown: dict[str, Any]) -> None:
    """The same message agrees with its record, in whatever version and spelling."""
    assert verdict(documented.sms(**webhook), received(**shown)) == AGREES


@pytest.mark.parametrize(
    ("webhook", "shown", "field"),
    [
        ({"from": "12065550101"}, {}, "from"),
        ({"to": "12015550124"}, {}, "to"),
        ({"from": "12015550123", "to": "12065550100"}, {}, "from"),
        ({"body": "Transfer 100 $"}, {}, "body"),
        ({"body": None}, {}, "body"),
        ({"body": "SMS forward test"}, {}, "body"),
        ({"body": "words"}, {"body": None, "is_mms": True}, "body"),
        ({}, {"direction": "outbound"}, "direction"),
        ({}, {"from": "", "to": ""}, "from"),
    ],
)
def test_a_message_differs(webhook: dict[str, Any], shown: dict[str, Any], field: str) -> None:
    """A message with another number, text or direction than its record is forged."""
    found = verdict(documented.sms(**webhook), received(**shown))

    assert found[0] == "differs"
    assert found[1].startswith(f"the record has another {field}")


def test_a_record_of_another_message_differs() -> None:
    """A record counts for the id that it has."""
    document = documented.sms()
    document["data"]["id"] = "mdr2-" + "0" * 32

    assert verdict(document, received()) == ("differs", "the record has another id")


def test_media_where_there_are_none() -> None:
    """An SMS has no media, whatever a webhook says."""
    document = documented.mms(body="SMS Forward Test")
    document["data"]["id"] = documented.MDR2

    assert verdict(document, received()) == ("differs", "the record has another media")


@pytest.mark.parametrize("inside", [False, True])
def test_media_are_those_of_the_record(inside: bool) -> None:
    """A forged URL beside a true id is replaced by the one in Flowroute's record."""
    genuine = documented.mms()
    forged = documented.mms(inside=inside)
    included = (forged["data"] if inside else forged)["included"]
    included[0]["attributes"]["url"] = "https://evil.example.com/malware"
    included.append(
        {"type": "media", "id": "more", "attributes": {"url": "https://evil.example.com"}}
    )
    event: Any = parse(forged)
    shown = record(genuine)

    assert agreement(event, shown).verdict == "agrees"
    taken: Any = parse(confirmed(event, shown))
    assert taken.media == shown.media
    assert taken.media[0].url.startswith("https://mms-media-prod.s3.amazonaws.com/")
    assert (taken.id, taken.body, taken.from_, taken.is_mms) == (event.id, None, event.from_, True)
    assert "evil" in str(event.raw)
    assert "evil" not in str(taken.raw)


@pytest.mark.parametrize(
    ("webhook", "shown"),
    [
        (documented.receipt(), {}),
        (documented.SUBMITTED, {}),
        (documented.receipt(status_code="1003"), {}),
        (documented.receipt(status="Message Buffered"), {}),
        (documented.receipt(body=""), {}),
        (documented.receipt(body="test sms"), {}),
        (documented.receipt(), {"body": None}),
        (documented.receipt(status_code=None), {}),
        (documented.receipt(), {"from": "+12015550123", "to": "+12065550100"}),
    ],
)
def test_a_receipt_agrees(webhook: dict[str, Any], shown: dict[str, Any]) -> None:
    """A receipt agrees with one of the record, as far as both say something."""
    assert verdict(webhook, sent(**shown)) == AGREES


@pytest.mark.parametrize(
    ("webhook", "shown"),
    [
        (documented.receipt(status="delivered"), {}),
        (documented.receipt(status="delivery failure"), {}),
        (documented.receipt(status_code=1004), {}),
        (documented.receipt(level=1), {}),
        (documented.receipt(status=None), {}),
        (documented.receipt(), {"delivery_receipts": RECEIPTS[1:]}),
        (documented.receipt(), {"delivery_receipts": []}),
    ],
)
def test_a_receipt_is_not_shown(webhook: dict[str, Any], shown: dict[str, Any]) -> None:
    """A receipt that is not in the record may be there later; until then it is not true."""
    assert verdict(webhook, sent(**shown)) == ("not yet", "the record does not show this receipt")


@pytest.mark.parametrize("status", ["mmsc submit", "message buffered", None])
def test_receipts_of_mms(status: str | None) -> None:
    """The record of an MMS has no receipts: that it is ours is all that can be confirmed."""
    shown = {"is_mms": True, "delivery_receipts": [], "status": status, "body": None}

    assert verdict(documented.receipt(body=""), sent(**shown)) == AGREES
    assert verdict(documented.receipt(), sent(**shown, direction="inbound"))[0] == "differs"


@pytest.mark.parametrize(
    ("webhook", "shown", "field"),
    [
        (documented.receipt(), {"direction": "inbound"}, "direction"),
        (documented.receipt(body="another text"), {}, "body"),
        (documented.FLAT_RECEIPT, {"to": "12065550199"}, "to"),
        (documented.FLAT_RECEIPT, {"from": "12015550124"}, "from"),
    ],
)
def test_a_receipt_differs(webhook: dict[str, Any], shown: dict[str, Any], field: str) -> None:
    """A receipt for a message with other numbers or another text is forged."""
    found = verdict(webhook, sent(**shown))

    assert found[0] == "differs"
    assert field in found[1]


def test_reasons_have_no_values() -> None:
    """What differs is named, and nothing of it is shown."""
    document = documented.sms(**{"from": "12065550999", "to": "12065550998", "body": "hunter2"})

    assert verdict(document, received()) == (
        "differs",
        "the record has another from and another to and another body",
    )


def test_fingerprints() -> None:
    """Events with one id have one fingerprint only where they say the same."""
    same = fingerprint(parse(documented.sms()))

    assert fingerprint(parse(documented.sms())) == same
    for changed in ({"body": "x"}, {"from": "12065550101"}, {"timestamp": None}):
        assert fingerprint(parse(documented.sms(**changed))) != same
    events = [documented.PORT, {"data": {"type": "new"}}, documented.receipt(), documented.mms()]
    assert len({fingerprint(parse(one)) for one in events}) == len(events)
