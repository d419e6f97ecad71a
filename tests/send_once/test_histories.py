"""Whatever workers do, and whenever they crash, a message is accepted once and not lost."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowroute_ext._reconcile.verdicts import SETTLED, is_settled
from flowroute_ext._send_once import state as steps
from flowroute_ext._send_once.state import Claim, Step
from send_once.steps import LEASE, take

START = datetime(2026, 1, 1, tzinfo=UTC)
ATTEMPT = LEASE / 2
INSTANT = timedelta(seconds=1)
NOTHING = timedelta()

# Moments at which something changes, and those around them.
EDGES = (NOTHING, ATTEMPT, SETTLED, LEASE, LEASE + SETTLED, 2 * (LEASE + SETTLED))
MOMENTS = sorted({max(NOTHING, edge + by) for edge in EDGES for by in (-INSTANT, NOTHING, INSTANT)})
Fate = Literal["response", "refused", "no response", "gives up", "killed before", "killed after"]


@attrs.frozen
class Plan:
    """What is to happen to one delivery of the task: when, with which pauses, and its end."""

    delivered: timedelta
    pauses: tuple[timedelta, timedelta, timedelta, timedelta]
    fate: Fate


PLANS = st.builds(
    Plan,
    delivered=st.sampled_from(MOMENTS),
    pauses=st.tuples(*[st.sampled_from(MOMENTS)] * 4),
    fate=st.sampled_from(Fate.__args__),
)


class Simulation:
    """A claim table, Flowroute, and the workers between them, on one clock."""

    def __init__(self) -> None:
        self.now = self.born = self.since = START
        self.table: Claim | None = None
        self.accepted: list[str] = []

    def change(self, step: Step) -> Claim:
        self.table = step(self.table, self.now, self.born)
        return self.table

    def lose_records(self, after: timedelta) -> Iterator[timedelta]:
        yield after
        self.table, self.born = None, self.now

    def deliver(self, name: str, plan: Plan) -> Iterator[timedelta]:
        """One call of `send_once`, which yields how long it pauses.

        A request leaves before half of the lease is over, and arrives within the other half
        and the time that Flowroute takes to settle: the promise holds as long as that does.
        """
        yield plan.delivered
        reading, holding, flying, answering = plan.pauses
        claim = self.change(take("order-1", name, since=self.since))
        if claim.state == "unknown":
            if self.accepted:
                self.change(steps.sent(claim, self.accepted[0]))
                return
            if not is_settled(claim.ended, self.now):
                return
            yield reading
            claim = self.change(steps.take_over(claim, owner=name, lease=LEASE))
        if claim.owner != name:
            return
        latest = self.now + LEASE + SETTLED - INSTANT
        last_call = self.now + ATTEMPT
        yield holding
        if plan.fate == "killed before":
            return
        if self.now >= last_call or plan.fate == "refused":
            self.change(steps.release(claim))
            return
        if plan.fate == "gives up":
            self.change(steps.lose(claim))
            latest = min(latest, self.now + SETTLED - INSTANT)
        yield min(flying, latest - self.now)
        self.accepted.append(f"mdr2-{name}")
        yield answering
        if plan.fate == "response":
            self.change(steps.sent(claim, f"mdr2-{name}"))
        elif plan.fate == "no response":
            self.change(steps.lose(claim))

    def run(self, *stories: Iterator[timedelta]) -> None:
        """Let these happen, each in its own time."""
        moments = [(self.now, number, story) for number, story in enumerate(stories)]
        while moments:
            self.now, number, story = heapq.heappop(moments)
            if (pause := next(story, None)) is not None:
                heapq.heappush(moments, (self.now + pause, number, story))


@pytest.mark.once
@given(st.lists(PLANS, min_size=1, max_size=4), st.lists(st.sampled_from(MOMENTS[1:]), max_size=1))
@settings(max_examples=settings.default.max_examples * 5)
def test_once_and_not_lost(plans: list[Plan], losses: list[timedelta]):
    """Deliveries that overlap, stall, crash and lose responses make one message at the most.

    That holds for a table that loses its records, too. One more delivery makes it one.
    """
    simulation = Simulation()

    simulation.run(
        *(simulation.deliver(f"worker {number}", plan) for number, plan in enumerate(plans)),
        *(simulation.lose_records(moment) for moment in losses),
    )

    assert len(simulation.accepted) <= 1
    simulation.now += LEASE + SETTLED
    simulation.run(simulation.deliver("the last one", Plan(NOTHING, (NOTHING,) * 4, "response")))
    assert [simulation.table.message_id] == simulation.accepted
