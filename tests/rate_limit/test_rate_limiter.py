"""The rate limiter: how long callers wait for permits, in which order, and what they share."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from flowroute_ext._async.rate_limiter import AsyncRateLimiter
from flowroute_ext._base.clock import Clock
from flowroute_ext._http.semaphores import AsyncSemaphore, Semaphore
from flowroute_ext._rate_limit.fifo import FifoQueue
from flowroute_ext._rate_limit.permits import WouldBeLate
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._sync.rate_limiter import RateLimiter
from rate_limit.clocks import FakeClock

MESSAGES = "/v2.1/messages"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def limiter(clock: FakeClock) -> RateLimiter:
    return RateLimiter(RateLimit(), "account", clock)


def send(limiter: RateLimiter, clock: FakeClock, kind="sms", endpoint=MESSAGES, **ended) -> float:
    """Send once, which takes no time; the time of it."""
    permit = limiter.queue(endpoint, kind).permit(deadline=None)
    permit.done(**(ended or {"answered": True}))
    return round(clock.passed, 6)


def test_five_at_once(limiter, clock):
    """Five go at once, and the sixth a second and the guard later."""
    assert [send(limiter, clock) for _ in range(12)] == [0.0] * 5 + [1.005] * 5 + [2.01] * 2


def test_one_mms(limiter, clock):
    """MMS have a limit of their own, one a second; so has every endpoint."""
    assert [send(limiter, clock, "mms") for _ in range(3)] == [0.0, 1.005, 2.01]
    assert send(limiter, clock, "sms") == 2.01
    assert send(limiter, clock, "mms", "/v2.2/messages") == 2.01


def test_a_refusal_stops_everything(limiter, clock):
    """After a 429 nothing leaves for a second, or as long as the answer says."""
    assert send(limiter, clock, refused=True) == 0.0
    assert send(limiter, clock) == 1.01
    assert send(limiter, clock, refused=True, retry_after=7.0) == 1.01
    assert send(limiter, clock) == 8.01


def test_a_refusal_is_learned_from(limiter, clock):
    """Each 429 doubles the guard, up to a quarter of a second; successes shrink it again."""
    gaps = []
    for _ in range(8):
        before = clock.passed
        send(limiter, clock, refused=True)
        gaps.append(round(clock.passed - before, 6))

    assert gaps == [0.0, 1.01, 1.02, 1.04, 1.08, 1.16, 1.25, 1.25]
    for _ in range(1000):
        last = send(limiter, clock)
    assert send(limiter, clock) - last <= 1.005


def test_late_before_it_waits(limiter, clock):
    """A permit that would come after the deadline is refused at once, and nothing is counted."""
    for _ in range(5):
        send(limiter, clock)
    for _ in range(3):
        with pytest.raises(WouldBeLate) as caught:
            limiter.queue(MESSAGES, "sms").permit(deadline=clock.monotonic() + 1.0)
        assert caught.value.seconds == pytest.approx(1.005)

    assert clock.waits == []
    permit = limiter.queue(MESSAGES, "sms").permit(deadline=clock.monotonic() + 1.1)
    permit.done(answered=True)
    assert clock.passed == pytest.approx(1.005)


def test_a_deadline_that_has_passed(limiter, clock):
    """After the deadline there is no permit, even if a slot is free."""
    with pytest.raises(WouldBeLate):
        limiter.queue(MESSAGES, "sms").permit(deadline=clock.monotonic() - 0.1)


def test_over_once(limiter, clock):
    """Only the first `done` of a permit counts."""
    permit = limiter.queue(MESSAGES, "sms").permit(deadline=None)
    permit.done(answered=True)
    permit.done(refused=True, retry_after=30.0)

    assert send(limiter, clock) == 0.0


def test_clients_of_one_account(clock):
    """All clients of an account share its limit, sync and async; other accounts do not."""
    one, two = (RateLimiter(RateLimit(), "shared", clock) for _ in range(2))
    other = RateLimiter(RateLimit(), "other", clock)
    third = AsyncRateLimiter(RateLimit(), "shared", clock)
    for limiter in [one, two, one]:
        send(limiter, clock)

    async def from_a_task() -> None:
        (await third.queue(MESSAGES, "sms").permit(deadline=None)).done(answered=True)

    asyncio.run(from_a_task())
    assert [send(two, clock), send(one, clock), send(other, clock)] == [0.0, 1.005, 1.005]


def test_a_clock_of_its_own():
    """Clients with different clocks share nothing: their times cannot be compared."""
    clocks = [FakeClock(), FakeClock()]
    for clock in clocks:
        limiter = RateLimiter(RateLimit(), "clocks", clock)
        assert [send(limiter, clock) for _ in range(6)] == [0.0] * 5 + [1.005]


def test_tasks_go_in_order(clock):
    """Tasks are served in the order they came; a cancelled task is removed at once."""
    limiter = AsyncRateLimiter(RateLimit(), "tasks", clock)
    served: list[tuple[int, float]] = []

    async def send_once(number: int) -> None:
        permit = await limiter.queue(MESSAGES, "sms").permit(deadline=None)
        served.append((number, round(clock.passed, 6)))
        permit.done(answered=True)

    async def crowd() -> list[BaseException | None]:
        tasks = [asyncio.create_task(send_once(number)) for number in range(12)]
        await asyncio.sleep(0)
        for gone in (5, 8):
            tasks[gone].cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    outcomes = asyncio.run(crowd())
    assert [number for number, outcome in enumerate(outcomes) if outcome is not None] == [5, 8]
    assert served == [
        *((number, 0.0) for number in (0, 1, 2, 3, 4)),
        *((number, 1.005) for number in (6, 7, 9, 10, 11)),
    ]


class StoppedClock(Clock):
    """A real clock whose first sleeper waits for an event, and is interrupted then."""

    def __init__(self) -> None:
        self.waiting = threading.Event()
        self.released = threading.Event()

    def sleep(self, seconds: float) -> None:
        self.waiting.set()
        self.released.wait()
        raise KeyboardInterrupt


def test_a_queued_task_gives_up_at_its_deadline():
    """A task whose deadline comes while others are before it stops waiting then."""

    class Endless(Clock):
        async def asleep(self, seconds: float) -> None:
            await asyncio.Event().wait()

    clock = Endless()
    limiter = AsyncRateLimiter(RateLimit(sms=1), "line", clock)

    async def crowd() -> float:
        await limiter.queue(MESSAGES, "sms").permit(deadline=None)
        first = asyncio.create_task(limiter.queue(MESSAGES, "sms").permit(deadline=None))
        await asyncio.sleep(0)
        with pytest.raises(WouldBeLate) as caught:
            await limiter.queue(MESSAGES, "sms").permit(deadline=clock.monotonic() + 0.01)
        first.cancel()
        return caught.value.seconds

    assert asyncio.run(crowd()) == 0.0


def test_a_queued_thread_gives_up_at_its_deadline():
    """So does a thread."""
    clock = StoppedClock()
    limiter = RateLimiter(RateLimit(sms=1), "line", clock)
    limiter.queue(MESSAGES, "sms").permit(deadline=None)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(limiter.queue(MESSAGES, "sms").permit, deadline=None)
        clock.waiting.wait()
        with pytest.raises(WouldBeLate):
            limiter.queue(MESSAGES, "sms").permit(deadline=clock.monotonic() + 0.01)
        clock.released.set()
        assert isinstance(first.exception(), KeyboardInterrupt)
    # The interrupted thread has left the queue: the wait is for the limit now.
    with pytest.raises(WouldBeLate) as caught:
        limiter.queue(MESSAGES, "sms").permit(deadline=clock.monotonic() + 0.01)
    assert caught.value.seconds > 0


def test_no_more_than_there_are_connections():
    """A caller without a free connection gets its permit when one is free, and not before."""
    clock = FakeClock()
    limiter = RateLimiter(RateLimit(sms=50), "slots", clock, Semaphore(3))
    in_progress = [limiter.queue(MESSAGES, "sms").permit(deadline=None) for _ in range(3)]

    with pytest.raises(WouldBeLate):
        limiter.queue(MESSAGES, "sms").permit(deadline=clock.monotonic() + 0.01)
    in_progress[0].done()
    in_progress[0].done()
    limiter.queue(MESSAGES, "sms").permit(deadline=clock.monotonic() + 0.01)
    with pytest.raises(WouldBeLate):
        limiter.queue(MESSAGES, "sms").permit(deadline=clock.monotonic() + 0.01)


def test_no_more_tasks_than_there_are_connections():
    """The same for tasks; a cancelled one leaves its connection to the others."""
    clock = FakeClock()
    limiter = AsyncRateLimiter(RateLimit(sms=50), "tasks with slots", clock, AsyncSemaphore(1))

    async def crowd() -> None:
        in_progress = await limiter.queue(MESSAGES, "sms").permit(deadline=None)
        waiting = asyncio.create_task(limiter.queue(MESSAGES, "sms").permit(deadline=None))
        await asyncio.sleep(0)
        assert not waiting.done()
        waiting.cancel()
        in_progress.done()
        (await limiter.queue(MESSAGES, "sms").permit(deadline=clock.monotonic() + 5)).done()

    asyncio.run(crowd())


def test_threads_go_in_order():
    """A queue of threads is served in order, without those that gave up."""
    queue = FifoQueue()
    served: list[int] = []
    first = queue.turn()
    assert first.enter(None)

    def wait(number: int) -> None:
        # Those divisible by four do not wait.
        turn = queue.turn()
        if turn.enter(0.0 if number % 4 == 0 else None):
            served.append(number)
        turn.leave()

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(20)]
    for number, thread in enumerate(threads):
        thread.start()
        if number % 4 == 0:
            thread.join()
        else:
            wait_until_queued(queue, number - number // 4)
    first.leave()
    for thread in threads:
        thread.join()

    assert served == [number for number in range(20) if number % 4]


def wait_until_queued(queue: FifoQueue, number: int) -> None:
    """Let other threads run until so many wait."""
    while len(queue._order) != number + 1:
        threading.Event().wait(0.001)


def test_a_thread_that_is_gone_without_leaving():
    """One that was interrupted while it left the queue keeps no other one waiting."""
    queue = FifoQueue()
    lost = queue.turn()
    assert lost.enter(None)
    waiting = queue.turn()
    assert not waiting.enter(0.0)
    del lost
    assert waiting.enter(60.0)
