"""A limit that is shared by a file: by processes, and with whatever may go wrong with a file."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
from pathlib import Path

import pytest
from forked.python import Python
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext._async.rate_limiter import AsyncRateLimiter
from flowroute_ext._base.clock import Clock
from flowroute_ext._rate_limit import serialization
from flowroute_ext._rate_limit.errors import SharedLimitError
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._rate_limit.round_trips import Network
from flowroute_ext._rate_limit.sliding_window import Place, Reservation, Window
from flowroute_ext._sync.rate_limiter import RateLimiter
from rate_limit.limiters import MESSAGES, aged, limiters, run, send
from rate_limit.simulation import most


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that has been used for the limit of an account for long."""
    return aged(tmp_path / "limit.db")


def test_one_count_for_all(path):
    """What one has sent counts for the others; other accounts have their own count."""
    one, two = limiters(path, 2)
    (other,) = limiters(path, 1, "another")

    assert [send(*one), send(*two)] * 2 + [send(*one)] == [0.0] * 5
    assert [send(*one), send(*one), send(*two)] == [0.0, 0.0, 1.005]
    assert send(*other) == 0.0


def test_tasks_share_it_too(path):
    """An asynchronous client counts in the same file as a synchronous one."""
    ((limiter, clock),) = limiters(path, 1)
    other = AsyncRateLimiter(RateLimit(shared=path), "account", clock)

    async def send_six() -> list[float]:
        times = []
        for _ in range(6):
            (await other.queue(MESSAGES, "sms").permit(deadline=None)).done(answered=True)
            times.append(round(clock.passed, 6))
        return times

    assert asyncio.run(send_six()) == [0.0] * 5 + [1.005]
    assert [send(limiter, clock) for _ in range(5)] == [1.005] * 4 + [2.01]


