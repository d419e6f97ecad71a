"""While a cassette plays no wait takes time: backoff, polling, the rate limit."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from ext.clocks import FastClock

from flowroute_ext import AsyncFlowroute, Flowroute, OutcomeUnknown, RateLimited
from flowroute_ext.types import Clock
from pytest_flowroute._playback.fixture import FlowrouteCassette

from .conftest import Run, cassette

SMS = {"to": "12065550142", "from_": "12065550100", "body": "Hello"}
NUMBER = "12065550143"


@pytest.fixture(autouse=True)
def no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real wait fails the test."""
    sleep = asyncio.sleep

    async def asleep(seconds: float) -> None:
        assert seconds == 0, f"waits for {seconds} s"
        await sleep(0)

    monkeypatch.setattr(time, "sleep", lambda seconds: pytest.fail(f"waits for {seconds} s"))
    monkeypatch.setattr(asyncio, "sleep", asleep)


@pytest.mark.flowroute_cassette("messages/send", fault="429 x2")
def test_a_retry(flowroute_cassette: FlowrouteCassette) -> None:
    """The backoff of the client takes no time."""
    with Flowroute() as flowroute:
        flowroute.messages.send(**SMS)
    assert [one.status for one in flowroute_cassette.requests] == [429, 429, 202]
    assert len(flowroute_cassette.sent_messages) == 1


@pytest.mark.flowroute_cassette("messages/send", fault="connect-timeout x2")
def test_a_retry_in_a_task(flowroute_cassette: FlowrouteCassette) -> None:
    """The backoff of the asynchronous client takes no time."""

    async def send() -> None:
        async with AsyncFlowroute() as flowroute:
            await flowroute.messages.send(**SMS)

    asyncio.run(send())
    faults = [one.fault for one in flowroute_cassette.requests]
    assert faults == ["connect-timeout", "connect-timeout", None]


@pytest.mark.flowroute_cassette("messages/send", fault="429 x3")
def test_retries_that_are_used_up(flowroute_cassette: FlowrouteCassette) -> None:
    """After the last retry the error is raised."""
    with Flowroute() as flowroute, pytest.raises(RateLimited):
        flowroute.messages.send(**SMS)
    assert len(flowroute_cassette.requests) == 3


def test_waits_move_the_clock(flowroute_cassette: FlowrouteCassette) -> None:
    """The time is later by the wait, for every client and in every block of the test."""
    with Flowroute() as flowroute, flowroute_cassette("routes/edge-strategies"):
        before, began = flowroute.clock.now(), flowroute.clock.monotonic()
        flowroute.clock.sleep(3600)
        flowroute.routes.edge_strategies()
    with Flowroute() as another:
        assert another.clock.now() - before >= timedelta(hours=1)
        assert another.clock.monotonic() - began >= 3600


def test_the_next_test_has_another_clock(suite: Run) -> None:
    """Each test that plays has its own time; one without a cassette has the real time."""
    suite(
        """
        import time
        from datetime import UTC, datetime, timedelta
        import pytest
        from flowroute_ext.types import Clock

        class Real(Clock):
            pass  # never overridden

        def is_real():
            before = datetime.now(UTC)
            return before <= Clock().now() <= datetime.now(UTC)

        began = []

        @pytest.mark.parametrize("turn", range(2))
        def test_playing(flowroute_cassette, turn):
            assert is_real()
            began.append(Clock().monotonic())
            Clock().sleep(3600)
            assert datetime.now(UTC) + timedelta(minutes=59) < Clock().now()

        def test_another(monkeypatch):
            assert is_real()
            waits = []
            monkeypatch.setattr(time, "sleep", waits.append)
            Clock().sleep(3600)
            assert waits == [3600]
            assert is_real()
            assert Real().monotonic() <= Clock().monotonic() <= Real().monotonic()
            assert began[1] - began[0] > 3600, "no limit counts what an earlier test sent"
        """
    ).assert_outcomes(passed=3)


