"""The window: never too many arrivals at the server, and hardly ever fewer than it takes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowroute_ext._rate_limit.sliding_window import (
    Ended,
    Place,
    Quota,
    Reservation,
    Window,
    finish,
    postpone,
    reserve,
    withdraw,
)
from rate_limit.simulation import Simulation, Trip, most, rate

SMS = Quota(5, 1.0)
MMS = Quota(1, 1.0)


def seconds(most: float) -> st.SearchStrategy[float]:
    return st.floats(0, most, allow_nan=False, allow_subnormal=False)


@st.composite
def networks(draw: st.DrawFn) -> Iterator[Trip]:
    """Trips, every second of which nothing disturbs.

    The others may be late there or back, may be given up, and may take their client with them.
    Only a request that is late on its way there, and overdue as well, cannot be detected.
    """
    out, work, back = (draw(seconds(most)) for most in (0.2, 2.0, 0.2))
    late = 0.9 * max(0.02, min(0.5, (1 - out - work - back) / 2))
    disturbances = draw(
        st.lists(
            st.builds(
                Trip,
                out=seconds(late),
                work=seconds(2.0),
                back=st.none() | seconds(1.0),
                crash=st.booleans(),
                gives_up=st.none() | seconds(3.0),
            ),
            min_size=1,
            max_size=20,
        )
    )

    def trips() -> Iterator[Trip]:
        while True:
            for more in disturbances:
                yield Trip(out, work, back)
                late = None if more.back is None else back + more.back
                yield Trip(out + more.out, work + more.work, late, more.crash, more.gives_up)

    return trips()


@pytest.mark.once
@settings(max_examples=settings.default.max_examples * 3)
@given(
    quota=st.builds(Quota, st.integers(1, 6), st.sampled_from([1.0, 2.5])),
    trips=networks(),
    crowd=st.integers(0, 60),
    callers=st.lists(
        st.tuples(st.integers(0, 3), seconds(10.0), st.none() | seconds(3.0)), max_size=40
    ),
    oversleeps=st.just([0.0]) | st.lists(seconds(0.05), min_size=1),
)
def test_never_too_many(quota, trips, crowd, callers, oversleeps):
    """No period sees more arrivals than the limit, whatever is late, given up, or crashes.

    A crowd comes at once, the others when they like, to four processes in all; they leave when
    some seconds.
    """
    simulation = Simulation(quota, trip=lambda: next(trips), oversleep=cycle(oversleeps).__next__)
    callers = [(number % 4, 0.0, None) for number in range(crowd)] + callers
    for number, (process, comes, leaves) in enumerate(callers):
        simulation.caller(number, process, simulation.now + comes, leaves=leaves)
    simulation.run()

    assert most(simulation.arrivals, quota.period) <= quota.limit
    assert simulation.refusals == 0
    assert simulation.left_waiting == 0


@given(
    out=seconds(0.5),
    work=seconds(3.0),
    back=seconds(0.5),
    processes=st.sampled_from([1, 4]),
    quota=st.sampled_from([SMS, MMS]),
)
def test_hardly_ever_fewer(out, work, back, processes, quota):
    """A steady network costs nothing: 96.5 % of the limit go through, however slow the server."""
    simulation = Simulation(quota, trip=lambda: Trip(out, work, back))
    for number in range(160):
        simulation.caller(number, number % processes, simulation.now)
    simulation.run()
    # What comes before is spent on getting to know the network.
    steady = simulation.arrivals[60:]

    assert most(simulation.arrivals, quota.period) <= quota.limit
    assert rate(steady) >= 0.965 * quota.limit / quota.period


@pytest.mark.parametrize("usual", [0.005, 0.05, 0.2])
@pytest.mark.parametrize("seed", range(3))
def test_jitter_costs_what_it_is(usual, seed):
    """Where round trips vary, a slot is held as much longer as they are late, and half of it."""
    chance = random.Random(seed)
    simulation = Simulation(SMS, trip=lambda: Trip(0.03, chance.expovariate(1 / usual), 0.03))
    for number in range(600):
        simulation.caller(number, 0, simulation.now)
    simulation.run()

    assert most(simulation.arrivals, 1.0) <= 5
    assert rate(simulation.arrivals[100:]) >= 5 / (1.01 + 1.6 * usual)


@given(comings=st.lists(seconds(5.0), min_size=1, max_size=60), processes=st.integers(1, 4))
def test_first_come_first_served(comings, processes):
    """Within a process callers are served in order, and all of them."""
    simulation = Simulation(SMS, trip=lambda: Trip(0.02, 0.01, 0.02))
    for number, comes in enumerate(sorted(comings)):
        simulation.caller(number, number % processes, simulation.now + comes)
    simulation.run()

    assert sorted(simulation.served) == list(range(len(comings)))
    for process in range(processes):
        served = [number for number in simulation.served if number % processes == process]
        assert served == sorted(served)


@pytest.mark.parametrize("processes", [2, 4, 8])
@pytest.mark.parametrize("oversleep", [0.0, 0.001, 0.01])
def test_busy_processes_share_the_limit(processes, oversleep):
    """Processes that all have much to send get about the same share."""
    chance = random.Random(processes)
    simulation = Simulation(
        SMS, trip=lambda: Trip(0.02, 0.01, 0.02), oversleep=lambda: oversleep * chance.random()
    )
    for number in range(600):
        simulation.caller(number, number % processes, simulation.now)
    simulation.run(simulation.now + 60)

    shares = Counter(number % processes for number in simulation.served)
    assert len(simulation.served) >= 4.9 * 60
    assert max(shares.values()) <= 2 * min(shares.values())


def full(at: float) -> Window:
    """A window in which five have just been."""
    window = Window()
    for number in range(5):
        window, attempt = reserve(window, f"past {number}", SMS, at)
        assert isinstance(attempt, Reservation)
        window = finish(window, attempt, Ended(answered=True), SMS, at)
    return window


def test_a_slot_is_kept_for_a_waiting_caller():
    """A caller that waited as long as it had to finds a slot, even if others ask before."""
    window, wait = reserve(full(0.0), "first", SMS, 0.9)
    assert wait == pytest.approx(0.105)
    for number in range(5):
        window, _ = reserve(window, f"early {number}", SMS, 0.95)

    asked = []
    for ticket in [*(f"early {number}" for number in range(5)), "first"]:
        window, answer = reserve(window, ticket, SMS, 1.1)
        asked += [ticket] * isinstance(answer, Reservation)

    assert asked == ["early 0", "early 1", "early 2", "early 3", "first"]


def test_a_caller_that_does_not_ask_again_loses_its_place():
    """A caller that is late by more than a second is removed from the queue."""
    window, wait = reserve(full(0.0), "crashed", SMS, 0.9)
    assert window.queue == (Place("crashed", 0.9 + wait + 1.0),)
    assert reserve(window, "new", SMS, 2.0)[0].queue[0].ticket == "crashed"

    window, answer = reserve(window, "new", SMS, 2.1)
    assert (window.queue, answer) == ((), Reservation("new", 2.1))


def test_a_caller_that_left_is_removed():
    """A caller that leaves the queue frees its place."""
    window, _ = reserve(full(0.0), "gone", SMS, 0.9)

    assert withdraw(window, "gone").queue == ()


def test_an_attempt_that_did_not_start():
    """A postponed attempt does not count, and is the next one to start."""
    window, attempt = reserve(Window(), "first", MMS, 0.0)
    assert isinstance(attempt, Reservation)
    window = postpone(window, attempt, 0.5)
    assert window == Window(queue=(Place("first", 1.5),))

    window, _ = reserve(window, "second", MMS, 0.1)
    assert [place.ticket for place in window.queue] == ["first", "second"]
    assert reserve(window, "first", MMS, 0.5)[1] == Reservation("first", 0.5)


def test_a_clock_that_was_set_back():
    """Moments that have yet to come, as after a restart of the machine, cost one period."""
    window = full(5000.0)
    window, refused = reserve(window, "one more", SMS, 5002.0)
    assert isinstance(refused, Reservation)
    window = finish(window, refused, Ended(refused=True, retry_after=60.0), SMS, 5002.0)

    window, wait = reserve(window, "after", SMS, 10.0)
    assert wait == pytest.approx(1.0)
    assert isinstance(reserve(window, "after", SMS, 11.001)[1], Reservation)


def test_a_reservation_that_is_never_finished():
    """The slot of a crashed client is free after half a second and a period."""
    window = Window()
    for number in range(5):
        window, _ = reserve(window, f"crashed {number}", SMS, 0.0)

    assert reserve(window, "next", SMS, 1.5)[1] == pytest.approx(0.005)
    assert isinstance(reserve(window, "next", SMS, 1.506)[1], Reservation)


def test_a_response_after_the_slot_was_free():
    """After a late response the attempt counts again, as it may have arrived late."""
    window, attempt = reserve(Window(), "late", MMS, 0.0)
    assert isinstance(attempt, Reservation)
    window = finish(window, attempt, Ended(answered=True), MMS, 3.0)

    assert reserve(window, "next", MMS, 3.0)[1] == pytest.approx(1.005)
