"""A limit that is shared by a Redis: by machines with different clocks."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from forked.python import Python
from send_once.servers import RedisServer

from flowroute_ext._async.rate_limiter import AsyncRateLimiter
from flowroute_ext._base.clock import Clock
from flowroute_ext._rate_limit import redis_store
from flowroute_ext._rate_limit.errors import SharedLimitError
from flowroute_ext._rate_limit.permits import WouldBeLate
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._rate_limit.redis_store import GUARD
from flowroute_ext._sync.rate_limiter import RateLimiter
from rate_limit.clocks import FakeClock
from rate_limit.simulation import most

MESSAGES = "/v2.1/messages"


class Machine(Clock):
    """A machine with a clock that is wrong by some seconds."""

    def __init__(self, wrong: float) -> None:
        self.wrong = wrong

    def monotonic(self) -> float:
        return super().monotonic() + self.wrong


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    server = RedisServer()
    yield server
    server.clean_up()


ORIGIN = "flowroute:origin"


@pytest.fixture(autouse=True)
def old_server(server: RedisServer) -> None:
    """Nothing counts in the Redis, and it is known for long."""
    server.empty()
    age(server)


def age(server: RedisServer) -> None:
    """Have the Redis known for long."""
    with redis.Redis(port=server.port) as client:
        run = client.info("server")["run_id"]
        client.set(ORIGIN, f"1/{run}")


def limiter(server: RedisServer, wrong: float = 0.0, account="account", **limit) -> RateLimiter:
    """A limiter on its own machine: only the Redis connects it with the others."""
    return RateLimiter(RateLimit(shared=server.url, **limit), account, Machine(wrong))


def left_waiting(limiter: RateLimiter, timeout: float = 20) -> float | None:
    """The seconds until a permit, at least; None if there is one now."""
    deadline = limiter._clock.monotonic() + timeout
    try:
        limiter.queue(MESSAGES, "sms").permit(deadline=deadline).done(answered=True)
    except WouldBeLate as late:
        return late.seconds
    return None


# The store's script, which also keeps the moments of all starts, by the time of the Redis.
COUNT = "redis.call('ZADD', attempts, string.format('%d', now + late), attempt)"
RECORDING = f"redis.call('RPUSH', 'all-starts', string.format('%d', now))\n{COUNT}"
assert COUNT in redis_store.SCRIPT


def all_starts(server: RedisServer) -> list[float]:
    """The moments at which something was counted."""
    with redis.Redis(port=server.port) as client:
        return [int(moment) / 1e6 for moment in client.lrange("all-starts", 0, -1)]


@pytest.fixture
def recording(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_store, "SCRIPT", redis_store.SCRIPT.replace(COUNT, RECORDING))


PROCESS = """
import sys
from flowroute_ext._base.clock import Clock
from flowroute_ext._rate_limit import redis_store
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._sync.rate_limiter import RateLimiter
redis_store.SCRIPT = redis_store.SCRIPT.replace(*sys.argv[2:])
limiter = RateLimiter(RateLimit(sms=20, shared=sys.argv[1]), "account", Clock())
for _ in range(20):
    limiter.queue("/v2.1/messages", "sms").permit(deadline=None).done(answered=True)