def test_several_tests_of_one_scenario(suite: Run) -> None:
    """Tests that share a scenario share its clock."""
    suite(
        """
        import pytest
        from flowroute_ext.types import Clock

        @pytest.mark.flowroute_cassette(scope="class")
        class TestStory:
            def test_first(self, flowroute_cassette):
                type(self).before = Clock().now()
                Clock().sleep(60)
            def test_second(self, flowroute_cassette):
                assert (Clock().now() - self.before).total_seconds() >= 60
        """
    ).assert_outcomes(passed=2)


@pytest.mark.flowroute_cassette("messages/send", fault="429 x2")
def test_a_client_with_its_own_clock_keeps_it(flowroute_cassette: FlowrouteCassette) -> None:
    """A clock that a test gives to a client is used."""
    own = FastClock()
    with Flowroute(clock=own) as flowroute:
        flowroute.messages.send(**SMS)
    assert own.passed >= 2
    assert Clock().now() <= datetime.now(UTC)


def test_a_partial_clock_uses_the_real_time(flowroute_cassette: FlowrouteCassette) -> None:
    """A clock that overrides some methods never mixes two times."""

    class Own(Clock):
        def sleep(self, seconds: float) -> None: ...

    Clock().sleep(3600)
    assert Clock().monotonic() - Own().monotonic() >= 3600
    assert datetime.now(UTC) <= Own().now() <= datetime.now(UTC)


def test_more_messages_than_the_rate_limit(flowroute_cassette: FlowrouteCassette) -> None:
    """The rate limit is kept, by threads and tasks, and takes no time."""
    with flowroute_cassette("messages/send") as played, Flowroute() as flowroute:
        before = flowroute.clock.now()
        with ThreadPoolExecutor(4) as threads:
            bodies = [f"Hello {number}" for number in range(30)]
            list(threads.map(lambda body: flowroute.messages.send(**{**SMS, "body": body}), bodies))
        assert flowroute.clock.now() - before >= timedelta(seconds=5)
    assert played.play_count == 30

    async def send() -> None:
        async with AsyncFlowroute() as flowroute:
            sendings = [flowroute.messages.send(**{**SMS, "body": body}) for body in bodies]
            await asyncio.gather(*sendings)

    with flowroute_cassette("messages/send") as played:
        asyncio.run(send())
    assert played.play_count == 30


def test_resolving_an_unknown_outcome(pytester: pytest.Pytester, suite: Run) -> None:
    """`resolve=True` polls for half a minute, and sends again what was not accepted."""
    path = f"/v2/numbers/{NUMBER}"
    folder = pytester.path / "cassettes" / "flowroute"
    folder.mkdir(parents=True)
    bought = {"data": {"type": "number", "id": NUMBER, "attributes": {"value": NUMBER}}}
    own = cassette(("POST", path, None, 201, bought), ("GET", path, None, 404, {}))
    (folder / "buying.json").write_text(own)
    suite(
        f"""
        import pytest
        from flowroute_ext import Flowroute

        @pytest.mark.flowroute_cassette("buying", fault="500")
        def test_it(flowroute_cassette):
            with Flowroute() as flowroute:
                before = flowroute.clock.now()
                flowroute.numbers.purchase({NUMBER!r}, resolve=True)
                assert (flowroute.clock.now() - before).total_seconds() >= 30
            posts = [one.status for one in flowroute_cassette.requests if one.method == "POST"]
            assert posts == [500, 201]
        """
    ).assert_outcomes(passed=1)


def test_eight_threads_wait_at_once(flowroute_cassette: FlowrouteCassette) -> None:
    """The waits of all threads are added."""
    clock = Clock()
    before = clock.monotonic()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(clock.sleep, [1.0] * 800))
    assert clock.monotonic() - before >= 800


@pytest.mark.flowroute_cassette("messages/send", fault="lost-response")
def test_an_outcome_that_stays_unknown(flowroute_cassette: FlowrouteCassette) -> None:
    """The times of the error are those of the clock of the test."""
    with Flowroute() as flowroute:
        flowroute.clock.sleep(60)
        before = flowroute.clock.now()
        with pytest.raises(OutcomeUnknown) as raised:
            flowroute.messages.send(**SMS)
        assert before <= raised.value.started <= raised.value.ended <= flowroute.clock.now()
    assert len(flowroute_cassette.requests) == 1
