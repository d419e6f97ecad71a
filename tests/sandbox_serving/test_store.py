"""The file a sandbox's account is kept in."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from forked.python import run
from hypothesis import given, settings
from hypothesis import strategies as st

from flowroute_sandbox.state.store import Store, StoreError

ROOT = Path(__file__).parents[2]
NOBODY = 65534


@pytest.fixture
def path(tmp_path):
    return tmp_path / "account.db"


@contextmanager
def unprivileged():
    """Run without the permissions of root, which may write anywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def refusal(path) -> str:
    with pytest.raises(StoreError) as caught:
        Store(path)
    return str(caught.value)


def test_rows_come_back(path):
    """Rows saved are there after closing and opening, in the order they first came."""
    with closing(Store(path)) as store:
        store.save([("number", "12065550100", {"alias": "Ä"}), ("route", "1", {"value": None})])
        store.save([("e911", "9", {}), ("number", "12065550100", {"alias": "b"})])

    with closing(Store(path)) as store:
        assert store.load() == [
            ("number", "12065550100", {"alias": "b"}),
            ("route", "1", {"value": None}),
            ("e911", "9", {}),
        ]


changes = st.dictionaries(
    st.tuples(st.sampled_from(["number", "route"]), st.sampled_from(["1", "2", "3"])),
    st.none() | st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text()),
)


@settings(deadline=None, max_examples=25)
@given(st.lists(changes, max_size=4))
def test_a_store_is_a_dict(batches):
    """After any changes, the rows are those of a dict."""
    expected = {}
    with TemporaryDirectory() as folder, closing(Store(f"{folder}/account.db")) as store:
        for batch in batches:
            store.save([(kind, key, row) for (kind, key), row in batch.items()])
            expected |= batch
            expected = {name: row for name, row in expected.items() if row is not None}

        assert store.load() == [(kind, key, row) for (kind, key), row in expected.items()]


def test_forget_all(path):
    """After clear there is no row left, now or at the next opening."""
    with closing(Store(path)) as store:
        store.save([("number", "1", {}), ("route", "1", {})])
        store.clear()

        assert store.load() == []
    with closing(Store(path)) as store:
        assert store.load() == []


def test_all_or_nothing(path):
    """Of a batch that cannot be saved whole, nothing is."""
    with closing(Store(path)) as store:
        store.save([("number", "1", {"alias": "kept"})])
        with pytest.raises(TypeError):
            store.save([("number", "1", {"alias": "lost"}), ("number", "2", {"alias": object()})])

        assert store.load() == [("number", "1", {"alias": "kept"})]


def test_only_its_owner_may_read_it(path):
    """A new file can be read and written by its owner alone, and so can one that others made."""
    for _ in range(2):
        with closing(Store(path)):
            modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        assert modes == {0o600}

        path.chmod(0o644)


