"""Outcomes that delivery receipts prove, and those that are settled by hand."""

from __future__ import annotations

import json

import pytest

from flowroute_ext import InvalidValue, Outbox
from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.store import OutboxStore
from flowroute_ext.types import OutboxCounts
from outbox.clients import START
from outbox.texts import OWN, rows

SEND = "send_a_message"
CALLBACK = "https://example.com/dlr?secret=1"


@pytest.fixture
def unknown(clients, outbox) -> Outbox:
    """An outbox with one unknown row, whose message was accepted."""
    outbox.add([row | {"dlr_callback": CALLBACK} for row in rows(1)])
    clients.sandbox.fault("drop-after", operation=SEND)
    clients.sandbox.fault("refuse", operation="look_up_a_set_of_messages", times=100)
    report = clients.send(outbox)
    assert report.counts == OutboxCounts(unknown=1)
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
def test_not_a_receipt_of_a_row(unknown, url, payload):
    """A webhook of another sender, or of an unknown shape, changes nothing."""
    assert not unknown.record_receipt(url, payload)
    assert unknown.status() == OutboxCounts(unknown=1)


def test_a_row_that_was_not_tried_cannot_have_been_sent(outbox):
    """A forged receipt does not keep a row from being sent."""
    outbox.add(rows(1))

    assert outbox.record_receipt("/dlr?flowroute_reference=row-0", {"id": "mdr2-a"})
    assert outbox.status() == OutboxCounts(queued=1)


def test_a_receipt_while_the_row_is_being_sent(clients, outbox):
    """A receipt that comes before the response settles the row, if the response is lost."""
    outbox.add(rows(1))
    clients.sandbox.fault("drop-before", operation=SEND)
    clients.at_request(
        1, lambda: outbox.record_receipt("/?flowroute_reference=row-0", {"id": "mdr2-a"})
    )

    assert clients.send(outbox).counts == OutboxCounts(sent=1)
    assert [row.message_id for row in outbox.rows()] == ["mdr2-a"]
    assert clients.posts == 1


def test_a_response_takes_precedence_over_a_receipt(clients, outbox):
    """The id in the response is the one that is recorded."""
    outbox.add(rows(1))
    clients.at_request(
        1, lambda: outbox.record_receipt("/?flowroute_reference=row-0", {"id": "mdr2-a"})
    )

    clients.send(outbox)

    (message,) = clients.sandbox.account.messages
    assert [row.message_id for row in outbox.rows()] == [message.id]


def test_an_ambiguous_row_is_settled_by_hand(clients, outbox):
    """With two records that may be of the row, it stays unknown until it is settled."""
    outbox.add(rows(1))
    clients.sandbox.fault("drop-after", operation=SEND, nth=2)
    twin = {key: value for key, value in rows(1)[0].items() if key != "reference"}
    clients.at_request(1, lambda: clients.post(twin))

    report = clients.send(outbox)

    assert (report.counts, report.stopped) == (OutboxCounts(unknown=1), None)
    (row,) = outbox.unknown()
    ids = sorted(message.id for message in clients.sandbox.account.messages)
    assert len(ids) == 2
    assert all(message_id in row.reason for message_id in ids)
    assert not outbox.settle("row-7", None)
    assert outbox.settle("row-0", ids[0])
    assert not outbox.settle("row-0", None)
    assert [(row.state, row.message_id) for row in outbox.rows()] == [("sent", ids[0])]


@pytest.mark.parametrize("wrong", ["", " ", "\ud800", "mdr2\n1", 5, "x" * 201])
def test_what_is_no_id_proves_nothing(unknown, wrong):
    """Neither a receipt nor its owner can book a row as sent with an id that cannot be one."""
    url = "/dlr?flowroute_reference=row-0"

    assert not unknown.record_receipt(url, {"data": {"id": wrong}})
    assert not unknown.record_receipt("/dlr?flowroute_reference=\ud800", {"data": {"id": "mdr2-1"}})
    with pytest.raises(InvalidValue, match="message_id must be the id of a message"):
        unknown.settle("row-0", wrong)
    assert unknown.status() == OutboxCounts(unknown=1)


def test_a_row_settled_as_not_accepted_is_sent(clients, unknown):
    """A row that is settled as not accepted is sent by the next run."""
    assert OWN not in repr(unknown.unknown())
    assert unknown.settle("row-0", None)
    assert unknown.status() == OutboxCounts(queued=1)

    assert clients.send(unknown).counts == OutboxCounts(sent=1)
    assert clients.posts == 2


@pytest.mark.parametrize("ends", ["queued", "failed", "undone"])
def test_a_late_receipt_of_an_earlier_attempt(outbox, path, ends):
    """The outcome of an attempt does not undo the proof that an earlier one was accepted."""
    outbox.add(rows(1))
    store = OutboxStore(path)
    store.open(START)
    first = store.next_row(None, "sms", START)
    second = store.next_row((first, Outcome(state="queued")), "sms", START)
    assert outbox.record_receipt("/?flowroute_reference=row-0", {"id": "mdr2-a"})

    if ends != "undone":
        store.next_row((second, Outcome(state=ends)), None, START)
    store.close([], START)

    assert [(row.state, row.message_id) for row in outbox.rows()] == [("sent", "mdr2-a")]


@pytest.mark.parametrize("ends", ["queued", "failed", "undone"])
def test_a_receipt_of_no_attempt(outbox, path, ends):
    """A receipt is ignored if the only attempt was not accepted."""
    outbox.add(rows(1))
    store = OutboxStore(path)
    store.open(START)
    leased = store.next_row(None, "sms", START)
    assert outbox.record_receipt("/?flowroute_reference=row-0", {"id": "mdr2-a"})

    if ends != "undone":
        store.next_row((leased, Outcome(state=ends)), None, START)
    store.close([], START)

    state = "failed" if ends == "failed" else "queued"
    assert [(row.state, row.message_id) for row in outbox.rows()] == [(state, None)]
