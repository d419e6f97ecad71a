"""The requests of a run that are in flight, and what an interruption leaves behind."""

from __future__ import annotations

import _thread
import asyncio
import sys
import threading
import time
from collections import Counter
from contextlib import suppress

import pytest

from flowroute_ext import Outbox, OutboxError, RateLimit
from flowroute_ext._outbox.in_flight import InFlight, Withheld
from flowroute_ext.types import OutboxCounts
from outbox.clients import SandboxClients
from outbox.texts import rows
from outbox.threads import until

ATTEMPT = (1, 1)


def _moved_when_it_ended(outbox: Outbox) -> Outbox:
    """The outbox in another place, where it is moved once no run has it open."""
    target = outbox.path.with_name("moved.db")
    for _ in range(100):
        with suppress(OutboxError):
            return outbox.move(target)
        time.sleep(0.01)  # the last worker closes the run, which it does not signal
    return outbox.move(target)


def _interrupt_main() -> None:
    """Press Ctrl-C while the main thread waits: within a callback Python would only report it."""
    main = threading.main_thread().ident
    until(lambda: sys._current_frames()[main].f_code.co_name == "wait")
    _thread.interrupt_main()


def test_before_close():
    """A row in progress may be tried again, until its outcome was written."""
    in_flight = InFlight()

    assert in_flight.enter(ATTEMPT)
    assert in_flight.in_progress == set()
    in_flight.admit(ATTEMPT)
    in_flight.admit(ATTEMPT)
    assert in_flight.in_progress == {ATTEMPT}
    in_flight.done(ATTEMPT)
    assert (in_flight.in_progress, in_flight.close()) == (set(), 0)


def test_after_close():
    """Nothing leaves: neither what waits, nor what comes, nor what would be tried again."""
    in_flight = InFlight()
    in_flight.enter((1, 1))
    in_flight.enter((2, 1))
    in_flight.admit((2, 1))

    assert in_flight.close() == 1
    assert not in_flight.enter((3, 1))
    for attempt, forgotten in [((1, 1), True), ((2, 1), False)]:
        with pytest.raises(Withheld) as caught:
            in_flight.admit(attempt)
        assert caught.value.forgotten is forgotten
    assert (in_flight.in_progress, in_flight.close()) == (set(), 0)


def test_a_caller_that_fails_while_it_waits():
    """One that `close` has not waited for is told so, and no other."""
    in_flight = InFlight()
    in_flight.enter((1, 1))
    in_flight.enter((2, 1))
    in_flight.admit((2, 1))
    in_flight.enter((3, 1))

    assert not in_flight.left_early((3, 1))
    assert in_flight.close() == 1
    assert (in_flight.left_early((1, 1)), in_flight.left_early((2, 1))) == (True, False)


def test_nothing_leaves_after_an_interruption(outbox):
    """Rows that wait for a permit are queued again at once; the one in progress is waited for."""
    clients = SandboxClients("sync")
    outbox.add(rows(40))
    sleep, asleep = clients.clock.sleep, threading.Event()
    interrupted = threading.Lock()

    def wait(seconds: float) -> None:
        if interrupted.acquire(blocking=False):
            _interrupt_main()
        assert asleep.wait(20)
        sleep(seconds)

    clients.clock.sleep = wait
    with pytest.raises(KeyboardInterrupt):
        clients.send(outbox, rate_limit=RateLimit(sms=5))
    posts = clients.posts

    left = outbox.status()
    assert (posts <= 5, left) == (True, OutboxCounts(sent=posts, queued=40 - posts))
    assert {row.attempts for row in outbox.rows("queued")} == {0}
    asleep.set()  # what waits gets its permit now, and does not use it
    assert clients.send(Outbox(outbox.path)).counts == OutboxCounts(sent=40)
    assert Counter(clients.bodies) == Counter(f"Text {n}" for n in range(40))


def test_a_second_interruption(outbox, monkeypatch):
    """It waits for no request, and the run ends with the last one, though the process goes on."""
    clients = SandboxClients("sync")
    outbox.add(rows(40))
    stopped, returned = threading.Event(), threading.Event()
    interrupted = threading.Lock()
    close = InFlight.close

    def closing(in_flight: InFlight) -> int:
        stopped.set()
        return close(in_flight)

    def wait(_: object) -> None:
        if interrupted.acquire(blocking=False):
            _interrupt_main()
            assert stopped.wait(20)
            _interrupt_main()
        assert returned.wait(20)

    monkeypatch.setattr(InFlight, "close", closing)
    clients.on_request = wait
    with pytest.raises(KeyboardInterrupt):
        clients.send(outbox)
    in_progress = outbox.status().sending
    returned.set()
    moved = _moved_when_it_ended(outbox)

    assert 1 <= in_progress <= 10
    assert moved.status() == OutboxCounts(sent=in_progress, queued=40 - in_progress)
    assert clients.send(moved).counts == OutboxCounts(sent=40)
    assert Counter(clients.bodies) == Counter(f"Text {n}" for n in range(40))


@pytest.mark.parametrize("cancels", [1, 2, 5])
def test_a_run_that_is_cancelled_again_and_again(outbox, cancels):
    """However often a run is cancelled, no row is being sent when it has returned."""
    clients = SandboxClients("async")
    outbox.add(rows(40))

    async def cancelled() -> None:
        run = asyncio.ensure_future(clients.asend(outbox))
        clients.at_request(15, run.cancel)
        while not run.cancelling():
            await asyncio.sleep(0)
        for _ in range(cancels - 1):
            run.cancel()
            await asyncio.sleep(0.001)
        with pytest.raises(asyncio.CancelledError):
            await run

    asyncio.run(cancelled())

    assert outbox.status().sending == 0
    assert clients.send(outbox).counts == OutboxCounts(sent=40)
    assert Counter(clients.bodies) == Counter(f"Text {n}" for n in range(40))


def test_a_cancelled_run_within_a_rate_limit(outbox):
    """Rows that wait for a permit were not sent, and are queued again."""
    clients = SandboxClients("async")
    outbox.add(rows(40))
    never = asyncio.Event

    async def cancelled() -> None:
        forever = never()
        run = asyncio.ensure_future(clients.asend(outbox, rate_limit=RateLimit(sms=5)))

        async def asleep(seconds: float) -> None:
            run.cancel()
            await forever.wait()

        clients.clock.asleep = asleep
        with pytest.raises(asyncio.CancelledError):
            await run

    asyncio.run(cancelled())

    left = outbox.status()
    assert (left.sending, left.unknown + left.sent, left.total) == (0, clients.posts, 40)
    assert {row.attempts for row in outbox.rows("queued")} == {0}