def test_kill_9_loses_nothing_saved(path):
    """What was saved is there after the process is killed without warning."""
    program = (
        "import sys, os, signal\n"
        "from flowroute_sandbox.state.store import Store\n"
        "store = Store(sys.argv[1])\n"
        "for number in range(50):\n"
        "    store.save([('number', str(number), {'alias': 'x' * number})])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )

    killed = run("-c", program, path, cwd=ROOT)

    assert killed.returncode == -signal.SIGKILL
    with closing(Store(path)) as store:
        assert store.load() == [("number", str(n), {"alias": "x" * n}) for n in range(50)]


def test_two_sandboxes_on_one_file(path):
    """A file in use is refused, in this process or another, and can be had after closing."""
    program = "import sys; from flowroute_sandbox.state.store import Store; Store(sys.argv[1])"
    sentence = f"{path} is in use by another sandbox. Stop that one, or give this one another file."
    with closing(Store(path)):
        assert refusal(path) == sentence

        other = run("-c", program, path, cwd=ROOT, text=True)
        assert (
            other.stderr.splitlines()[-1] == f"flowroute_sandbox.state.store.StoreError: {sentence}"
        )

    Store(path).close()


@pytest.mark.parametrize("content", [b"alias,value\n" * 100, b"x"])
def test_a_file_that_is_no_database(path, content):
    """Another program's file is refused and left as it was."""
    path.write_bytes(content)

    assert refusal(path) == (
        f"{path} is not a sandbox's data file. Give another file; this one is left as it is."
    )
    assert path.read_bytes() == content


def test_the_database_of_another_program(path):
    """Another program's SQLite database is refused and left as it was."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE history (url TEXT)")
    content = path.read_bytes()

    assert refusal(path) == (
        f"{path} is not a sandbox's data file. Give another file; this one is left as it is."
    )
    assert path.read_bytes() == content


def test_a_file_of_a_newer_release(path):
    """A later format is refused, for this release cannot know what it means."""
    Store(path).close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 3")

    assert refusal(path) == (
        f"{path} was written by a newer release (format 3; this one reads 2)."
        " Upgrade flowroute-ext, or give another file."
    )


def test_a_file_of_an_older_release(path):
    """It is read and written as it is, with its index of keys."""
    with closing(sqlite3.connect(path)) as older:
        older.executescript(
            "CREATE TABLE account (kind TEXT, key TEXT, row TEXT NOT NULL, PRIMARY KEY (kind, key)"
            ");"
            "INSERT INTO account VALUES ('number', '1', '{}'), ('number', '2', '{}');"
            "PRAGMA user_version = 1; PRAGMA application_id = 0x464C5752;"
        )

    with closing(Store(path)) as store:
        store.save([("number", "2", {"alias": "b"}), ("route", "1", {})])
    with closing(Store(path)) as store:
        assert store.load() == [
            ("number", "1", {}),
            ("number", "2", {"alias": "b"}),
            ("route", "1", {}),
        ]


def test_a_row_that_is_there_twice(path):
    """Of two rows with one key, neither is taken for the right one."""
    with closing(Store(path)) as store:
        store.save([("number", "1", {})])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO account SELECT NULL, kind, key, row FROM account")

    with closing(Store(path)) as store, pytest.raises(StoreError, match="is damaged"):
        store.load()


def damaged(path) -> str:
    return (
        f"{path} is damaged. Restore a copy of it, or move it away to start with an empty account."
    )


def test_a_damaged_file(path):
    """A file with its pages overwritten is refused."""
    with closing(Store(path)) as store:
        store.save([("number", str(number), {"alias": "x" * 50}) for number in range(500)])
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 8192)

    assert refusal(path) == damaged(path)


def test_a_truncated_file(path):
    """A file that lost its end is refused."""
    with closing(Store(path)) as store:
        store.save([("number", str(number), {"alias": "x" * 50}) for number in range(500)])
    os.truncate(path, path.stat().st_size // 2)

    assert refusal(path) == damaged(path)


def test_a_row_that_is_not_json(path):
    """A row that cannot be read back is called damage when the rows are loaded."""
    Store(path).close()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("INSERT INTO account VALUES (1, 'number', '1', '{')")
    with closing(Store(path)) as store, pytest.raises(StoreError) as caught:
        store.load()

    assert str(caught.value) == damaged(path)


@pytest.mark.parametrize("name", ["", "nowhere/account.db"])
def test_a_place_that_is_no_file(tmp_path, name):
    """A folder, or a file in a folder that is not there, is refused."""
    path = tmp_path / name

    assert refusal(path) == (
        f"{path} cannot be written. Give a file in a folder where you may write."
    )


def test_a_read_only_file(tmp_path):
    """A file that may be read but not written is refused when it is opened."""
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    path = tmp_path / "account.db"
    Store(path).close()
    path.chmod(0o444)

    with unprivileged():
        assert refusal(path) == (
            f"{path} cannot be written. Give a file in a folder where you may write."
        )


def test_a_folder_that_may_not_be_written(tmp_path):
    """A new file in a folder that is not ours to write in is refused."""
    tmp_path.chmod(0o555)
    path = tmp_path / "account.db"

    with unprivileged():
        assert refusal(path) == (
            f"{path} cannot be written. Give a file in a folder where you may write."
        )
