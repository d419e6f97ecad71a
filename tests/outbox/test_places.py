"""One file: what happens where it is moved, renamed, copied, linked, or loses its log."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flowroute_ext import Outbox, OutboxError
from flowroute_ext._outbox.locks import Lock, folder
from flowroute_ext._outbox.store import OutboxStore
from flowroute_ext.types import OutboxCounts
from outbox.files import beside, crash, log
from outbox.leases import next_row
from outbox.texts import rows

WITHOUT_LOG = "was moved or copied without its write-ahead log"


def test_a_run_leaves_one_file(clients, outbox, path):
    """After a run the file is all that there is of an outbox."""
    outbox.add(rows(5))
    clients.send(outbox)

    assert beside(path) == ["campaign.db"]


def test_a_log_that_others_have_open_is_empty_after_a_run(clients, outbox, path):
    """Where another program has the file open, its log is empty once a run has ended."""
    outbox.add(rows(5))
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT count(*) FROM rows").fetchone()
        clients.send(outbox)

        assert log(path).stat().st_size == 0


@pytest.mark.parametrize("by", ["move", "copy"])
def test_a_file_without_its_log(clients, outbox, path, by):
    """A file that was in use is refused where its log is not, until it is there."""
    outbox.add(rows(5))
    crash(path)
    assert log(path).stat().st_size > 0
    moved = path.with_name("moved.db")
    (shutil.move if by == "move" else shutil.copyfile)(path, moved)

    for _ in range(2):
        with pytest.raises(OutboxError, match=WITHOUT_LOG):
            Outbox(moved)
    shutil.copyfile(log(path), log(moved))

    assert Outbox(moved).status() == OutboxCounts(queued=2, sending=1, sent=2)


def test_a_log_that_was_removed(outbox, path):
    """The same holds where the file is in its place, and only its log was removed."""
    outbox.add(rows(5))
    crash(path)
    log(path).unlink()

    with pytest.raises(OutboxError, match=WITHOUT_LOG):
        outbox.status()


def test_a_log_that_another_program_has_ended(outbox, path):
    """Where another program has put the log into the file, nothing is missing."""
    outbox.add(rows(5))
    crash(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not log(path).exists()

    assert outbox.status() == OutboxCounts(queued=2, sending=1, sent=2)


def test_a_file_that_was_opened_after_a_crash_is_whole(outbox, path):
    """Once the log was read by any method, the file is whole wherever it is moved."""
    outbox.add(rows(5))
    crash(path)
    outbox.status()
    assert not log(path).exists()
    path.rename(path.with_name("moved.db"))

    assert Outbox(path.with_name("moved.db")).status() == OutboxCounts(queued=2, sending=1, sent=2)


def test_recovery_of_a_file_without_its_log(clients, outbox, path):
    """What may have been sent since is looked up, and sent if it certainly was not."""
    outbox.add(rows(5))
    crash(path)
    log(path).unlink()
    clients.post({key: value for key, value in rows(1)[0].items() if key != "reference"})

    assert Outbox.recover(path) == 5
    assert Outbox.recover(path) == 0
    assert outbox.status() == OutboxCounts(unknown=5)


@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_a_second_name(clients, outbox, path, link):
    """By a symbolic link it is the same outbox; with a hard link it is refused by both names."""
    outbox.add(rows(3))
    other = path.with_name("other.db")
    link(path, other)

    if link is os.symlink:
        assert Outbox(other).path == path
    else:
        for name in (path, other):
            with pytest.raises(OutboxError, match="has a second name"):
                Outbox(name)
        with pytest.raises(OutboxError, match="has a second name"):
            clients.send(outbox)
        other.unlink()
    assert clients.send(outbox).counts == OutboxCounts(sent=3)


def test_a_relative_name(outbox, path, monkeypatch):
    """However its path is written, it is the same outbox."""
    monkeypatch.chdir(path.parent)

    assert Outbox("./campaign.db").path == Outbox(path.parent / "." / "campaign.db").path == path


def rename(path: Path) -> None:
    for name in ("campaign.db", "campaign.db-wal", "campaign.db-shm"):
        if path.with_name(name).exists():
            path.with_name(name).rename(path.with_name(f"moved-{name}"))


def replace(path: Path) -> None:
    rename(path)
    Outbox(path.with_name("other.db")).add(rows(50))
    path.with_name("other.db").rename(path)


@pytest.mark.parametrize("act", [rename, replace, Path.unlink])
def test_a_file_that_is_moved_during_a_run(clients, outbox, path, act):
    """The run leases no row after it, and ends with an error."""
    outbox.add(rows(50))
    clients.at_request(10, lambda: act(path))

    with pytest.raises(OutboxError, match="was renamed, removed or replaced while it was in use"):
        clients.send(outbox)

    assert 10 <= clients.posts < 50
    if act is not Path.unlink:
        moved = path.with_name("moved-campaign.db")
        moved_log = path.with_name("moved-campaign.db-wal")
        if moved_log.exists():
            moved_log.rename(log(moved))
        posts = clients.posts
        assert Outbox(moved).status() == OutboxCounts(queued=50 - posts, sent=posts)


def test_a_renamed_file_while_a_run_is_alive(clients, outbox, path):
    """From its new name nothing is sent, and no row taken over, before that run has ended."""
    outbox.add(rows(3))
    store = OutboxStore(path, clock=clients.clock)
    store.open(clients.clock.now())
    row = next_row(store, None, "sms", clients.clock.now())
    moved = path.with_name("moved.db")
    path.rename(moved)
    shutil.move(log(path), log(moved))

    with pytest.raises(OutboxError, match="renamed or copied while a run is sending from it"):
        Outbox(moved)
    assert row is not None
    with pytest.raises(OutboxError, match="was renamed, removed or replaced"):
        next_row(store, None, "sms", clients.clock.now())
    store.close([], clients.clock.now())


def test_an_outbox_that_is_started_again_while_a_run_is_alive(clients, outbox, path):
    """A new outbox is refused where a run still sends from the one that had its name."""
    outbox.add(rows(3))
    store = OutboxStore(path, clock=clients.clock)
    store.open(clients.clock.now())
    path.unlink()

    with pytest.raises(OutboxError, match="has the name of an outbox from which a run is still"):
        Outbox(path)
    store.close([], clients.clock.now())
    store.database.close()
    for rest in ("campaign.db-wal", "campaign.db-shm"):
        path.with_name(rest).unlink(missing_ok=True)
    assert Outbox(path).status() == OutboxCounts()


def test_an_outbox_that_is_started_again_after_a_crash(outbox, path):
    """So it is where a run had crashed, until its folder is removed on purpose."""
    outbox.add(rows(3))
    crash(path)
    for rest in (path, log(path), path.with_name("campaign.db-shm")):
        rest.unlink(missing_ok=True)

    for _ in range(2):
        with pytest.raises(OutboxError, match="of which a run crashed, and that is there no more"):
            Outbox(path).add(rows(3))
    shutil.rmtree(folder(path))
    assert Outbox(path).add(rows(3)).new == 3


def test_the_folder_of_a_user(clients, outbox, path):
    """Where the folder of the locks has another origin nothing is sent, and it stays as it is."""
    outbox.add(rows(3))
    folder(path).mkdir()
    (folder(path) / "notes").write_text("notes")

    with pytest.raises(OutboxError, match=r"there is something else of that name"):
        clients.send(outbox)
    assert clients.posts == 0
    assert [file.name for file in folder(path).iterdir()] == ["notes"]


def test_similar_names(clients, path):
    """Outboxes and files whose names begin as that of another are left alone by its runs."""
    box, other = Outbox(path.with_name("jobs")), Outbox(path.with_name("jobs-run-2"))
    box.add(rows(3))
    other.add(rows(5))
    path.with_name("jobs-run-notes.txt").write_text("notes")
    before = other.path.read_bytes()

    assert clients.send(box).counts == OutboxCounts(sent=3)

    assert beside(path) == ["jobs", "jobs-run-2", "jobs-run-notes.txt"]
    assert other.path.read_bytes() == before
    assert path.with_name("jobs-run-notes.txt").read_text() == "notes"


def test_a_file_of_the_first_format(clients, outbox, path):
    """A file of format 1 is brought to this one, unless it was in use."""
    outbox.add(rows(3))
    columns = {"rows": ("boot", "clock_offset", "clock_set"), "runs": ("lock", "whole")}
    with closing(sqlite3.connect(path)) as old:
        for table, names in columns.items():
            for name in names:
                old.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
        old.execute("INSERT INTO runs VALUES ('0123456789ab', 1, '2026-05-01T12:00:00+00:00')")
        old.execute("PRAGMA user_version = 1")
        old.commit()

        with pytest.raises(OutboxError) as caught:
            Outbox(path)
        assert str(caught.value) == (
            f"{path} was written by an older release (format 1), whose run has not ended. "
            "Send from it once more with that release; nothing was lost."
        )
        old.execute("DELETE FROM runs")
        old.commit()
    assert clients.send(Outbox(path)).counts == OutboxCounts(sent=3)


def test_a_lock_of_another_run_stays(clients, outbox, path):
    """A run that ends leaves the lock of one that is alive."""
    outbox.add(rows(3))
    store = OutboxStore(path, clock=clients.clock)
    store.open(clients.clock.now())
    clients.send(outbox)

    (lock,) = (file for file in folder(path).iterdir() if file.name.startswith("run-"))
    assert Lock.of(path, lock.name.removeprefix("run-")).is_held()
    store.close([], clients.clock.now())
    assert beside(path) == ["campaign.db"]
