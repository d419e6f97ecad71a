"""`parse` of what Flowroute does not document, and of what is no webhook."""

from __future__ import annotations

import json

import pytest

from flowroute_ext import webhooks
from flowroute_ext.webhooks import UnknownEvent
from webhook_events.documented import MDR2, NUMBER, PHONE, PORT, sms


@pytest.mark.parametrize(
    "document",
    [
        {"data": {"type": "message", "id": MDR2, "attributes": {"direction": "outbound"}}},
        {"data": {"type": "delivery_receipts_batch", "id": "1", "attributes": {}}},
        {"data": {"type": "message", "attributes": {"from": PHONE, "to": NUMBER}}},
        {"to": PHONE, "from": NUMBER, "body": "Hi"},
        {"to": PHONE, "id": MDR2},
        {"data": [sms()["data"]]},
        {"errors": [{"status": 404}]},
        {"data": None},
        {"data": {"type": "po_status_change", "attributes": {"status": "x"}}},
    ],
)
def test_what_is_not_documented(document: dict[str, object]) -> None:
    """Any other JSON object is an `UnknownEvent` with all of it."""
    found = webhooks.parse(document)

    assert isinstance(found, UnknownEvent)
    assert found.raw == document


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "the body of the webhook is not valid JSON: character 1"),
        (json.dumps(PORT)[:-1], "the body of the webhook is not valid JSON: character 519"),
        (b"\xff\xfe\xfd", "the body of the webhook is not valid JSON: its characters cannot be"),
        (b"from=12065550100&body=Hi", "the body of the webhook is not valid JSON: character 1"),
        (b"[]", "the body of the webhook is JSON, but not an object"),
        (b'"mdr2-1"', "the body of the webhook is JSON, but not an object"),
        (b"null", "the body of the webhook is JSON, but not an object"),
        ({}, "the webhook is empty: pass the body of the request as it came"),
        (b'{"id":"a","id":"b"}', "the body of the webhook has a member twice"),
        ("[" * 100_000, "the body of the webhook has more than 100 levels"),
        ('{"data":' * 200 + "{}" + "}" * 200, "the body of the webhook has more than 100 levels"),
        (None, "a webhook is the body of a request, not a value of NoneType: pass its body"),
        (17, "a webhook is the body of a request, not a value of int: pass its body"),
        ({"id": b"a"}, "a webhook has no bytes in it: pass the decoded JSON"),
    ],
)
def test_what_is_no_webhook(body: bytes, reason: str) -> None:
    """What is not a JSON object raises `InvalidWebhook`, which shows nothing of it."""
    with pytest.raises(webhooks.InvalidWebhook) as caught:
        webhooks.parse(body)

    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1E+400"])
def test_a_number_that_is_too_large(number: str) -> None:
    """It is nothing, so that what was parsed is JSON again, and the same event."""
    event = webhooks.parse(f'{{"data": {{"id": "a", "type": "b", "cost": [{number}, 1.5]}}}}')

    assert json.loads(json.dumps(event.raw, allow_nan=False)) == event.raw
    assert event.raw["data"]["cost"] == [None, 1.5]
    assert webhooks.parse(event.raw).key == event.key
