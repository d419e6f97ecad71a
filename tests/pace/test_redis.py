"""A limit that is shared by a Redis: by machines, whose clocks nobody has set alike."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from claims.servers import RedisServer

from flowroute_ext._async.pacer import AsyncPacer
from flowroute_ext._clock import Clock
from flowroute_ext._pace.errors import SharedLimitError
from flowroute_ext._pace.rate import RateLimit
from flowroute_ext._pace.turns import WouldBeLate
from flowroute_ext._sync.pacer import Pacer
from pace.clocks import FakeClock
from pace.world import most

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


@pytest.fixture(autouse=True)
def forgetful(server: RedisServer) -> None:
    server.empty()


def pacer(server: RedisServer, sms: int = 5, wrong: float = 0.0, account="account") -> Pacer:
    """A pacer on a machine of its own: it knows of the others by the Redis only."""
    return Pacer(RateLimit(sms=sms, shared=server.url), account, Machine(wrong))


def left_waiting(pacer: Pacer, patience: float = 0.2) -> float | None:
    """How long at least it would be to wait for a turn; None if there is one."""
    deadline = pacer._clock.monotonic() + patience
    try:
        pacer.turn(MESSAGES, "sms", deadline=deadline).done(answered=True)
    except WouldBeLate as late:
        return late.seconds
    return None


def test_machines_that_send_together(server):
    """Three machines start no more than one may, in any second, and hardly fewer."""
    real = Clock()
    pacers = [pacer(server, 10, wrong) for wrong in (0.0, 5000.0, -500.0)]

    def send(number: int) -> float:
        turn = pacers[number % 3].turn(MESSAGES, "sms", deadline=None)
        started = real.monotonic()
        turn.done(answered=True)
        return started

    with ThreadPoolExecutor(12) as pool:
        starts = list(pool.map(send, range(40)))

    assert most(starts, 1.0) <= 10
    assert max(starts) - min(starts) < 4 * 1.1


def test_what_others_have_started_counts(server):
    """A machine waits for what another one has started, of the same account only."""
    one, two, other = pacer(server), pacer(server, wrong=99.0), pacer(server, account="other")

    assert [left_waiting(one) for _ in range(3)] == [None] * 3
    assert [left_waiting(two) for _ in range(2)] == [None] * 2
    assert [left_waiting(other) for _ in range(5)] == [None] * 5
    for waiting in (one, two):
        assert left_waiting(waiting) == pytest.approx(0.9, abs=0.15)


def test_a_refusal_stops_all_machines(server):
    """After a 429 no machine starts anything for as long as the answer says."""
    one, two = pacer(server), pacer(server)
    one.turn(MESSAGES, "sms", deadline=None).done(refused=True, retry_after=30)

    for waiting in (one, two):
        assert left_waiting(waiting) == pytest.approx(30, abs=0.5)


def test_a_redis_that_is_gone():
    """Nothing is sent when the Redis stays out of reach; the error hides its password."""
    server = RedisServer()
    server.clean_up()
    clock = FakeClock()
    address = server.url.removeprefix("redis://")
    limit = RateLimit(shared=f"redis://:opensesame@{address}")

    with pytest.raises(SharedLimitError) as caught:
        Pacer(limit, "account", clock).turn(MESSAGES, "sms", deadline=None)

    assert str(caught.value) == (
        f"the rate limit cannot be shared: redis://•••@{address} cannot be reached. "
        "Start it, or give the address of another one."
    )
    assert clock.passed == pytest.approx(31.5, abs=1.5)


def test_a_redis_that_comes_back():
    """A restart costs nothing but the time that it takes."""
    server = RedisServer()
    try:
        one = pacer(server)
        assert left_waiting(one) is None
        server.kill()
        assert left_waiting(one) is not None
        server.start()
        assert left_waiting(one, patience=10) is None
    finally:
        server.clean_up()


def test_a_redis_that_is_full(server):
    """What the Redis itself says is told."""
    with redis.Redis(port=server.port) as client:
        client.config_set("maxmemory", "1")
        try:
            with pytest.raises(SharedLimitError) as caught:
                left_waiting(pacer(server))
        finally:
            client.config_set("maxmemory", "0")

    assert caught.value.problem.startswith("refuses: ")
    assert "maxmemory" in caught.value.problem


def test_other_tasks_go_on(server):
    """While the Redis takes its time, the event loop goes on."""
    paced = AsyncPacer(RateLimit(shared=server.url), "account", Machine(0.0))

    async def scene() -> int:
        (await paced.turn(MESSAGES, "sms", deadline=None)).done(answered=True)
        with redis.Redis(port=server.port) as client:
            client.client_pause(300)
        waiting = asyncio.create_task(paced.turn(MESSAGES, "sms", deadline=None))
        rounds = 0
        while not waiting.done():
            await asyncio.sleep(0.005)
            rounds += 1
        waiting.result().done(answered=True)
        return rounds

    assert asyncio.run(scene()) > 5


def test_nothing_is_left_behind(server):
    """The counts in the Redis end with the period."""
    assert left_waiting(pacer(server)) is None
    with redis.Redis(port=server.port) as client:
        keys = {key.decode(): client.ttl(key) for key in client.scan_iter()}

    assert keys == {f"flowroute:LIMITER/account {MESSAGES} sms/5/1/second": 2}
