"""Conversations under /_sandbox/."""

from __future__ import annotations

import pytest
from sandbox_live.conftest import OURS, THEIRS, send

OTHER = "447700900123"


def test_a_message_with_all_that_is_known_of_it(sandbox, client):
    """A message has its ends, price, segments, status, receipts and times, as they are now."""
    message_id = send(client, "ü" * 71)
    sandbox.advance(1)

    assert client.get(f"/_sandbox/messages/{message_id}").json() == {
        "id": message_id,
        "direction": "outbound",
        "ours": OURS,
        "theirs": THEIRS,
        "body": "ü" * 71,
        "is_mms": False,
        "media": [],
        "segments": 2,
        "encoding": 8,
        "price": "$0.0080",
        "status": "smsc submit",
        "failed": False,
        "receipts": [
            {
                "level": 1,
                "status": "smsc submit",
                "status_code": None,
                "status_code_description": "Message has been sent",
                "at": "2026-01-15T12:00:01+00:00",
            }
        ],
        "accepted": "2026-01-15T12:00:00+00:00",
        "submitted": "2026-01-15T12:00:01+00:00",
        "settled": "2026-01-15T12:00:03+00:00",
        "webhooks": [],
    }


def test_both_directions_are_one_conversation(sandbox, client):
    """A text and its answer are one conversation, in order, and the newest pair comes first."""
    first = send(client, "Your table is ready.")
    sandbox.receive_message(from_=OTHER, to=OURS, body="Hello")
    answer = sandbox.receive_message(from_=THEIRS, to=OURS, body="Thanks")

    listed = client.get("/_sandbox/conversations").json()
    assert [(each["theirs"], each["messages"]) for each in listed["conversations"]] == [
        (THEIRS, 2),
        (OTHER, 1),
    ]
    assert listed["conversations"][0]["last"]["id"] == answer
    assert (listed["total"], listed["next"]) == (2, None)
    shown = client.get(f"/_sandbox/conversations/{OURS}/+{THEIRS}").json()
    assert [each["id"] for each in shown["messages"]] == [first, answer]
    assert shown["before"] is None


def test_the_same_as_methods(sandbox, client):
    """Conversations, traffic and rates are methods of the sandbox, with the same values."""
    message_id = send(client, "Your table is ready.")

    (listed,) = sandbox.conversations("+1 (312) 555-0199")
    (message,) = sandbox.conversation(f"+{OURS}", THEIRS)
    (exchange,) = sandbox.traffic()
    assert (listed["last"], message["id"]) == (message, message_id)
    assert (exchange["operation"], exchange["status"]) == ("send_a_message", 202)
    assert sandbox.rates()["endpoints"][0]["last_second"] == 1
    assert sandbox.conversations("&limit=0 %") == []


def test_a_failure_with_a_code_and_a_delay(sandbox, client):
    """A message is put off, then fails with the code given, on the record and on the receipt."""
    message_id = send(client)
    sandbox.delay_message(message_id, 60)
    sandbox.advance(5)
    assert sandbox.conversation(OURS, THEIRS)[0]["status"] == "queued"
    sandbox.fail_message(message_id, code=1030, description="Handset is off")

    record = client.get(f"/v2.2/messages/{message_id}").json()["data"]["attributes"]
    failed = record["delivery_receipts"][0]
    assert record["status"] == "delivery failure"
    assert (failed["status_code"], failed["status_code_description"]) == (1030, "Handset is off")
    second = sandbox.scheduled_webhooks(message_id)[1].document["data"]["attributes"]
    assert (second["status_code"], second["status_code_description"]) == (1030, "Handset is off")
    address = f"/_sandbox/messages/{message_id}"
    assert client.post(f"{address}/delay", json={"seconds": 1}).status_code == 422
    for code in (0, -1, 100000, "x", 1.5, True):
        assert client.post(f"{address}/fail", json={"code": code}).status_code == 422


def test_pages(sandbox, client):
    """Every message is on one page: each says which one is before it, the last says none."""
    sent = [sandbox.receive_message(from_=THEIRS, to=OURS, body=str(number)) for number in range(7)]
    address = f"/_sandbox/conversations/{OURS}/{THEIRS}"
    pages = []
    query = {"limit": "3"}
    while True:
        page = client.get(address, params=query).json()
        pages.append([each["id"] for each in page["messages"]])
        if page["before"] is None:
            break
        query["before"] = page["before"]

    assert pages == [sent[4:], sent[1:4], sent[:1]]
    assert client.get(address, params={"before": "mdr2-none"}).json()["messages"] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ready", [THEIRS]),
        ("READY", [THEIRS]),
        ("(447) 700", [OTHER]),
        ("+1 206 555", [OTHER, THEIRS]),
        ("no such", []),
        ("%", []),
        ("", [OTHER, THEIRS]),
    ],
)
def test_search(sandbox, client, query, found):
    """A query is part of a number, with or without punctuation, or of a text in any case."""
    send(client, "Your table is ready.")
    sandbox.receive_message(from_=OTHER, to=OURS, body="Hello")

    listed = client.get("/_sandbox/conversations", params={"q": query}).json()

    assert [each["theirs"] for each in listed["conversations"]] == found


def test_lists_are_paged(sandbox, client):
    """A list has `limit` conversations, and says where the next page begins."""
    for number in range(3):
        sandbox.receive_message(from_=f"1312555010{number}", to=OURS, body="Hello")

    first = client.get("/_sandbox/conversations?limit=2").json()
    second = client.get(f"/_sandbox/conversations?limit=2&offset={first['next']}").json()

    assert [each["theirs"][-1] for each in first["conversations"]] == ["2", "1"]
    assert [each["theirs"][-1] for each in second["conversations"]] == ["0"]
    assert (first["total"], second["next"]) == (3, None)


def test_nothing_of_a_conversation_is_left_after_a_reset(sandbox, client):
    """After a reset there are no conversations, and the same ids begin new ones."""
    send(client)
    client.get("/_sandbox/conversations")
    sandbox.reset()
    assert client.get("/_sandbox/conversations").json()["conversations"] == []

    sandbox.seed_number(OURS)
    send(client, "Again")
    (only,) = client.get("/_sandbox/conversations").json()["conversations"]
    assert (only["messages"], only["last"]["body"]) == (1, "Again")
