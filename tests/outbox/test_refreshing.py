"""`refresh`: what no receipt reported is looked up in Flowroute's records."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import httpx
import pytest

from flowroute_ext import InvalidValue, Outbox, OutboxError
from flowroute_ext._outbox.deliveries import due_rows
from flowroute_ext._outbox.deliveries.due_rows import DueRow
from flowroute_ext.types import OutboxCounts, OutboxRefreshed
from outbox.clients import START, SandboxClients
from outbox.receipts import FAILED, SUBMITTED, receipt
from outbox.texts import rows

ONE, LIST = "look_up_a_message_detail_record", "look_up_a_set_of_messages"


@pytest.fixture
def sent(clients, outbox) -> Outbox:
    """An outbox of five rows that were sent half a minute ago; the third of them failed."""
    outbox.add(rows(5))
    clients.send(outbox)
    clients.sandbox.fail_message(clients.ids[2])
    clients.sandbox.advance(30)
    return outbox


def looks(clients: SandboxClients) -> tuple[int, int]:
    """How many requests there were for one record, and for a list of them."""
    return clients.sandbox.requests[ONE], clients.sandbox.requests[LIST]


def nothing(**counts: int) -> OutboxRefreshed:
    return OutboxRefreshed(
        delivered=0, undelivered=0, pending=0, missing=0, counts=OutboxCounts(**counts), requests=0
    )


def test_refresh(clients, sent):
    """Rows of one time are looked up together, and those that are final never again."""
    counts = OutboxCounts(sent=5, delivered=4, undelivered=1)

    assert clients.refresh(sent) == OutboxRefreshed(
        delivered=4, undelivered=1, pending=0, missing=0, counts=counts, requests=1
    )

    assert looks(clients) == (0, 1)
    (row,) = sent.rows("undelivered")
    assert (row.reference, row.level, row.status) == ("row-2", 2, "delivery failure")
    assert clients.refresh(sent) == nothing(sent=5, delivered=4, undelivered=1)


def test_what_is_not_due(clients, outbox):
    """What was just sent, or just looked up, is not looked up; later it is again."""
    outbox.add(rows(1))
    clients.send(outbox)
    assert clients.refresh(outbox) == nothing(sent=1)

    found = clients.refresh(outbox, older_than=0)
    assert (found.pending, found.requests) == (1, 1)
    assert clients.refresh(outbox) == nothing(sent=1)
    clients.sandbox.advance(31)
    assert clients.refresh(outbox).delivered == 1
    assert looks(clients) == (2, 0)


def test_only_what_no_receipt_reported(clients, sent):
    """A row with a final receipt is not looked up; one with another is."""
    for message_id in clients.ids[:3]:
        assert sent.record_receipt(receipt(message_id, FAILED))
    assert sent.record_receipt(receipt(clients.ids[3], SUBMITTED))

    found = clients.refresh(sent)

    assert (found.delivered, found.undelivered) == (2, 0)
    assert found.counts == OutboxCounts(sent=5, delivered=2, undelivered=3)


def test_rows_that_are_far_apart(clients, outbox):
    """Each is looked up alone, however many messages there were in between."""
    for number in range(3):
        outbox.add([rows(3)[number]])
        clients.send(outbox)
        clients.sandbox.advance(3600)

    assert clients.refresh(outbox).delivered == 3
    assert looks(clients) == (3, 0)


def test_no_more_requests_than_rows(clients, sent, monkeypatch):
    """Where the list has many other messages, it is left, and the rest is looked up one by one."""
    monkeypatch.setattr("flowroute_ext._async.deliveries.refreshing.PAGE", 1)
    monkeypatch.setattr("flowroute_ext._sync.deliveries.refreshing.PAGE", 1)
    for number in range(8):
        clients.post({"to": "13125550199", "from": "12065550100", "body": f"Other {number}"})

    found = clients.refresh(sent)

    assert (found.delivered, found.undelivered, found.requests) == (4, 1, 10)
    assert looks(clients) == (5, 5)


def test_at_most_five_requests_a_second(clients, outbox):
    """Look-ups are paced by the client's clock."""
    for number in range(6):
        outbox.add([rows(6)[number]])
        clients.send(outbox)
        clients.sandbox.advance(3600)
    began = clients.clock.now()

    assert clients.refresh(outbox).requests == 6
    assert clients.clock.now() - began == timedelta(seconds=1)


@pytest.mark.parametrize("failure", ["interrupted", "refused"])
def test_it_goes_on_where_it_was(clients, outbox, failure):
    """What was found out before it was interrupted, or failed, is not looked up again."""
    for number in range(4):
        outbox.add([rows(4)[number]])
        clients.send(outbox)
        clients.sandbox.advance(3600)
    if failure == "interrupted":
        clients.at_look(3, interrupt)
        with pytest.raises(KeyboardInterrupt):
            clients.refresh(outbox)
    else:
        clients.sandbox.fault("401", operation=ONE, nth=3)
        stopped = clients.refresh(outbox).stopped
        assert stopped.startswith("the records could not be read (401 Unauthorized from GET ")
        assert stopped.endswith("See to it, and refresh again.")

    assert outbox.status() == OutboxCounts(sent=4, delivered=2)
    assert clients.refresh(outbox).counts == OutboxCounts(sent=4, delivered=4)
    assert looks(clients)[0] == (4 if failure == "interrupted" else 5)


def interrupt() -> None:
    raise KeyboardInterrupt