"""


def test_processes_that_send_together(server):
    """Four processes start no more than one may, in any second and the guard."""
    command = ["-c", PROCESS, server.url, COUNT, RECORDING]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    processes = [Python(*command, env=environment) for _ in range(4)]

    assert [process.wait(timeout=60) for process in processes] == [0] * 4
    starts = all_starts(server)
    assert len(starts) == 80
    assert most(starts, 1.0 + GUARD - 0.0001) <= 20


def test_machines_that_send_together(server, recording):
    """Three machines start no more than one may, in any second and the guard."""
    limiters = [limiter(server, wrong, sms=10) for wrong in (0.0, 5000.0, -500.0)]

    def send(number: int) -> None:
        limiters[number % 3].queue(MESSAGES, "sms").permit(deadline=None).done(answered=True)

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(send, range(40)))

    starts = all_starts(server)
    assert len(starts) == 40
    assert most(starts, 1.0 + GUARD - 0.0001) <= 10


def test_what_others_have_started_counts(server):
    """A machine waits for what another one has started, of the same account only."""
    one, two = (limiter(server, wrong, per="minute") for wrong in (0.0, 99.0))
    other = limiter(server, account="other", per="minute")

    assert [left_waiting(one) for _ in range(3)] == [None] * 3
    assert [left_waiting(two) for _ in range(2)] == [None] * 2
    assert [left_waiting(other) for _ in range(5)] == [None] * 5
    for waiting in (one, two):
        assert left_waiting(waiting) == pytest.approx(60, abs=30)


def test_a_refusal_stops_all_machines(server):
    """After a 429 no machine starts anything for as long as the response says."""
    one, two = limiter(server), limiter(server)
    one.queue(MESSAGES, "sms").permit(deadline=None).done(refused=True, retry_after=30)

    for waiting in (one, two):
        assert left_waiting(waiting) == pytest.approx(30, abs=9)


def test_a_redis_that_is_gone():
    """Nothing is sent while the Redis is out of reach; the error masks its password."""
    server = RedisServer()
    server.clean_up()
    clock = FakeClock()
    address = server.url.removeprefix("redis://")
    limit = RateLimit(shared=f"redis://:opensesame@{address}")

    with pytest.raises(SharedLimitError) as caught:
        RateLimiter(limit, "account", clock).queue(MESSAGES, "sms").permit(deadline=None)

    assert str(caught.value) == (
        f"the rate limit cannot be shared: redis://•••@{address} cannot be reached. "
        "Start it, or give the address of another one."
    )
    assert clock.passed == pytest.approx(31.5, abs=1.5)


def test_a_redis_that_comes_back():
    """A restart costs the time that it takes, and a second, as counts may be lost."""
    server = RedisServer()
    try:
        age(server)
        one = limiter(server)
        assert left_waiting(one) is None
        server.kill()
        assert left_waiting(one, timeout=0.2) is not None
        began = one._clock.monotonic()
        server.start()
        assert left_waiting(one) is None
        assert one._clock.monotonic() > began + 1.25
    finally:
        server.clean_up()


def test_a_redis_that_is_full(server):
    """The error has what the Redis reports."""
    with redis.Redis(port=server.port) as client:
        client.config_set("maxmemory", "1")
        try:
            with pytest.raises(SharedLimitError) as caught:
                left_waiting(limiter(server))
        finally:
            client.config_set("maxmemory", "0")

    assert caught.value.problem.startswith("refuses: ")
    assert "maxmemory" in caught.value.problem


def test_a_redis_with_another_password(server):
    """A wrong password is an error at once, and not shown."""
    with redis.Redis(port=server.port) as client:
        client.config_set("requirepass", "opensesame")
        try:
            wrong = RateLimit(shared=server.url.replace("redis://", "redis://:openbarley@"))
            with pytest.raises(SharedLimitError) as caught:
                RateLimiter(wrong, "account", Machine(0.0)).queue(MESSAGES, "sms").permit(
                    deadline=None
                )
        finally:
            client.config_set("requirepass", "")

    assert caught.value.problem.startswith("refuses: ")
    assert "open" not in str(caught.value)


def test_other_tasks_go_on(server):
    """While the Redis takes its time, the event loop goes on."""
    limiter = AsyncRateLimiter(RateLimit(shared=server.url), "account", Machine(0.0))

    async def scene() -> int:
        (await limiter.queue(MESSAGES, "sms").permit(deadline=None)).done(answered=True)
        with redis.Redis(port=server.port) as client:
            client.client_pause(1000)
        waiting = asyncio.create_task(limiter.queue(MESSAGES, "sms").permit(deadline=None))
        rounds = 0
        while not waiting.done():
            await asyncio.sleep(0.005)
            rounds += 1
        waiting.result().done(answered=True)
        return rounds

    assert asyncio.run(scene()) > 5


def test_nothing_is_left_behind(server):
    """The counts in the Redis end with the period, and what is known of it after a day."""
    assert left_waiting(limiter(server)) is None
    with redis.Redis(port=server.port) as client:
        ends = {key.decode(): client.ttl(key) for key in client.scan_iter()}

    assert 0 < ends.pop(ORIGIN) <= 86400
    assert list(ends) == [f"flowroute:attempts/account {MESSAGES} sms/5/1"]
    assert 0 < max(ends.values()) <= 2


def test_a_redis_whose_clock_was_set_back(server):
    """Starts in the future count as now: they cost one period, and no more."""
    one = limiter(server, sms=2, per="minute")
    with redis.Redis(port=server.port) as client:
        later = int((client.time()[0] + 3600) * 1e6)
        starts = {"one": later, "two": later}
        client.zadd(f"flowroute:attempts/account {MESSAGES} sms/2/60", starts)

    assert left_waiting(one) == pytest.approx(60, abs=30)


def test_a_longer_pause_is_not_cut_short(server):
    """Of two refusals the one with the longer `Retry-After` counts, whichever comes last."""
    one, two, three = limiter(server), limiter(server), limiter(server)
    permits = [each.queue(MESSAGES, "sms").permit(deadline=None) for each in (one, two)]
    for permit, retry_after in zip(permits, (50, 30), strict=True):
        permit.done(refused=True, retry_after=retry_after)
    left_waiting(one)
    left_waiting(two)

    assert left_waiting(three) == pytest.approx(50, abs=15)
