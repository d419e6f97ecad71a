"""An outbox that is moved, backed up and recovered as a whole."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from contextlib import closing, contextmanager

import pytest

from flowroute_ext import Outbox, OutboxError
from flowroute_ext._outbox.database import Database
from flowroute_ext._outbox.lease_notes import LeasedRow, LeaseNotes, Step
from flowroute_ext._outbox.locks import Lock
from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.store import OutboxStore
from flowroute_ext.types import OutboxCounts
from outbox.clients import START
from outbox.files import beside, crash, log
from outbox.leases import next_row
from outbox.texts import rows


def test_move(clients, outbox, path, tmp_path):
    """The whole outbox is at its new place, even after a crash, and nothing where it was."""
    outbox.add(rows(5))
    crash(path)
    (tmp_path / "elsewhere").mkdir()
    moved = outbox.move(tmp_path / "elsewhere" / "moved.db")

    assert beside(path) == ["elsewhere"]
    assert beside(moved.path) == ["moved.db"]
    assert moved.status() == OutboxCounts(queued=2, sending=1, sent=2)


def test_move_to_another_disk(outbox, path, monkeypatch):
    """Where a file cannot have two names it is copied, and removed only then."""

    def link(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", link)
    outbox.add(rows(5))

    assert outbox.move(path.with_name("moved.db")).status() == OutboxCounts(queued=5)
    assert beside(path) == ["moved.db"]


@pytest.mark.parametrize("used_by", ["a run", "another program"])
def test_an_outbox_in_use_is_not_moved(clients, outbox, path, used_by):
    """A file is not moved while a run or another program has it open."""
    outbox.add(rows(5))
    with closing(sqlite3.connect(path)) as other:
        store = OutboxStore(path, clock=clients.clock)
        if used_by == "a run":
            store.open(clients.clock.now())
        other.execute("SELECT count(*) FROM rows").fetchone()
        with pytest.raises(OutboxError, match="is being sent from, or is open in another program"):
            outbox.move(path.with_name("moved.db"))
        if used_by == "a run":
            store.close([], clients.clock.now())
    assert outbox.status() == OutboxCounts(queued=5)
    assert beside(path) == ["campaign.db"]


@pytest.mark.parametrize("name", ["there.db", "there.db-wal", "there.db.lock"])
def test_a_place_that_is_taken(outbox, path, name):
    """Nothing is written over by a move or a backup, nor put beside what is not ours."""
    path.with_name(name).write_text("notes")

    for act in (outbox.move, outbox.backup):
        with pytest.raises(OutboxError, match="is there already"):
            act(path.with_name("there.db"))
    assert path.with_name(name).read_text() == "notes"
    assert beside(path) == sorted(["campaign.db", name])


def test_a_backup(clients, outbox, path):
    """Nothing is sent from a backup before `recover`, and then nothing twice."""
    outbox.add(rows(10))
    copy = path.with_name("copy.db")
    outbox.backup(copy)
    assert clients.send(outbox).counts == OutboxCounts(sent=10)

    assert Outbox(copy).status() == OutboxCounts(queued=10)
    with pytest.raises(OutboxError, match="is a backup"):
        clients.send(Outbox(copy))
    assert Counter(clients.bodies) == Counter(row["body"] for row in rows(10))
    assert Outbox.recover(copy) == 10
    assert Outbox(copy).status() == OutboxCounts(unknown=10)


def test_a_backup_during_a_run(clients, outbox, path):
    """A backup may be made at any moment of a run, and needs no log."""
    outbox.add(rows(20))
    copy = path.with_name("copy.db")
    clients.at_request(10, lambda: outbox.backup(copy))
    clients.send(outbox)

    assert beside(path) == ["campaign.db", "copy.db"]
    assert Outbox(copy).status().total == 20


@pytest.mark.parametrize(("cut", "kept"), [("shorter", 0.0), ("zeros", 0.0), ("shorter", 0.9)])
def test_a_log_that_lost_its_end(clients, outbox, path, cut, kept):
    """A log that lacks the last lease of a crashed run is refused, as one that is not there is."""
    outbox.add(rows(5))
    crash(path)
    size = log(path).stat().st_size
    left = max(32, int(size * kept))
    os.truncate(log(path), left)
    if cut == "zeros":
        os.truncate(log(path), size)

    with pytest.raises(OutboxError, match="that lacks what was sent last"):
        clients.send(outbox)
    assert clients.bodies == []
    recovered = Outbox.recover(path)
    assert recovered >= 4
    assert outbox.status() == OutboxCounts(unknown=recovered, sent=5 - recovered)


def test_dying_right_after_a_lease(clients, outbox, path, monkeypatch):
    """A lease that is on the disk, and was not noted yet, makes no file one without its log."""
    outbox.add(rows(2))
    store = OutboxStore(path, clock=clients.clock)
    store.open(clients.clock.now())
    monkeypatch.setattr(LeaseNotes, "write", lambda *_: None)
    next_row(store, None, "sms", clients.clock.now())
    store.database.close()
    store._lock.drop()

    assert outbox.status() == OutboxCounts(queued=1, sending=1)


def test_dying_after_rows_were_queued_again(clients, outbox, path):
    """So do rows that a run had leased, and queued again since they had not left."""
    outbox.add(rows(3))
    store = OutboxStore(path, clock=clients.clock)
    store.open(clients.clock.now())
    for _ in range(3):
        next_row(store, None, "sms", clients.clock.now())
    store.release([(1, 1)])
    store.database.close()
    store._lock.drop()

    assert outbox.status() == OutboxCounts(queued=2, sending=1)


def test_interrupted_while_a_run_is_registered(outbox, path, monkeypatch):
    """Ctrl-C, which comes after the commit that it came during, leaves a whole file."""
    outbox.add(rows(2))
    changing = Database.changing

    @contextmanager
    def interrupted(self, **options):
        with changing(self, **options) as connection:
            yield connection
        raise KeyboardInterrupt

    monkeypatch.setattr(Database, "changing", interrupted)
    with pytest.raises(KeyboardInterrupt):
        OutboxStore(path).open(START)
    monkeypatch.undo()

    assert outbox.status() == OutboxCounts(queued=2)


def test_a_lease_in_progress_that_is_lost(outbox, path):
    """Of several rows in progress when others are queued again, the last lease has to be there."""
    outbox.add([rows(1)[0] | {"media_urls": ["https://example.com/1.png"]}, *rows(2, first=1)])
    store = OutboxStore(path)
    store.open(START)
    next_row(store, None, "sms", START)
    early = {file: file.read_bytes() for file in (path, log(path))}
    next_row(store, None, "mms", START)
    store.release([(1, 1), (2, 1)])
    store.database.close()
    store._lock.drop()
    for file, content in early.items():
        file.write_bytes(content)

    with pytest.raises(OutboxError, match="that lacks what was sent last"):
        outbox.status()


@pytest.mark.parametrize(
    "outcome", [{"state": "opted_out"}, {"state": "queued", "postponed": True}]
)
def test_dying_after_a_row_that_was_not_sent(outbox, path, outcome):
    """So does a row that a run had leased last, and did not send as its number has opted out."""
    outbox.add(rows(3))
    store = OutboxStore(path)
    store.open(START)
    steps = [Step(None, "sms", START) for _ in range(3)]
    store.take(steps)
    next_row(store, (steps[2].row, Outcome(**outcome)), None, START)
    store.database.close()
    store._lock.drop()

    assert outbox.status().sending == 2
    assert [row.attempts for row in outbox.rows()] == [1, 1, 0]


def test_the_lease_that_is_noted(tmp_path):
    """It is the latest that was not undone, in whatever order leases are written, and end."""
    lock = Lock.of(tmp_path / "campaign.db", "0123456789ab")
    lock.take()
    notes = LeaseNotes(lock)
    leased = [LeasedRow(row, "", None, 1, notes.next()) for row in (9, 7, 8, 1, 2)]
    first, second, third, fourth, fifth = leased
    noted = []

    def after(change, *given, **options) -> None:
        change(*given, **options)
        noted.append(lock.last_lease())

    after(notes.write, [second])
    after(notes.write, [first])
    after(notes.write, [third, fourth])
    after(notes.undo, [(1, 1)])
    after(notes.end, third)
    after(notes.end, first)
    after(notes.undo, [(7, 1)])
    after(notes.undo, [], unwritten=True)
    after(notes.write, [fifth])
    after(notes.write, [LeasedRow(5, "", None, 2, notes.next())])
    after(notes.undo, [(5, 2)])

    assert noted == [*[(7, 1)] * 2, (1, 1), *[(8, 1)] * 6, (5, 2), (8, 1)]
    assert notes._leases == {(8, 1): third.number}
    lock.release()


def test_a_backup_that_is_not_there(tmp_path):
    """Nothing is made where the name of a backup is wrong."""
    with pytest.raises(OutboxError, match="is not there"):
        Outbox.recover(tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []
