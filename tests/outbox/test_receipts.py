"""What delivery receipts prove, and what people know."""

from __future__ import annotations

import json

import pytest

from flowroute_ext import Outbox
from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.store import OutboxStore
from flowroute_ext.types import OutboxCounts
from outbox.clients import START
from outbox.texts import OWN, rows

SEND = "send_a_message"
CALLBACK = "https://example.com/dlr?secret=1"


@pytest.fixture
def unknown(clients, outbox) -> Outbox:
    """An outbox with one row whose outcome is unknown: it was accepted, and nobody can tell."""
    outbox.add([row | {"dlr_callback": CALLBACK} for row in rows(1)])
    clients.sandbox.fault("drop-after", operation=SEND)
    clients.sandbox.fault("refuse", operation="look_up_a_set_of_messages", times=100)
    report = clients.send(outbox)
    assert report.left == OutboxCounts(unknown=1)
    assert report.stopped.startswith("the outcome of 1 rows could not be looked up (")
    clients.sandbox.clear_faults()
    return outbox


@pytest.mark.parametrize("version", ["v2", "v2.1"])
@pytest.mark.parametrize("form", [dict, json.dumps, lambda payload: json.dumps(payload).encode()])
def test_a_receipt_proves_that_a_row_was_sent(clients, unknown, version, form):
    """The URL that the receipt came to names the row, its body the message."""
    (message,) = clients.sandbox.account.messages
    receipt = {"id": message.id, "type": "delivery_receipt", "attributes": {}}
    payload = receipt if version == "v2" else {"data": receipt}

    assert unknown.record_receipt(message.dlr_callback, form(payload))

    assert unknown.status() == OutboxCounts(sent=1)
    assert [row.message_id for row in unknown.rows()] == [message.id]
    assert clients.send(unknown).sent == 0
    assert clients.posts == 1


@pytest.mark.parametrize(
    ("url", "payload"),
    [
        ("https://example.com/dlr?secret=1", {"id": "mdr2-a"}),
        ("/dlr?flowroute_reference=row-7", {"id": "mdr2-a"}),
        ("/dlr?flowroute_reference=row-0", {"id": 7}),
        ("/dlr?flowroute_reference=row-0", "not JSON"),
        ("/dlr?flowroute_reference=row-0", b"[]"),
    ],
)
def test_what_is_no_receipt_of_a_row(unknown, url, payload):
    """A webhook of somebody else, or of no shape that is known, changes nothing."""
    assert not unknown.record_receipt(url, payload)
    assert unknown.status() == OutboxCounts(unknown=1)


def test_a_row_that_was_not_tried_cannot_have_been_sent(outbox):
    """Nobody keeps a row from being sent by saying that it was."""
    outbox.add(rows(1))

    assert outbox.record_receipt("/dlr?flowroute_reference=row-0", {"id": "mdr2-a"})
    assert outbox.status() == OutboxCounts(queued=1)


def test_a_receipt_while_the_row_is_under_way(clients, outbox):
    """A receipt that overtakes the answer is as good as the answer, if that is lost."""
    outbox.add(rows(1))
    clients.sandbox.fault("drop-before", operation=SEND)
    clients.at_request(
        1, lambda: outbox.record_receipt("/?flowroute_reference=row-0", {"id": "mdr2-a"})
    )

    assert clients.send(outbox).left == OutboxCounts(sent=1)
    assert [row.message_id for row in outbox.rows()] == ["mdr2-a"]
    assert clients.posts == 1


def test_an_answer_is_worth_more_than_a_receipt(clients, outbox):
    """Where Flowroute itself says what became of a row, that is what became of it."""
    outbox.add(rows(1))
    clients.at_request(
        1, lambda: outbox.record_receipt("/?flowroute_reference=row-0", {"id": "mdr2-a"})
    )

    clients.send(outbox)

    (message,) = clients.sandbox.account.messages
    assert [row.message_id for row in outbox.rows()] == [message.id]


def test_what_is_ambiguous_is_for_people_to_settle(clients, outbox):
    """With two messages that may be it, and one that is, nothing is guessed."""
    outbox.add(rows(1))
    clients.sandbox.fault("drop-after", operation=SEND, nth=2)
    twin = {key: value for key, value in rows(1)[0].items() if key != "reference"}
    clients.at_request(1, lambda: clients.post(twin))

    report = clients.send(outbox)

    assert (report.left, report.stopped) == (OutboxCounts(unknown=1), None)
    (row,) = outbox.unknown()
    ids = sorted(message.id for message in clients.sandbox.account.messages)
    assert len(ids) == 2
    assert all(message_id in row.reason for message_id in ids)
    assert not outbox.settle("row-7", None)
    assert outbox.settle("row-0", ids[0])
    assert not outbox.settle("row-0", None)
    assert [(row.state, row.message_id) for row in outbox.rows()] == [("sent", ids[0])]


def test_what_people_know_not_to_be_accepted_is_sent(clients, unknown):
    """A row that is settled as not accepted is sent by the next run."""
    assert OWN not in repr(unknown.unknown())
    assert unknown.settle("row-0", None)
    assert unknown.status() == OutboxCounts(queued=1)

    assert clients.send(unknown).left == OutboxCounts(sent=1)
    assert clients.posts == 2


@pytest.mark.parametrize("ends", ["queued", "failed", "taken back"])
def test_a_late_receipt_of_an_attempt_before(outbox, path, ends):
    """What came of the attempt under way does not undo the proof that another was accepted."""
    outbox.add(rows(1))
    store = OutboxStore(path)
    store.open(START)
    first = store.next_row(None, "sms", START)
    second = store.next_row((first, Outcome(state="queued")), "sms", START)
    assert outbox.record_receipt("/?flowroute_reference=row-0", {"id": "mdr2-a"})

    if ends != "taken back":
        store.next_row((second, Outcome(state=ends)), None, START)
    store.close([], START)

    assert [(row.state, row.message_id) for row in outbox.rows()] == [("sent", "mdr2-a")]


@pytest.mark.parametrize("ends", ["queued", "failed", "taken back"])
def test_a_receipt_of_no_attempt(outbox, path, ends):
    """A receipt of the only attempt there was is not true, if that was not accepted."""
    outbox.add(rows(1))
    store = OutboxStore(path)
    store.open(START)
    claim = store.next_row(None, "sms", START)
    assert outbox.record_receipt("/?flowroute_reference=row-0", {"id": "mdr2-a"})

    if ends != "taken back":
        store.next_row((claim, Outcome(state=ends)), None, START)
    store.close([], START)

    state = "failed" if ends == "failed" else "queued"
    assert [(row.state, row.message_id) for row in outbox.rows()] == [(state, None)]
