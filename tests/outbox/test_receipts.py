"""Outcomes that delivery receipts prove, and those that are settled by hand."""

from __future__ import annotations

import json

import pytest

from flowroute_ext import InvalidValue, Outbox
from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.store import OutboxStore
from flowroute_ext.types import OutboxCounts
from outbox.clients import START
from outbox.leases import next_row
from outbox.receipts import BUFFERED, genuine_url, receipt
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
    payload = receipt(message.id, BUFFERED)
    body = form(payload["data"] if version == "v2" else payload)

    assert unknown.record_receipt(body, url=message.dlr_callback)
    assert unknown.record_receipt(message.dlr_callback, body)

    assert unknown.status() == OutboxCounts(sent=1, delivered=1)
    assert [row.message_id for row in unknown.rows("delivered")] == [message.id]
    assert clients.send(unknown).sent == 0
    assert clients.posts == 1


@pytest.mark.parametrize(
    "payload",
    [
        receipt(None),
        "not JSON",
        b"[]",
        {"id": "mdr2-a"},
        {"id": "mdr2-a", "to": OWN, "from": "13125550110", "body": "Hello"},
    ],
)
def test_not_a_receipt(unknown, payload):
    """A webhook of another kind, or of none, changes nothing."""
    assert not unknown.record_receipt(payload, url=genuine_url(unknown, "row-0"))
    assert unknown.status() == OutboxCounts(unknown=1)


@pytest.mark.parametrize(
    "url",
    [
        None,
        CALLBACK,
        f"{CALLBACK}&flowroute_reference=row-0",
        "/dlr?flowroute_reference=row-0&flowroute_proof=",
        f"/dlr?flowroute_reference=row-0&flowroute_proof={'0' * 32}",
        "/dlr?flowroute_reference=row-0&flowroute_proof=\ud800",
    ],
)
def test_a_forged_receipt(unknown, url):
    """A reference that was guessed does not show that a row was sent; it is still looked up."""
    assert not unknown.record_receipt(receipt("mdr2-forged"), url=url)

    assert unknown.status() == OutboxCounts(unknown=1)
    assert [row.message_id for row in unknown.rows()] == [None]


def test_a_proof_is_of_one_row_of_one_file(unknown, tmp_path):
    """Neither the proof of another row is believed, nor that of the same row in another file."""
    other = genuine_url(unknown, "row-1").replace("row-1", "row-0")
    elsewhere = genuine_url(Outbox(tmp_path / "other.db"), "row-0")

    assert not unknown.record_receipt(receipt("mdr2-a"), url=other)
    assert not unknown.record_receipt(receipt("mdr2-a"), url=elsewhere)
    assert not unknown.record_receipt(receipt("mdr2-a"), url=genuine_url(unknown, "row-1"))
    assert unknown.status() == OutboxCounts(unknown=1)


@pytest.mark.parametrize("state", ["queued", "failed"])
def test_a_proof_for_a_row_that_is_not_known_to_be_sent(outbox, path, state):
    """What a backup, or a refusal, shows as not accepted is not sent again after a true receipt."""
    outbox.add(rows(1))
    store = OutboxStore(path)
    store.open(START)
    if state == "failed":
        next_row(store, (next_row(store, None, "sms", START), Outcome(state="failed")), None, START)
    store.close([], START)

    assert not outbox.record_receipt(receipt("mdr2-a"), url="/?flowroute_reference=row-0")
    assert outbox.status() == OutboxCounts(**{state: 1})
    assert outbox.record_receipt(receipt("mdr2-a"), url=genuine_url(outbox, "row-0"))
    assert outbox.status() == OutboxCounts(sent=1, delivered=1)


def test_a_receipt_while_the_row_is_being_sent(clients, outbox):
    """A receipt that comes before the response settles the row, if the response is lost."""
    outbox.add(rows(1))
    url = genuine_url(outbox, "row-0")
    clients.sandbox.fault("drop-before", operation=SEND)
    clients.at_request(1, lambda: outbox.record_receipt(receipt("mdr2-a"), url=url))

    assert clients.send(outbox).counts == OutboxCounts(sent=1, delivered=1)
    assert [row.message_id for row in outbox.rows()] == ["mdr2-a"]
    assert clients.posts == 1


def test_a_response_takes_precedence_over_a_receipt(clients, outbox):
    """The id in the response is recorded, and what was reported of another is dropped."""
    outbox.add(rows(1))
    url = genuine_url(outbox, "row-0")
    clients.at_request(1, lambda: outbox.record_receipt(receipt("mdr2-a"), url=url))

    clients.send(outbox)

    (message,) = clients.sandbox.account.messages
    assert [(row.message_id, row.delivery) for row in outbox.rows()] == [(message.id, None)]
    assert outbox.status() == OutboxCounts(sent=1)


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


@pytest.mark.parametrize("wrong", ["", " ", "\ud800", "mdr2\n1", "x" * 201])
def test_what_is_no_id_proves_nothing(unknown, wrong):
    """Neither a receipt nor its owner can book a row as sent with an id that cannot be one."""
    url = genuine_url(unknown, "row-0")

    assert not unknown.record_receipt(receipt(wrong), url=url)
    assert not unknown.record_receipt(receipt("mdr2-1"), url="/dlr?flowroute_reference=\ud800")
    with pytest.raises(InvalidValue, match="message_id must be the id of a message"):
        unknown.settle("row-0", wrong)
    assert unknown.status() == OutboxCounts(unknown=1)


def test_the_id_of_another_row(unknown):
    """A row is not settled with the id of another one: its message would never be sent."""
    unknown.add(rows(1, first=1))
    assert unknown.record_receipt(receipt("mdr2-one"), url=genuine_url(unknown, "row-1"))

    with pytest.raises(InvalidValue, match="must be of one row, and is of 'row-1', but got 'mdr2"):
        unknown.settle("row-0", "mdr2-one")

    assert unknown.status() == OutboxCounts(sent=1, delivered=1, unknown=1)
    assert unknown.settle("row-0", "mdr2-two")


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
    first = next_row(store, None, "sms", START)
    second = next_row(store, (first, Outcome(state="queued")), "sms", START)
    assert outbox.record_receipt(receipt("mdr2-a"), url=genuine_url(outbox, "row-0"))

    if ends != "undone":
        next_row(store, (second, Outcome(state=ends)), None, START)
    store.close([], START)

    assert [(row.state, row.message_id) for row in outbox.rows()] == [("sent", "mdr2-a")]


@pytest.mark.parametrize("ends", ["queued", "failed", "undone"])
def test_a_forged_receipt_during_an_attempt(outbox, path, ends):
    """It changes nothing of an attempt that was not accepted."""
    outbox.add(rows(1))
    store = OutboxStore(path)
    store.open(START)
    leased = next_row(store, None, "sms", START)
    assert not outbox.record_receipt(receipt("mdr2-a"), url="/?flowroute_reference=row-0")

    if ends != "undone":
        next_row(store, (leased, Outcome(state=ends)), None, START)
    store.close([], START)

    state = "failed" if ends == "failed" else "queued"
    assert [(row.state, row.message_id) for row in outbox.rows()] == [(state, None)]
