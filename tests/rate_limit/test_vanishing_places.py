"""Shared places that are new, vanish, are emptied or replaced: a full second is waited."""

from __future__ import annotations

import asyncio
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from forked.python import Python
from send_once.servers import RedisServer

from flowroute_ext._async.rate_limiter import AsyncRateLimiter
from flowroute_ext._base.clock import Clock
from flowroute_ext._rate_limit.errors import SharedLimitError
from flowroute_ext._rate_limit.fifo import PendingReservation
from flowroute_ext._rate_limit.joint_stores import JointStores
from flowroute_ext._rate_limit.permits import WouldBeLate
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._rate_limit.redis_store import RedisStore
from flowroute_ext._rate_limit.sliding_window import Ended, Quota, Reservation
from flowroute_ext._rate_limit.stores import MemoryStore
from flowroute_ext._sync.rate_limiter import RateLimiter
from rate_limit.clocks import FakeClock
from rate_limit.limiters import MESSAGES, aged, limiters, send


def remove(path: Path) -> None:
    """Remove a database."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def execute(path: Path, statement: str) -> None:
    """Do something in a database behind the back of the limiters."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()


def replace_by_a_copy(path: Path) -> None:
    """Put a copy of a database in its place, which has no later count."""
    execute(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(path, path.with_suffix(".copy"))
    remove(path)
    path.with_suffix(".copy").rename(path)


def drop(path: Path) -> None:
    """Drop the table."""
    execute(path, "DROP TABLE rate_limit_windows")


def empty(path: Path) -> None:
    """Remove all rows."""
    execute(path, "DELETE FROM rate_limit_windows")


@pytest.mark.parametrize("act", [remove, replace_by_a_copy, drop, empty])
def test_a_file_that_vanishes(tmp_path, act: Callable[[Path], None]):
    """Whoever used it, or uses it for the first time, waits for a second from then on."""
    path = aged(tmp_path / "limit.db")
    one, two = limiters(path, 2)
    assert [send(*one) for _ in range(4)] == [0.0] * 4

    act(path)
    assert send(*one) == pytest.approx(1.25, abs=0.01)
    (new,) = limiters(path, 1)
    assert send(*two) == pytest.approx(1.25, abs=0.01)
    assert send(*new) == pytest.approx(1.25, abs=0.01)


def test_a_process_that_makes_the_file_anew(tmp_path):
    """A new process does not know what was sent by another file of that name, and waits."""
    path = aged(tmp_path / "limit.db")
    (old,) = limiters(path, 1)
    assert [send(*old) for _ in range(5)] == [0.0] * 5

    remove(path)
    (new,) = limiters(path, 1)
    assert send(*new) == pytest.approx(1.25, abs=0.01)
    assert send(*old) == pytest.approx(1.25, abs=0.01)


def test_longer_periods(tmp_path):
    """Those that used the file wait for a whole period; others for a second."""
    path = aged(tmp_path / "limit.db")
    clocks = [FakeClock(), FakeClock()]
    minute = RateLimit(per="minute", shared=path)
    old, new = (RateLimiter(minute, "account", clock) for clock in clocks)
    assert send(old, clocks[0]) == 0.0

    remove(path)
    assert send(new, clocks[1]) == pytest.approx(1.25, abs=0.01)
    assert send(old, clocks[0]) == pytest.approx(60.25, abs=0.01)


def test_a_file_that_others_made(tmp_path):
    """A database without our table was not used for a limit yet: nothing waits."""
    path = tmp_path / "rows.db"
    execute(path, "CREATE TABLE rows (id)")

    ((limiter, clock),) = limiters(path, 1)
    assert [send(limiter, clock) for _ in range(6)] == [0.0] * 5 + [1.005]


def test_an_outbox_that_is_gone(tmp_path):
    """The file of an outbox is not made by its limit: that it is missing is an error."""
    path, clock = tmp_path / "rows.db", FakeClock()
    limiter = RateLimiter(RateLimit(), "account", clock, outbox=aged(path))
    assert send(limiter, clock) == 0.0

    remove(path)
    with pytest.raises(SharedLimitError) as caught:
        send(limiter, clock)
    assert str(caught.value) == (
        f"the rate limit cannot be shared: {path} is not there any more. "
        "Put it back, or begin with another one."
    )
    assert list(tmp_path.iterdir()) == []


HOLDER = """
import sys, time
from pathlib import Path
from flowroute_ext._base.clock import Clock
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._rate_limit.redis_store import RedisStore
from flowroute_ext._rate_limit.sliding_window import Ended, Quota, Reservation
from flowroute_ext._sync.rate_limiter import RateLimiter
limiter = RateLimiter(RateLimit(shared=sys.argv[1]), "account", Clock())
began = Clock().monotonic()
for _ in range(5):
    limiter.queue("/v2.1/messages", "sms").permit(deadline=None)
print(began, flush=True)
time.sleep(60)
"""


def killed_holder(shared: str) -> float:
    """Kill a process that has five permits; when it asked for the first one."""
    with Python("-c", HOLDER, shared, stdout=subprocess.PIPE, text=True) as holder:
        moment = float(holder.stdout.readline())
        holder.send_signal(signal.SIGKILL)
    return moment


def wait_for_a_permit(limiter: RateLimiter) -> float:
    """The seconds until a permit, at least; none if a busy machine took as long to ask for it."""
    try:
        limiter.queue(MESSAGES, "sms").permit(deadline=Clock().monotonic() + 1.0)
    except WouldBeLate as late:
        return late.seconds
    return 0.0


def check_wait(seconds: float, expected: float, began: float) -> None:
    """Fail unless a permit is due so long after a moment, from which time has passed since."""
    passed = Clock().monotonic() - began
    assert max(0.0, expected - passed) - 0.01 <= seconds <= expected + 0.1


class LaterClock(Clock):
    """The clock of this machine, on which sleeping takes no time."""

    def __init__(self) -> None:
        self.slept = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.slept

    def sleep(self, seconds: float) -> None:
        self.slept += seconds


def test_a_holder_that_is_killed(tmp_path):
    """What a killed process had permits for may have left, half a second later at most."""
    path = aged(tmp_path / "limit.db")
    moment = killed_holder(str(path))
    clock = LaterClock()
    limiter = RateLimiter(RateLimit(shared=path), "account", clock)

    limiter.queue(MESSAGES, "sms").permit(deadline=None)
    assert clock.monotonic() >= moment + 1.5
    assert clock.slept < 1.6


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    server = RedisServer()
    yield server
    server.clean_up()


def test_a_redis_that_is_new_or_flushed(server):
    """After a FLUSHALL all wait for a second, and so do those that find it empty first."""
    new = RateLimiter(RateLimit(shared=server.url), "new", Clock())
    began = Clock().monotonic()
    check_wait(wait_for_a_permit(new), 1.25, began)
    new.queue(MESSAGES, "sms").permit(deadline=None).done(answered=True)

    with redis.Redis(port=server.port) as client:
        client.flushall()
    began = Clock().monotonic()
    check_wait(wait_for_a_permit(new), 1.25, began)
    other = RateLimiter(RateLimit(shared=server.url), "other", Clock())
    check_wait(wait_for_a_permit(other), 1.25, began)


def test_a_redis_at_the_start_of_a_process(server):
    """The first attempts are late, as they load what they need: they count half a second later."""
    began = killed_holder(server.url)
    limiter = RateLimiter(RateLimit(shared=server.url), "account", Clock())

    check_wait(wait_for_a_permit(limiter), 1.53, began)


def test_attempts_that_ended_count_from_then_on(server):
    """Once the first attempts have ended they count from their arrival, or not at all."""
    store, quota = RedisStore(server.url, "ended", Clock()), Quota(1, 60.0)
    while not isinstance(first := store.reserve("first", quota), Reservation):
        threading.Event().wait(first)
    store.postpone(first, 1.0)
    began = Clock().monotonic()
    second = store.reserve("second", quota)
    assert isinstance(second, Reservation)

    waiting = store.reserve("third", quota)
    assert isinstance(waiting, float)
    check_wait(waiting, 60.53, began)
    store.finish(second, Ended(answered=True), quota)
    waiting = store.reserve("third", quota)
    assert isinstance(waiting, float)
    check_wait(waiting, 60.03, began)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_redis_that_does_not_answer(kind: str) -> None:
    """The deadline of a call bounds the wait for the Redis, too."""
    clock = Clock()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        limit = RateLimit(shared=f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        deadline = clock.monotonic() + 0.2
        if kind == "sync":
            queue = RateLimiter(limit, "account", clock).queue(MESSAGES, "sms")
            with pytest.raises(WouldBeLate):
                queue.permit(deadline=deadline)
            late = clock.monotonic() - deadline
        else:
            late = asyncio.run(lateness(limit, clock, deadline))
    assert late < 15  # without the deadline it takes half a minute


async def lateness(limit: RateLimit, clock: Clock, deadline: float) -> float:
    """The seconds after the deadline at which a task gives up."""
    queue = AsyncRateLimiter(limit, "account", clock).queue(MESSAGES, "sms")
    with pytest.raises(WouldBeLate):
        await queue.permit(deadline=deadline)
    return clock.monotonic() - deadline


def test_a_reservation_that_comes_too_late() -> None:
    """It is given back: the next caller has the slot."""
    clock = Clock()
    quota = RateLimit(sms=1, per="hour").quota("sms")
    process = MemoryStore(clock)
    stores = JointStores(process, ())
    pending = PendingReservation(stores, "late", quota)
    with pytest.raises(WouldBeLate):
        pending.result(0.0)
    pending.run()

    assert isinstance(stores.reserve("next", quota), tuple)
