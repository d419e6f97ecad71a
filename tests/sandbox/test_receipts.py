"""The status and receipts of a message as time passes."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.caller import ID, Caller
from sandbox.samples import NOT_ON_ACCOUNT, OWN


def submitted(timestamp: str) -> dict[str, Any]:
    return {
        "status": "smsc submit",
        "status_code": None,
        "status_code_description": "Message has been sent",
        "timestamp": timestamp,
        "level": 1,
    }


def accepted(timestamp: str) -> dict[str, Any]:
    return {
        "status": "message buffered",
        "status_code": 1003,
        "status_code_description": "Message accepted by Carrier",
        "timestamp": timestamp,
        "level": 2,
    }


def failed(timestamp: str) -> dict[str, Any]:
    return {
        "status": "delivery failure",
        "status_code": None,
        "status_code_description": "Message failed (sandbox only)",
        "timestamp": timestamp,
        "level": 2,
    }


@pytest.fixture
def message_id(api: Caller) -> str:
    api.sandbox.seed_number(OWN)
    body = {"to": "12065550199", "from": OWN, "body": "hi"}
    return str(api.post("/v2.1/messages", body)[1]["data"]["id"])


def fate(api: Caller, message_id: str) -> tuple[str, list[Any]]:
    attributes = api.get(f"/v2.1/messages/{message_id}")[1]["data"]["attributes"]
    return attributes["status"], attributes["delivery_receipts"]


def test_receipts_come_with_time(api: Caller, message_id: str) -> None:
    """A message is queued, sent after one second, and with the carrier after three."""
    fates = [fate(api, message_id)]
    for seconds in (0.999, 0.001, 1.999, 0.001, 3600):
        api.sandbox.advance(seconds)
        fates.append(fate(api, message_id))

    first, second = submitted("2026-01-15T12:00:01.12Z"), accepted("2026-01-15T12:00:03.12Z")
    assert fates == [
        ("queued", []),
        ("queued", []),
        ("smsc submit", [first]),
        ("smsc submit", [first]),
        ("message buffered", [second, first]),
        ("message buffered", [second, first]),
    ]


@pytest.mark.parametrize(
    "kind", [{"is_mms": True}, {"media_urls": ["https://example.com/cat.png"]}]
)
def test_multimedia_messages_have_no_receipts(
    api: Caller, message_id: str, kind: dict[str, Any]
) -> None:
    """The record of a multimedia message shows that it was sent or failed, and no receipts."""
    body = {"to": "12065550199", "from": OWN, "body": "hi", **kind}
    mms = api.post("/v2.2/messages", body)[1]["data"]["id"]
    fates = [fate(api, mms)]
    for seconds in (1, 2):
        api.sandbox.advance(seconds)
        fates.append(fate(api, mms))
    api.sandbox.fail_message(mms)

    assert fates == [("queued", []), ("mmsc submit", []), ("mmsc submit", [])]
    assert fate(api, mms) == ("delivery failure", [])


def test_delivery_at_once(api: Caller, message_id: str) -> None:
    """The control API delivers a message at once."""
    api.sandbox.deliver_message(message_id)
    now = "2026-01-15T12:00:00.12Z"

    assert fate(api, message_id) == ("message buffered", [accepted(now), submitted(now)])
    api.sandbox.advance(3600)
    assert fate(api, message_id) == ("message buffered", [accepted(now), submitted(now)])


def test_failure(api: Caller, message_id: str) -> None:
    """A failure replaces the second receipt, and keeps the first."""
    api.sandbox.advance(2)
    api.sandbox.fail_message(message_id)

    assert fate(api, message_id) == (
        "delivery failure",
        [failed("2026-01-15T12:00:02.12Z"), submitted("2026-01-15T12:00:01.12Z")],
    )


def test_a_second_result(api: Caller, message_id: str) -> None:
    """The last of several results counts, at the time of the first."""
    api.sandbox.fail_message(message_id)
    api.sandbox.advance(60)
    api.sandbox.deliver_message(message_id)
    now = "2026-01-15T12:00:00.12Z"

    assert fate(api, message_id) == ("message buffered", [accepted(now), submitted(now)])


@pytest.mark.parametrize("verb", ["deliver", "fail"])
def test_only_sent_messages_have_receipts(api: Caller, message_id: str, verb: str) -> None:
    """A received message has no receipts, and an unknown one is a 404."""
    received = api.sandbox.receive_message(from_="12065550199", to=OWN, body="hi")

    assert api.error("POST", f"/_sandbox/messages/{received}/{verb}") == {
        "detail": "A message that was received has no delivery receipts.",
        "id": ID,
        "status": 422,
    }
    assert api.error("POST", f"/_sandbox/messages/mdr2-0/{verb}") == NOT_ON_ACCOUNT
