"""The documents that are posted, in each version."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from pytest_flowroute._webhooks.builder import FlowrouteWebhook
from sandbox.caller import Caller
from sandbox.conftest import NOW
from sandbox.receiver import HOOK, Receiver, posting, subscribe
from sandbox.samples import HOST, MEDIA, OWN, PEER, send


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def api(receiver: Receiver, inventory: Inventory) -> Caller:
    return posting(inventory, receiver)


def subscribe_to_all(api: Caller, version: str) -> None:
    for kind in ("sms", "mms", "sms_dlr", "mms_dlr"):
        subscribe(api, kind, version=version)


def plus(version: str) -> str:
    return "+" if version == "v2.2" else ""


@pytest.mark.parametrize("version", ["v2.1", "v2.2"])
def test_a_received_text(api: Caller, receiver: Receiver, version: str) -> None:
    """An inbound text message has the members that captured ones have."""
    subscribe_to_all(api, version)
    message_id = api.sandbox.receive_message(from_=PEER, to=OWN, body="x" * 161)

    attributes = {
        "amount_display": "$0.0080",
        "amount_nanodollars": "8000000",
        "body": "x" * 161,
        "direction": "inbound",
        "from": f"{plus(version)}{PEER}",
        "is_mms": False,
        "message_callback_url": HOOK,
        "message_encoding": 0,
        "message_type": "longcode",
        "status": "delivered",
        "timestamp": "2026-01-15T12:00:00Z",
        "to": f"{plus(version)}{OWN}",
    }
    document = {"data": {"attributes": attributes, "id": message_id, "type": "message"}}
    assert receiver.posted == [(HOOK, document)]
    assert receiver.headers == {
        "content-type": "application/json",
        "accept-encoding": "gzip",
        "user-agent": "Go-http-client/1.1",
    }


@pytest.mark.parametrize("version", ["v2.1", "v2.2"])
def test_a_received_mms(api: Caller, receiver: Receiver, version: str) -> None:
    """An inbound multimedia message has its files in `included`, and its text if there is one."""
    subscribe_to_all(api, version)
    message_id = api.sandbox.receive_message(from_=PEER, to=OWN, media=[MEDIA])

    ((url, document),) = receiver.posted
    (file,) = document.pop("included")
    assert url == HOOK
    assert file == {
        "attributes": {
            "url": MEDIA,
            "file_name": "cat.png",
            "mime_type": "image/png",
            "file_size": 58_017,
        },
        "type": "media",
        "id": file["id"],
        "links": {"self": f"{HOST}/{version}/media/{file['id']}"},
    }
    assert document == {
        "data": {
            "relationships": {"media": {"data": [{"type": "media", "id": file["id"]}]}},
            "attributes": {
                "status": "",
                "body": None,
                "direction": "inbound",
                "amount_nanodollars": 19_500_000 if version == "v2.2" else 9_500_000,
                "to": OWN,
                "message_encoding": 0,
                "timestamp": "2026-01-15T12:00:00.12Z",
                "delivery_receipts": [],
                "amount_display": "$0.0195" if version == "v2.2" else "$0.0095",
                "from": PEER,
                "is_mms": True,
                "message_type": "longcode",
            },
            "type": "message",
            "id": message_id,
        }
    }


def receipt(message_id: str, version: str, at: str, **attributes: Any) -> dict[str, Any]:
    return {
        "data": {
            "attributes": {**attributes, "timestamp": f"2026-01-15T12:00:{at}+00:00"},
            "id": message_id,
            "links": {"related": f"{HOST}/{version}/messages/{message_id}"},
            "type": "delivery_receipt",
        }
    }


SUBMITTED = {
    "level": 1,
    "status": "smsc submit",
    "status_code": None,
    "status_code_description": "Message has been sent",
}
ACCEPTED = {
    "level": 2,
    "status": "message buffered",
    "status_code": 1003,
    "status_code_description": "Message accepted by Carrier",
}
FAILED = {
    "level": 2,
    "status": "delivery failure",
    "status_code": None,
    "status_code_description": "Message failed (sandbox only)",
}


@pytest.mark.parametrize("version", ["v2.1", "v2.2"])
def test_receipts(api: Caller, receiver: Receiver, version: str) -> None:
    """Both receipts of a message are posted when due; those of an MMS have no text."""
    subscribe_to_all(api, version)
    sms = send(api, version, body="Hi")
    mms = send(api, version, body="Look", media_urls=[MEDIA])
    api.sandbox.advance(60)

    assert receiver.documents == [
        receipt(sms, version, "01", body="Hi", **SUBMITTED),
        receipt(mms, version, "01", body="", **SUBMITTED),
        receipt(sms, version, "03", body="Hi", **ACCEPTED),
        receipt(mms, version, "03", body="", **ACCEPTED),
    ]


def test_the_receipt_of_a_failure(api: Caller, receiver: Receiver) -> None:
    """A message that failed gets the second receipt that its record shows."""
    subscribe_to_all(api, "v2.1")
    message_id = send(api, body="Hi")
    api.sandbox.fail_message(message_id)

    assert receiver.documents == [
        receipt(message_id, "v2.1", "00", body="Hi", **SUBMITTED),
        receipt(message_id, "v2.1", "00", body="Hi", **FAILED),
    ]


def test_legacy_documents(api: Caller, receiver: Receiver) -> None:
    """With version 2, every document is flat, except that of a received MMS."""
    subscribe_to_all(api, "v2.2")
    assert api.patch("/_sandbox/settings", {"webhook_version": "v2"})[1]["webhook_version"] == "v2"
    text = api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")
    sent = send(api, "v2.2", body="Hi")
    api.sandbox.advance(60)
    api.sandbox.receive_message(from_=PEER, to=OWN, media=[MEDIA])

    flat = {"to": PEER, "from": OWN, "body": "Hi"}
    assert receiver.documents[:3] == [
        {"to": OWN, "body": "Hello", "from": PEER, "id": text},
        {
            "attributes": {**flat, "status": "smsc submit"},
            "id": sent,
            "type": "delivery_receipt",
        },
        {
            "attributes": {**flat, "status": "message buffered", "status_code": 1003},
            "id": sent,
            "type": "delivery_receipt",
        },
    ]
    (file,) = receiver.documents[3]["included"]
    assert file["links"]["self"].startswith(f"{HOST}/v2.1/media/")
    assert receiver.documents[3]["data"]["attributes"]["from"] == PEER


def test_the_version_can_be_left_to_the_callback_again(api: Caller, receiver: Receiver) -> None:
    """The setting is v2, v2.1, v2.2 or null; any other is refused with these."""
    subscribe_to_all(api, "v2.2")
    api.sandbox.set_webhook_version("v2.1")
    api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")
    api.sandbox.set_webhook_version(None)
    api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")

    senders = [document["data"]["attributes"]["from"] for document in receiver.documents]
    assert senders == [PEER, f"+{PEER}"]
    assert api.error("PATCH", "/_sandbox/settings", {"webhook_version": "v3"})["detail"] == {
        "webhook_version": ["Must be one of: v2, v2.1, v2.2."]
    }


@pytest.mark.parametrize("version", ["v2", "v2.1", "v2.2"])
def test_the_plugin_makes_the_same(api: Caller, receiver: Receiver, version: str) -> None:
    """The sandbox and `flowroute_webhook` make the same documents."""
    subscribe_to_all(api, "v2.2")
    api.sandbox.set_webhook_version(version)
    text = api.sandbox.receive_message(from_=PEER, to=OWN, body="Grüße")
    sent = send(api, body="Hi")
    api.sandbox.advance(60)

    made = FlowrouteWebhook()
    first, second = made.receipts(sent, from_=OWN, to=PEER, body="Hi", version=version, at=NOW)
    inbound = made.inbound_sms(from_=PEER, to=OWN, body="Grüße", version=version, id=text, at=NOW)
    if version != "v2":
        inbound["data"]["attributes"]["message_callback_url"] = HOOK
    assert [(list(one), one) for one in receiver.documents] == [
        (list(one), one) for one in (inbound, first, second)
    ]


@pytest.mark.parametrize("version", ["v2.1", "v2.2"])
def test_the_plugin_makes_the_same_of_files(api: Caller, receiver: Receiver, version: str) -> None:
    """They make the same documents of multimedia messages: price, ids of files and all."""
    subscribe_to_all(api, version)
    message_id = api.sandbox.receive_message(from_=PEER, to=OWN, body="Look", media=[MEDIA, MEDIA])

    made = FlowrouteWebhook().inbound_mms(
        from_=PEER,
        to=OWN,
        body="Look",
        media=[{"file_name": "cat.png", "url": MEDIA}] * 2,
        version=version,
        id=message_id,
        at=NOW,
    )
    assert receiver.documents == [made]