def test_within_a_database_of_ones_own(tmp_path):
    """It takes one table in a file that has others, and leaves the rest as it is."""
    path = tmp_path / "campaign.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE rows (id)")
        connection.execute("PRAGMA user_version = 7")
    connection.close()

    ((limiter, clock),) = limiters(path, 1)
    assert send(limiter, clock) == 0.0
    connection = sqlite3.connect(path)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert tables == [("rows",), ("rate_limit_windows",)]
    assert connection.execute("PRAGMA user_version").fetchone() == (7,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


def refusal(path: Path) -> str:
    """The error for a file that cannot be used, without its path."""
    ((limiter, _),) = limiters(path, 1)
    with pytest.raises(SharedLimitError) as caught:
        limiter.queue(MESSAGES, "sms").permit(deadline=None)
    assert caught.value.where == str(path)
    return str(caught.value).removeprefix(f"the rate limit cannot be shared: {path} ")


def test_a_folder_that_is_not_there(tmp_path):
    """A path that does not exist is an error, and nothing is sent."""
    expected = "cannot be written. Give a file in a folder where you may write."

    assert refusal(tmp_path / "missing" / "limit.db") == expected
    assert refusal(tmp_path) == expected


def test_not_a_database(tmp_path):
    """A file of another kind is an error, and left as it is."""
    path = tmp_path / "recipients.csv"
    path.write_text("to,body\n" * 1000)

    assert (
        refusal(path) == "is not a SQLite database. Give another file; this one is left as it is."
    )
    assert path.read_text() == "to,body\n" * 1000


def test_a_file_that_may_only_be_read(tmp_path):
    """A database that cannot be written is an error."""
    path = tmp_path / "limit.db"
    ((limiter, clock),) = limiters(path, 1)
    send(limiter, clock)
    script = f"""
import os, sys
from rate_limit.test_file_store import refusal
from pathlib import Path
if os.getuid() == 0:
    os.setuid(65534)
print(refusal(Path({str(path)!r})))
"""
    tmp_path.chmod(0o755)
    path.chmod(0o444)
    for parent in [tmp_path, *tmp_path.parents][:3]:
        parent.chmod(0o755)

    assert run(script) == "cannot be written. Give a file in a folder where you may write.\n"


def test_a_disk_that_is_full(tmp_path):
    """A file that cannot grow is an error of the next permit, not of one that was given."""
    path = tmp_path / "limit.db"
    script = f"""
import resource
from pathlib import Path
from rate_limit.limiters import limiters
from rate_limit.test_file_store import refusal
((limiter, _),) = limiters(Path({str(path)!r}), 1)
permit = limiter.queue("/v2.1/messages", "sms").permit(deadline=None)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
permit.done(answered=True)
print(refusal(Path({str(path)!r})))
"""
    expected = (
        "cannot be written: the disk is full or failing. Make room, and go on: nothing was lost.\n"
    )

    assert run(script) == expected


def test_another_release(tmp_path):
    """A count that another release wrote in its own way is not mixed with ours."""
    path = tmp_path / "limit.db"
    ((limiter, clock),) = limiters(path, 1)
    send(limiter, clock)
    with sqlite3.connect(path) as connection:
        connection.execute("""UPDATE rate_limit_windows SET window = '{"format": 2}'""")
    connection.close()

    expected = (
        "is in use by another release. Use the same release of flowroute-ext in every process."
    )
    assert refusal(path) == expected


def test_a_file_that_is_locked(path):
    """While the file is locked a caller waits, and raises after half a minute."""
    ((limiter, clock),) = limiters(path, 1)
    permit = limiter.queue(MESSAGES, "sms").permit(deadline=None)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    permit.done(refused=True, retry_after=5.0)
    with pytest.raises(SharedLimitError) as caught:
        limiter.queue(MESSAGES, "sms").permit(deadline=None)
    assert caught.value.problem == "was locked by another program for 30 s"
    # The refusal, and half a minute.
    assert clock.passed == pytest.approx(36.0, abs=1.5)
    other.execute("ROLLBACK")
    other.close()

    # Changes that could not be written in the meantime are kept.
    clock.passed = 0.0
    assert send(limiter, clock) == pytest.approx(5.0)


PROCESS = """
import sys
from flowroute_ext._base.clock import Clock
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._sync.rate_limiter import RateLimiter
clock = Clock()
limiter = RateLimiter(RateLimit(sms=20, shared=sys.argv[1]), "account", clock)
for _ in range(20):
    permit = limiter.queue("/v2.1/messages", "sms").permit(deadline=None)
    print(clock.monotonic())
    permit.done(answered=True)
"""


def test_processes_that_send_together(tmp_path):
    """Four processes at once start no more than one may, in any second."""
    command = ["-c", PROCESS, tmp_path / "limit.db"]
    processes = [Python(*command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    starts = [float(line) for process in processes for line in process.communicate()[0].split()]

    assert [process.returncode for process in processes] == [0] * 4
    assert len(starts) == 80
    assert most(starts, 1.0) <= 20


floats = st.floats(0, 1e6, allow_nan=False)


@given(
    st.builds(
        Window,
        reservations=st.lists(
            st.builds(Reservation, st.text(), floats, st.none() | floats), max_size=3
        ).map(tuple),
        queue=st.lists(st.builds(Place, st.text(), floats), max_size=3).map(tuple),
        pause=floats,
        guard=floats,
        network=st.builds(Network, st.integers(0), floats, floats, floats),
    )
)
def test_a_window_as_text(window):
    """What is written down is what is read, to the last digit."""
    assert serialization.load(serialization.dump(window)) == window


@given(
    st.text()
    | st.just("[]")
    | st.just('{"format": 1}')
    | st.just('{"format": 1, "reservations": 3}')
)
def test_text_that_is_no_window(text):
    """Anything else is refused as such."""
    with pytest.raises(serialization.UnknownFormat):
        serialization.load(text)


def test_the_time_is_the_machines(path):
    """The count is by a clock that all processes have in common, and that cannot be set."""
    clock = Clock()
    limiter = RateLimiter(RateLimit(shared=path), "account", clock)
    before = clock.monotonic()
    limiter.queue(MESSAGES, "sms").permit(deadline=None).done(answered=True)
    connection = sqlite3.connect(path)
    query = "SELECT window FROM rate_limit_windows WHERE counter LIKE 'account %'"
    (text,) = connection.execute(query).fetchone()
    connection.close()

    (attempt,) = serialization.load(text).reservations
    assert before <= attempt.started <= clock.monotonic()
