"""The locks that show whether a run is alive."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

from flowroute_ext._outbox.locks import Lock, runs

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from flowroute_ext._outbox.locks import Lock

lock = Lock.of(Path(sys.argv[1]), "a")
assert lock.take()
print("TAKEN", flush=True)
sys.stdin.read()
"""


def test_one_at_a_time(path):
    """A lock is held by one object, even within a process, until it is released."""
    first, second = Lock.of(path, "a"), Lock.of(path, "a")

    assert first.take()
    assert not second.take()
    assert runs(path) == {"a"}
    first.release()
    assert runs(path) == set()
    assert second.take()
    second.release()
    second.release()


def test_only_its_owner_may_read_it(path):
    """Only the owner may read and write the file of a lock."""
    lock = Lock.of(path, "a")
    lock.take()

    assert stat.S_IMODE(lock.path.stat().st_mode) == 0o600
    lock.release()


def test_the_lock_of_a_killed_process_is_free(path):
    """A stopped process keeps its lock, and one that is killed loses it that instant."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, path],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "generated")])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    lock = Lock.of(path, "a")
    with process:
        assert process.stdout.readline() == "TAKEN\n"
        assert not lock.take()
        process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
        assert not lock.take()
        process.kill()

    assert lock.take()
    lock.release()


def test_other_files_are_not_locks(path):
    """Only the locks of this file's runs count."""
    for name in ("campaign.db-wal", "campaign.db", "other.db-run-a"):
        path.with_name(name).touch()

    assert runs(path) == set()