def test_rows_without_a_record_are_given_up(clients, sent):
    """After three days no further report is expected."""
    with closing(sqlite3.connect(sent.path)) as other, other:
        other.execute("UPDATE rows SET message_id = 'mdr2-gone-' || id WHERE id < 3")

    assert (clients.refresh(sent).missing, clients.refresh(sent).requests) == (2, 0)
    clients.sandbox.advance(86_400 * 2.9)
    assert clients.refresh(sent).missing == 2
    clients.sandbox.advance(86_400)
    assert clients.refresh(sent).missing == 2
    clients.sandbox.advance(86_400)
    assert clients.refresh(sent) == nothing(sent=5, delivered=2, undelivered=1)


def test_an_outbox_that_is_elsewhere(clients, sent, tmp_path):
    """None is made in its place, neither by a look-up nor by a receipt: it would be empty."""
    path = sent.path
    moved = tmp_path / "archived.db"
    clients.at_look(1, lambda: path.rename(moved))

    for act in (
        clients.refresh,
        clients.refresh,
        lambda box: box.record_receipt(receipt("mdr2-1")),
    ):
        with pytest.raises(OutboxError, match=r"was renamed or removed. Give the path where it is"):
            act(sent)
        assert not path.exists()

    assert Outbox(moved).status() == OutboxCounts(sent=5)


def test_a_clock_that_was_wrong(clients, sent):
    """A row that was looked up in a future that did not come is looked up again."""
    with closing(sqlite3.connect(sent.path)) as other, other:
        other.execute("UPDATE rows SET looked_up = '2031-01-01T00:00:00+00:00'")

    assert clients.refresh(sent).counts == OutboxCounts(sent=5, delivered=4, undelivered=1)


@pytest.mark.parametrize(
    "odd", [5, True, 1.5, ["failed"], {"is": "sent"}, "\ud800", "x" * 9999, None]
)
def test_records_with_values_of_any_type(clients, sent, odd):
    """What Flowroute does not document is no reason not to look up the rest."""
    odd_id = clients.ids[1]
    names = ("level", "status", "status_code", "status_code_description")

    def change(response: httpx.Response) -> httpx.Response:
        document = response.json()
        for record in document["data"]:
            if record["id"] == odd_id:
                record["attributes"]["status"] = odd
                record["attributes"]["delivery_receipts"] = [dict.fromkeys(names, odd)]
        return httpx.Response(200, content=json.dumps(document))

    clients.change = change

    assert clients.refresh(sent).counts == OutboxCounts(sent=5, delivered=3, undelivered=1)
    assert [row.delivery for row in sent.rows()][1] is None


@pytest.mark.parametrize(("odd", "found"), [(1, (3, 1, 1, 6)), (5, (0, 0, 2, 4))])
def test_records_that_cannot_be_read(clients, sent, odd, found):
    """One does not keep the rest from being looked up; where none can be read, it stops soon."""
    ids = clients.ids[:odd]

    def change(response: httpx.Response) -> httpx.Response:
        document = response.json()
        records = document["data"] if isinstance(document["data"], list) else [document["data"]]
        for record in records:
            if record["id"] in ids:
                record["attributes"]["delivery_receipts"] = 5
        return httpx.Response(200, json=document)

    clients.change = change

    done = clients.refresh(sent)

    assert (done.delivered, done.undelivered, done.pending, done.requests) == found
    assert (done.stopped is None) is (odd == 1)


def test_unknown_rows_are_looked_up_first(clients, outbox):
    """Those that were sent after all are found, and nothing is sent."""
    outbox.add(rows(2))
    clients.sandbox.fault("drop-after", operation="send_a_message")
    clients.sandbox.fault("refuse", operation=LIST, times=100)
    clients.send(outbox)
    clients.sandbox.clear_faults()
    clients.sandbox.advance(60)
    before = outbox.status()
    posts = clients.posts

    found = clients.refresh(outbox)

    assert (before.unknown, clients.posts) == (1, posts)
    assert found.counts == OutboxCounts(
        sent=before.sent + 1, delivered=1 + before.sent, queued=before.queued
    )


@pytest.mark.parametrize("seconds", [-1, True, "30", float("nan"), float("inf"), None])
def test_a_wrong_age(clients, outbox, seconds):
    """It is refused before anything is asked."""
    with pytest.raises(InvalidValue, match="older_than must be a number of seconds"):
        clients.refresh(outbox, older_than=seconds)


def test_the_wrong_kind_of_client(outbox):
    """It is refused with the name of the method."""
    with pytest.raises(TypeError, match=r"refresh\(\) takes a Flowroute, and arefresh\(\) "):
        outbox.refresh(object())


def test_groups_of_rows():
    """Rows that are at most a quarter of an hour apart are together."""

    def row(minutes: int) -> DueRow:
        return DueRow(minutes, f"mdr2-{minutes}", (START + timedelta(minutes=minutes)).isoformat())

    found = due_rows.together(map(row, [0, 1, 16, 32, 40, 300]))

    assert [[one.id for one in group] for group in found] == [[0, 1, 16], [32, 40], [300]]
    assert due_rows.together([]) == []
    assert isinstance(row(1).time, datetime)


def test_due_rows_are_found_by_an_index(outbox):
    """However many rows there are that need no look-up."""
    with closing(sqlite3.connect(outbox.path)) as connection:
        values = {"started": "", "id": 0, "now": "x", "before": "x", "days": 3, "batch": 10}
        plan = connection.execute(f"EXPLAIN QUERY PLAN {due_rows._DUE}", values).fetchall()
    steps = "; ".join(step for *_, step in plan)
    assert "rows_unreported" in steps
    assert "TEMP B-TREE" not in steps
