"""The locks that show whether a run is alive."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from forked.python import Python

from flowroute_ext import OutboxError
from flowroute_ext._outbox.locks import Lock, folder, live_runs, remove_folder
from flowroute_ext._storage.lock_folder import LockFolder

ROOT = Path(__file__).parents[2]
RUN = "0123456789ab"
HOLD = """
import sys
from pathlib import Path

from flowroute_ext._outbox.locks import Lock

lock = Lock.of(Path(sys.argv[1]), sys.argv[2])
assert lock.take()
print("TAKEN", flush=True)
sys.stdin.read()
"""


def everything(path: Path) -> dict[str, bytes | None]:
    """Each file in a folder, with its content; None for a folder."""
    return {
        str(file.relative_to(path)): None if file.is_dir() else file.read_bytes()
        for file in sorted(path.rglob("*"))
    }


@pytest.fixture
def lock(path) -> Iterator[Lock]:
    lock = Lock.of(path, RUN)
    yield lock
    lock.release()


def test_one_at_a_time(path, lock):
    """A lock is held by one object, even within a process, until it is released."""
    second = Lock.of(path, RUN)

    assert lock.take()
    assert not second.take()
    assert (lock.is_held(), live_runs(path)) == (True, {RUN})
    lock.release()
    assert (lock.is_held(), live_runs(path)) == (False, set())
    assert second.take()
    second.release()
    second.release()


def test_only_its_owner_may_read_it(lock):
    """Only the owner may read and write the file of a lock, and its folder."""
    lock.take()

    assert stat.S_IMODE(lock.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(lock.path.parent.stat().st_mode) == 0o700


def test_nothing_is_left_behind(path, lock):
    """Once the last lock is released, the folder can be removed, and is."""
    lock.take()
    remove_folder(path)
    assert folder(path).exists()

    lock.release()
    remove_folder(path)

    assert everything(path.parent) == {}


def test_the_lock_of_a_killed_process_is_free(path, lock):
    """A stopped process keeps its lock, and one that is killed loses it that instant."""
    process = Python(
        *("-c", HOLD, path, RUN),
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "generated")])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "TAKEN\n"
        assert lock.is_held()
        process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
        assert lock.is_held()
        process.kill()

    assert not lock.is_held()
    lock.remove()
    assert lock.take()


@pytest.mark.parametrize("name", ["campaign.db-run-a", "campaign.db.lock.txt", "campaign.db-lock"])
def test_other_files_are_not_locks(path, lock, name):
    """What is called like the lock of a run, but is not in the folder of the locks, is no lock."""
    path.with_name(name).write_text("notes")

    assert live_runs(path) == set()
    lock.take()
    lock.release()
    remove_folder(path)
    assert everything(path.parent) == {name: b"notes"}


@pytest.mark.parametrize("name", ["run-notes.txt", "run-a", "run-0123456789abcdef", RUN])
def test_other_files_in_the_folder(path, lock, name):
    """Files that are put into the folder are not locks, and stay."""
    lock.take()
    other = folder(path) / name
    other.write_text("notes")

    assert live_runs(path) == {RUN}
    lock.release()
    remove_folder(path)
    assert other.read_text() == "notes"


@pytest.mark.parametrize("content", ["notes", "", f"run {'b' * 12} of flowroute-ext\nnotes"])
def test_a_file_with_the_exact_name_of_a_lock(path, lock, content):
    """What has the name of a lock but another content is neither locked nor removed."""
    lock.take()
    other = Lock.of(path, "b" * 12)
    other.path.write_text(content)

    assert not other.take()
    assert not other.is_held()
    other.remove()
    assert (live_runs(path), other.path.read_text()) == ({RUN}, content)


def of_a_user(where: Path, kind: str, tmp_path: Path) -> None:
    if kind == "file":
        where.write_text("notes")
    elif kind == "link":
        real = Lock.of(tmp_path / "other.db", RUN)
        real.take()
        real.release()
        where.symlink_to(real.path.parent)
    else:
        where.mkdir()
        if kind != "empty":
            (where / "flowroute-ext-outbox").write_text(kind)
            lease = f"{0:020} {0:010}"
            (where / f"run-{RUN}").write_text(f"run {RUN} of flowroute-ext\n{lease}\n")


@pytest.mark.parametrize("kind", ["file", "empty", "link", "notes", ""])
def test_a_folder_of_a_user(outbox, path, tmp_path, lock, kind):
    """A file or folder of that name which is not ours is refused and left as it is."""
    of_a_user(folder(path), kind, tmp_path)
    before = everything(tmp_path)

    for act in (lock.take, lock.is_held, lambda: live_runs(path)):
        with pytest.raises(OutboxError) as caught:
            act()
        assert str(caught.value) == (
            f"{path} keeps its locks in campaign.db.lock beside it, and there is something else of "
            "that name. Rename that, or the outbox; it is left as it is."
        )
    lock.remove()
    remove_folder(path)
    assert everything(tmp_path) == before


def test_a_folder_that_was_replaced(path, lock):
    """A run that ends removes nothing from a folder that has taken the place of its own."""
    lock.take()
    folder(path).rename(path.with_name("elsewhere"))
    folder(path).mkdir()
    lock.path.write_text("notes")

    lock.release()

    assert lock.path.read_text() == "notes"


def test_a_folder_that_another_removes(path, lock, monkeypatch):
    """A lock is taken in the folder that is there, whenever another one removes what it made."""
    make, removed = LockFolder.make, []

    def make_and_lose(self: LockFolder) -> None:
        make(self)
        if len(removed) < 3:
            removed.append(remove_folder(path))

    monkeypatch.setattr(LockFolder, "make", make_and_lose)

    assert lock.take()
    assert len(removed) == 3
    assert live_runs(path) == {RUN}


def test_a_folder_in_which_a_lock_is_being_taken(path, lock, monkeypatch):
    """It is not removed before the lock is there: others would take its owner for one that died."""
    opened = os.open

    def remove_and_open(name: Path, *arguments: int) -> int:
        if name == lock.path:
            remove_folder(path)
        return opened(name, *arguments)

    monkeypatch.setattr(os, "open", remove_and_open)

    assert lock.take()
    assert live_runs(path) == {RUN}


def test_too_many_open_files(path, lock, monkeypatch):
    """What the system refuses is an `OutboxError`."""
    lock.take()

    def refuse(*_: object) -> int:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(os, "open", refuse)
    for act in (lock.is_held, lambda: live_runs(path), Lock.of(path, "b" * 12).take):
        with pytest.raises(OutboxError, match=r"locks beside it \(Too many open files\)"):
            act()
    lock.remove()
