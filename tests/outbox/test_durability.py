"""What is on the disk at which moment, and what a crash at that moment leaves."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowroute_ext import Flowroute, Outbox, OutboxError
from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.store import OutboxStore
from flowroute_ext.types import OutboxCounts
from flowroute_sandbox import transport
from outbox.clients import START, SandboxClients
from outbox.leases import next_row
from outbox.texts import OWN, rows

SEND = "send_a_message"
FAULTS = [
    "refuse",
    "429",
    "cut-body",
    "wrong-body",
    *(
        f"{name}-{moment}"
        for name in ("drop", "reset", "500", "502", "503", "504")
        for moment in ("before", "after")
    ),
]


def test_the_intent_is_written_before_the_request_leaves(clients, outbox, path):
    """When a request arrives, the file shows its row as being sent."""
    outbox.add(rows(30))
    seen = []

    def look(document) -> None:
        seen.append(document["body"] in {row.message.body for row in Outbox(path).rows("sending")})

    clients.on_request = look
    clients.send(outbox)

    assert seen == [True] * 30


def test_the_outcome_is_written_before_it_is_reported(clients, outbox, path):
    """The file is never behind the reported progress."""
    outbox.add(rows(100))  # of which twenty may be written together
    reports = []

    def watch(progress) -> None:
        there = Outbox(path).status().sent
        reports.append((progress.done, there >= max(progress.counts.sent, progress.done)))

    clients.on_request = lambda _: clients.sandbox.advance(1)  # so that each row is reported
    clients.send(outbox, progress=watch)

    assert reports[0] == (0, True)
    assert reports[-1] == (100, True)
    assert len(reports) >= 5
    assert {durable for _, durable in reports} == {True}


def crashed(path, clock, leases: int = 0) -> None:
    """A run that adopts rows of crashed runs, leases some of its own, and crashes."""
    store = OutboxStore(path, clock=clock)
    store.open(clock.now())
    store.adopt(clock.now)
    for _ in range(leases):
        assert next_row(store, None, "sms", clock.now())
    store.database.close()
    store._lock.drop()


def test_rows_of_a_crashed_run_are_looked_up_first(clients, outbox, path):
    """Its leased rows are looked up, and sent where they certainly were not accepted."""
    outbox.add(rows(3))
    now = clients.clock.now()
    crashed(path, clients.clock, leases=2)
    clients.post({key: value for key, value in rows(1)[0].items() if key != "reference"})
    clients.sandbox.advance(3600)

    report = clients.send(outbox)

    assert report.counts == OutboxCounts(sent=3)
    assert Counter(clients.bodies) == Counter(row["body"] for row in rows(3))
    assert clients.clock.now() >= now + timedelta(hours=1, seconds=30)
    assert [row.attempts for row in outbox.rows()] == [1, 2, 1]


def test_rows_of_a_run_that_is_alive_stay_leased(clients, outbox, path):
    """No run takes a row of another one that holds its lock."""
    outbox.add(rows(3))
    store = OutboxStore(path)
    store.open(clients.clock.now())
    claim = next_row(store, None, "sms", clients.clock.now())

    assert clients.send(outbox).counts == OutboxCounts(sending=1, sent=2)
    clients.sandbox.advance(7 * 24 * 3600)
    assert clients.send(outbox).counts == OutboxCounts(sending=1, sent=2)

    next_row(store, (claim, Outcome(state="sent", message_id="mdr2-a")), None, clients.clock.now())
    store.close([], clients.clock.now())
    assert clients.send(outbox).counts == OutboxCounts(sent=3)
    assert len(clients.bodies) == 2


def test_an_outbox_of_two_names(clients, outbox, path, tmp_path):
    """A run is known to be alive, whichever link to the file is used."""
    outbox.add(rows(3))
    store = OutboxStore(path)
    store.open(clients.clock.now())
    next_row(store, None, "sms", clients.clock.now())
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.db"
    link.symlink_to(path)

    assert clients.send(Outbox(link)).counts == OutboxCounts(sending=1, sent=2)

    store.close([], clients.clock.now())


def test_a_crashed_run_may_have_sent_until_it_is_adopted(outbox, path):
    """The time of adoption is read within the transaction, which may have had to wait."""
    outbox.add(rows(1))
    crashed(path, SandboxClients("sync").clock, leases=1)
    store = OutboxStore(path)
    store.open(START)

    def later():
        with (
            closing(sqlite3.connect(path, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError),
        ):
            other.execute("BEGIN IMMEDIATE")
        return START + timedelta(seconds=20)

    store.adopt(later)
    store.close([], START)

    assert [row.ended for row in outbox.unknown()] == [START + timedelta(seconds=20)]


def test_equal_texts_sent_beside_it(clients, outbox):
    """A message that the client sent by itself is not mistaken for a row of the same text."""
    outbox.add(rows(1))
    (row,) = outbox.rows()
    with httpx.Client(transport=transport(clients.sandbox, httpx)) as http:
        flowroute = Flowroute(http_client=http, **clients.settings)
        flowroute.messages.send(row.message)
        clients.sandbox.fault("drop-before", operation=SEND)

        assert outbox.send(flowroute).counts == OutboxCounts(sent=1)

    assert len(clients.bodies) == 2


def test_what_shows_at_once_is_not_waited_for(clients, outbox):
    """An accepted message whose response was lost is found by the first lookup."""
    outbox.add(rows(5))
    clients.sandbox.fault("drop-after", operation=SEND, times=3)

    assert clients.send(outbox).counts == OutboxCounts(sent=5)
    assert clients.clock.now() == START


@pytest.mark.parametrize(("in_progress", "left"), [(1, "queued"), (2, "unknown")])
def test_only_an_attempt_that_was_not_made_is_undone(outbox, path, in_progress, left):
    """At the end of a run only its own attempt counts, not an earlier one of the row."""
    outbox.add(rows(1))
    store = OutboxStore(path)
    store.open(START)
    first = next_row(store, None, "sms", START)
    second = next_row(store, (first, Outcome(state="queued")), "sms", START)
    assert (first.attempt, second.attempt) == (1, 2)
    store.close({(second.id, in_progress)}, START)

    assert [row.state for row in outbox.rows()] == [left]


def test_equal_rows_wait_for_the_unknown_one(clients, outbox, path):
    """A row is not sent while the outcome of an equal one is unknown."""
    outbox.add([{"to": "13125550110", "from": OWN, "body": "Same"}] * 3)
    clients.sandbox.fault("drop-after", operation=SEND)

    assert clients.send(outbox).counts == OutboxCounts(sent=3)
    assert clients.bodies == ["Same"] * 3
    assert len({row.message_id for row in outbox.rows()}) == 3


@settings(max_examples=30)
@given(
    faults=st.lists(
        st.tuples(st.sampled_from(FAULTS), st.integers(1, 40), st.integers(1, 6)), max_size=6
    ),
    bodies=st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=25),
    kind=st.sampled_from(["sync", "async"]),
)
def test_any_faults(tmp_path_factory, faults, bodies, kind):
    """Whatever goes wrong, and however equal the rows, in the end each was sent once."""
    clients = SandboxClients(kind)
    outbox = Outbox(tmp_path_factory.mktemp("any") / "any.db")
    outbox.add([{"to": "13125550110", "from": OWN, "body": body} for body in bodies])
    for name, nth, times in faults:
        clients.sandbox.fault(name, operation=SEND, nth=nth, times=times)

    for _ in range(10):
        report = clients.send(outbox)
        if report.counts.sent == len(bodies):
            break

    assert report.counts == OutboxCounts(sent=len(bodies))
    assert Counter(clients.bodies) == Counter(bodies)
    assert len({row.message_id for row in outbox.rows()}) == len(bodies)


@pytest.mark.parametrize("crashes", [1, 5])
def test_a_run_that_crashes_again_and_again(clients, outbox, path, crashes):
    """However often the result of a lookup is lost, each row is settled in the end."""
    outbox.add(rows(20))
    for _ in range(crashes):
        crashed(path, clients.clock, leases=3)
        clients.sandbox.advance(60)
        crashed(path, clients.clock)

    assert clients.send(outbox).counts == OutboxCounts(sent=20)
    assert Counter(clients.bodies) == Counter(row["body"] for row in rows(20))
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_another_account(clients, outbox):
    """What one account may have sent is neither looked up nor sent by another."""
    outbox.add(rows(3))
    clients.sandbox.fault("drop-before", operation="send_a_message", times=10_000)
    clients.send(outbox)
    clients.sandbox.clear_faults()
    left = outbox.status()
    assert left.unknown > 0

    with pytest.raises(OutboxError, match=r"another account, or access key, or base URL"):
        clients.send(outbox, base_url="https://elsewhere.example.com")

    assert outbox.status() == left
    assert clients.send(outbox).counts == OutboxCounts(sent=3)
    outbox.add(rows(4))
    assert clients.send(outbox, base_url="https://elsewhere.example.com").counts == OutboxCounts(
        sent=4
    )
