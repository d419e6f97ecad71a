"""Lost responses, found out by clients whose wall clock is wrong or is set."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime

import attrs
import httpx
import pytest
from ext.calls import NUMBER
from ext.clocks import START, SandboxClock
from ext.unsafe_calls import TO

from flowroute_ext import Flowroute, OutcomeUnknown
from flowroute_sandbox import FrozenClock, Sandbox, transport

WRONG = [-7200, -125, -20, 0, 300]
FAULTS = {"drop-after": "accepted", "drop-before": "not accepted"}


class WrongClock(SandboxClock):
    """A clock of which the wall clock is *wrong* by so many seconds."""

    wrong = 0.0

    def monotonic(self) -> float:
        return self._sandbox.clock.now().timestamp() - 1.7e9

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.wrong)


@attrs.frozen
class Trial:
    """A client of a sandbox, and its clock."""

    flowroute: Flowroute
    sandbox: Sandbox
    clock: WrongClock

    def lose(self, fault: str) -> OutcomeUnknown:
        """Send a message whose response is lost, and return the error."""
        self.sandbox.fault(fault, operation="send_a_message")
        with pytest.raises(OutcomeUnknown) as caught:
            self.flowroute.messages.send(to=TO, from_=NUMBER, body="Your table is ready.")
        return caught.value


@pytest.fixture
def trial() -> Iterator[Trial]:
    """A client of a server that shows its time, cut to the second."""
    sandbox = Sandbox(clock=FrozenClock(START))
    sandbox.seed_number(NUMBER)

    def dated(response: httpx.Response) -> None:
        now = sandbox.clock.now().replace(microsecond=0)
        response.headers["date"] = format_datetime(now, usegmt=True)

    clock = WrongClock(sandbox)
    with httpx.Client(
        transport=transport(sandbox, httpx), event_hooks={"response": [dated]}
    ) as client:
        flowroute = Flowroute(
            sandbox.access_key, sandbox.secret_key, http_client=client, clock=clock, max_retries=0
        )
        yield Trial(flowroute, sandbox, clock)


@pytest.mark.parametrize("measured", [True, False])
@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_clock(trial: Trial, fault: str, wrong: int, measured: bool) -> None:
    """The outcome is found out, whether a response showed the time before it was lost or not."""
    trial.clock.wrong = wrong
    if measured:
        trial.flowroute.numbers.get(NUMBER)

    assert trial.lose(fault).resolve().verdict == FAULTS[fault]


@pytest.mark.parametrize("measured", [True, False])
@pytest.mark.parametrize("set_by", WRONG)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_clock_that_is_set_afterwards(
    trial: Trial, fault: str, set_by: int, measured: bool
) -> None:
    """Between the attempt and the look at the records."""
    if measured:
        trial.flowroute.numbers.get(NUMBER)
    error = trial.lose(fault)
    trial.clock.wrong = set_by

    assert error.resolve().verdict == FAULTS[fault]


@pytest.mark.parametrize("set_by", WRONG)
@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.sampled(12)
def test_a_pickled_error(trial: Trial, fault: str, wrong: int, set_by: int) -> None:
    """It has its times by Flowroute's clock, and is never resolved wrongly without them."""
    trial.clock.wrong = wrong
    unmeasured = pickle.loads(pickle.dumps(trial.lose(fault)))
    trial.clock.wrong = set_by
    assert trial.flowroute.resolve(unmeasured).verdict in (FAULTS[fault], "still unknown")

    trial.sandbox.advance(600)
    trial.clock.wrong = wrong
    measured = pickle.loads(pickle.dumps(trial.lose(fault)))
    trial.clock.wrong = set_by
    assert trial.flowroute.resolve(measured).verdict == FAULTS[fault]
