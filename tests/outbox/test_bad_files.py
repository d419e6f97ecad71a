"""Files that are no outbox, damaged, or not writable: reported, and left as they are."""

from __future__ import annotations

import os
import socket
import sqlite3
from collections import Counter
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from flowroute_ext import InvalidValue, Outbox, OutboxError
from flowroute_ext.types import OutboxCounts
from outbox.texts import rows

UNPRIVILEGED_USER = 65534


def refusal(path) -> str:
    with pytest.raises(OutboxError) as caught:
        Outbox(path)
    return str(caught.value)


@pytest.fixture
def writable_by_all():
    """A folder in which every user may write."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


@contextmanager
def unprivileged():
    """Run as a user that is not root, with modules imported that it may not read."""
    for module in (
        "concurrent.futures.thread",
        "flowroute_ext._async.outbox",
        "flowroute_ext._sync.outbox",
    ):
        import_module(module)
    root = os.geteuid() == 0
    if root:
        os.seteuid(UNPRIVILEGED_USER)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def execute(path, *statements: str) -> None:
    """What another program does to the file."""
    with closing(sqlite3.connect(path)) as other, other:
        for statement in statements:
            other.execute(statement)


@pytest.mark.parametrize("content", [b"to,body\n" * 100, b"x"])
def test_a_file_that_is_no_database(path, content):
    """Another program's file is refused and left as it was."""
    path.write_bytes(content)

    assert refusal(path) == (
        f"{path} is not the file of an outbox. Give another file; this one is left as it is."
    )
    assert path.read_bytes() == content


def test_the_database_of_another_program(path):
    """Another program's SQLite database is refused and left as it was."""
    execute(path, "CREATE TABLE history (url TEXT)")
    content = path.read_bytes()

    assert refusal(path) == (
        f"{path} is not the file of an outbox. Give another file; this one is left as it is."
    )
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_file_with_the_rate_limit_in_it(path):
    """A file in which a rate limit is shared already becomes an outbox as well."""
    execute(path, "CREATE TABLE rate_limit_windows (counter TEXT PRIMARY KEY)")

    assert Outbox(path).status() == OutboxCounts()


@pytest.mark.parametrize(("version", "age"), [(3, "a newer"), (0, "an older")])
def test_a_file_of_another_release(outbox, path, version, age):
    """Another format is refused, for this release cannot know what it means."""
    outbox.add(rows(1))
    execute(path, f"PRAGMA user_version = {version}")

    assert refusal(path) == (
        f"{path} was written by {age} release (format {version}; this one has 2). "
        "Use the same release of flowroute-ext in every process; nothing was lost."
    )


def test_a_release_that_comes_in_between(clients, outbox, path):
    """A run whose file is brought to another format stops, and what it sent is not sent again."""
    outbox.add(rows(50))

    def watch(progress) -> None:
        execute(path, "PRAGMA user_version = 3")

    with pytest.raises(OutboxError) as caught:
        clients.send(outbox, progress=watch)
    assert "was written by a newer release (format 3; this one has 2)" in str(caught.value)

    # What the newer release would find; there is none yet, so it is left to this one.
    execute(path, "PRAGMA user_version = 2")
    assert clients.send(outbox).counts == OutboxCounts(sent=50)
    assert Counter(clients.bodies) == Counter(row["body"] for row in rows(50))


def test_another_release_while_rows_are_under_way(clients, outbox, path):
    """Outcomes that could not be written are looked up by a later run."""
    outbox.add(rows(50))
    clients.at_request(20, lambda: execute(path, "PRAGMA user_version = 3"))

    with pytest.raises(OutboxError):
        clients.send(outbox)
    accepted = len(clients.bodies)
    execute(path, "PRAGMA user_version = 2")

    assert 20 <= accepted < 50
    assert outbox.status().sent < accepted
    assert clients.send(outbox).counts == OutboxCounts(sent=50)
    assert Counter(clients.bodies) == Counter(row["body"] for row in rows(50))


def damaged(path) -> str:
    return (
        f"{path} is damaged. Nothing was sent from it. "
        "Keep it, and restore a copy: only it shows what was sent."
    )


@pytest.mark.parametrize("harm", ["overwritten", "truncated"])
def test_a_damaged_file(clients, outbox, path, harm):
    """From a file that lost its middle or its end nothing is sent, and nothing is put into it."""
    outbox.add(rows(500))
    if harm == "truncated":
        os.truncate(path, path.stat().st_size // 2)
    else:
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 2)
            file.write(b"\xff" * 8192)

    for attempt in (lambda: clients.send(outbox), lambda: outbox.add(rows(501))):
        with pytest.raises(OutboxError) as caught:
            attempt()
        assert str(caught.value) == damaged(path)
    assert clients.posts == 0


def test_a_folder_that_is_not_there(tmp_path):
    """A file in it is refused."""
    path = tmp_path / "nowhere" / "campaign.db"

    assert refusal(path) == (
        f"{path} cannot be written. Give a file in a folder where you may write."
    )


def test_a_read_only_file(writable_by_all):
    """A file that may be read but not written is refused."""
    path = writable_by_all / "campaign.db"
    Outbox(path)
    path.chmod(0o444)

    with unprivileged():
        assert path.read_bytes().startswith(b"SQLite")
        assert refusal(path) == (
            f"{path} cannot be written. Give a file in a folder where you may write."
        )


def test_a_file_that_becomes_read_only(clients, writable_by_all):
    """Nothing is sent where its outcome could not be written."""
    path = writable_by_all / "campaign.db"
    with unprivileged():
        outbox = Outbox(path)
        outbox.add(rows(5))
        path.chmod(0o444)
        with pytest.raises(OutboxError, match="cannot be written"):
            clients.send(outbox)

        assert clients.posts == 0
        path.chmod(0o600)
        assert clients.send(outbox).counts == OutboxCounts(sent=5)


def test_a_file_that_another_program_keeps_locked(outbox, path, monkeypatch):
    """A lock that is not given up ends in an error, and nothing has changed."""
    monkeypatch.setattr("flowroute_ext._outbox.database.BUSY_TIMEOUT", 0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutboxError) as caught:
            outbox.add(rows(1))
        other.execute("ROLLBACK")

    assert str(caught.value) == (
        f"{path} was locked by another program for 30 s. "
        "Let that one go on or stop it, and try again: nothing was lost."
    )
    assert outbox.status() == OutboxCounts()


@pytest.mark.parametrize("kind", ["folder", "pipe", "socket", "root"])
def test_what_is_no_file(tmp_path, kind):
    """What is no regular file is refused at once, named, and left as it is."""
    place = Path("/") if kind == "root" else tmp_path / "campaign.db"
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    with socket.socket(socket.AF_UNIX) as listener:
        if kind == "socket":
            listener.bind(str(place))
        with pytest.raises(OutboxError, match=r"is not a file\. Give another one"):
            Outbox(place)


def test_a_path_with_a_nul(tmp_path):
    """No path at all is a file that cannot be written."""
    with pytest.raises(OutboxError, match="cannot be written"):
        Outbox(f"{tmp_path}/campaign\0.db")


def test_a_state_that_does_not_exist(outbox):
    """It is refused, since no row would ever be found in it."""
    with pytest.raises(InvalidValue, match="give one of queued, sending, sent, failed, unknown"):
        list(outbox.rows("SENT"))
