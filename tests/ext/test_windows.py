"""When an attempt was in progress by Flowroute's clock, whatever the clocks show."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import attrs
import pytest
from ext.clocks import FastClock
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext._reconcile.server_clock import ServerClock
from flowroute_ext._reconcile.skew import Offset, combined, date_of, measured
from flowroute_ext._reconcile.verdicts import NEAR, SETTLED, SKEW
from flowroute_ext._reconcile.windows import (
    AttemptTimes,
    Here,
    Window,
    on_server,
    passed,
    place,
)

NOW = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOME = object()
MONOTONIC = 5000.0


def at(seconds: float) -> datetime:
    return NOW + seconds * SECOND


def here(
    after: float, *, ahead: float | None = None, stepped: float = 0, machine: str = "m"
) -> Here:
    """The moment *after* so many true seconds, on a clock that is set by *stepped*.

    *ahead* is how far Flowroute's clock is ahead of the true time, if that is measured.
    """
    offset = None if ahead is None else at(ahead).timestamp() - MONOTONIC
    measured_offset = None if offset is None else Offset(offset - 0.7, offset + 0.7)
    now = at(after + stepped)
    return Here(now, MONOTONIC + after, machine, HOME, measured_offset, stepped)


def attempt(started: float, ended: float, *, wrong: float = 0, home: bool = True) -> AttemptTimes:
    """An attempt in true seconds, by a clock that is *wrong* by so many."""
    return AttemptTimes(
        at(started + wrong),
        at(ended + wrong),
        MONOTONIC + started,
        MONOTONIC + ended,
        "m",
        home=HOME if home else None,
    )


OFF = st.floats(-10_000, 10_000)
AGES = st.floats(0.0, 5000)


@given(started=st.floats(-100, 0), took=st.floats(0, 30), wrong=OFF, ahead=OFF, stepped=OFF)
def test_a_measured_clock(
    started: float, took: float, wrong: float, ahead: float, stepped: float
) -> None:
    """Where Flowroute's clock is measured, the wall clock does not matter, however it was set."""
    times = attempt(started, started + took, wrong=wrong)

    window = place(times, here(60, ahead=ahead, stepped=stepped))

    assert window.near == NEAR
    assert window.started <= at(started + ahead) <= window.started + 2 * SECOND
    assert window.ended - 2 * SECOND <= at(started + took + ahead) <= window.ended


@given(wrong=OFF, ahead=OFF, then=OFF, later=OFF)
def test_a_clock_that_was_measured_by_the_sender(
    wrong: float, ahead: float, then: float, later: float
) -> None:
    """An error of another process or machine has its times by Flowroute's clock."""
    sent = on_server(attempt(0, 3, wrong=wrong), here(3, ahead=ahead, stepped=then)).elsewhere()

    window = place(sent, here(50, ahead=later, stepped=later, machine="another"))

    assert window.near == NEAR
    assert at(ahead - 2) <= window.started <= at(ahead)
    assert at(ahead + 3) <= window.ended <= at(ahead + 5)


@given(wrong=OFF, ahead=OFF, stepped=OFF, known=st.booleans())
def test_another_process_that_measured_nothing(
    wrong: float, ahead: float, stepped: float, known: bool
) -> None:
    """The true times are in the window, by the monotonic clock of the machine."""
    window = place(
        attempt(0, 3, wrong=wrong, home=False),
        here(50, ahead=ahead if known else None, stepped=stepped),
    )

    true = ahead if known else stepped  # the wall clock is all there is
    assert window.started <= at(true) + SECOND / 100
    assert at(true + 3) - SECOND / 100 <= window.ended
    assert window.near is None or window.ended - window.started <= 3 * SECOND + 2 * NEAR


def test_a_clock_that_was_not_set() -> None:
    """Without a measurement, and without a contradiction, the wall clock is right."""
    assert place(attempt(0, 3), here(40)) == Window(at(0), at(3))
    assert place(attempt(0, 3, home=False), here(40)) == Window(at(0), at(3))
    assert place(AttemptTimes(at(0), at(3)), here(40)) == Window(at(0), at(3))


def test_a_clock_that_was_set_during_the_attempt() -> None:
    """Both of its times count, and no record near one of them is a proof."""
    times = attrs.evolve(attempt(0, 3, home=False), ended=at(-600))

    present = attrs.evolve(here(40, stepped=-603), stepped=0)
    assert place(times, present) == Window(at(-603), at(0), None)


def test_a_clock_that_was_set_by_years() -> None:
    """Nothing can be said, and no records are read."""
    window = place(AttemptTimes(at(0), at(3)), here(40, stepped=3e7))

    assert (window.near, window.beyond) == (None, True)


def test_a_machine_whose_clock_is_wrong() -> None:
    """Without a measurement of the sender, its clock may be as wrong as this one, or right."""
    window = place(AttemptTimes(at(-300), at(-297)), here(40, ahead=300, stepped=0))

    assert (window.started, window.near) == (at(-300), None)
    assert window.ended >= at(3)


@given(age=AGES, wrong=OFF, ahead=OFF, stepped=OFF)
def test_no_more_time_passed_than_did(
    age: float, wrong: float, ahead: float, stepped: float
) -> None:
    """Whatever the clocks were set to, records are not taken to be settled too early."""
    true = age * SECOND + SECOND / 1000
    measured_then = here(0, ahead=ahead, stepped=wrong)
    times = on_server(attempt(-3, 0, wrong=wrong), measured_then)

    assert passed(times, here(age, stepped=stepped)) <= true
    assert passed(times.elsewhere(), here(age, ahead=ahead, stepped=stepped)) <= true
    unmeasured = attempt(-3, 0, wrong=wrong).elsewhere()
    assert passed(unmeasured, here(age, ahead=ahead, stepped=stepped)) <= true
    assert passed(unmeasured, here(age, ahead=ahead, stepped=stepped), MONOTONIC + age) <= true


@given(age=AGES, off=st.floats(-1, 1))
def test_clocks_of_two_machines(age: float, off: float) -> None:
    """What they differ by, two minutes at most, is not taken for time that passed."""
    wrong = off * SKEW.total_seconds()
    times = attrs.evolve(attempt(-3, 0, wrong=wrong), machine="another").elsewhere()

    assert passed(times, here(age)) <= age * SECOND + SECOND / 1000
    assert (
        passed(times, here(age), MONOTONIC) == max(age * SECOND, passed(times, here(age)))
        or age < SETTLED.total_seconds() + SKEW.total_seconds()
    )


@given(
    true=st.floats(0, 1e9), trips=st.lists(st.tuples(st.floats(0, 99), st.floats(0, 9)), min_size=1)
)
def test_what_is_measured_is_true(true: float, trips: list[tuple[float, float]]) -> None:
    """The offset is between its bounds, whenever in a round trip the response was made."""
    offsets = [
        measured(float(int(sent + took * 0.3 + true)), sent, sent + took) for sent, took in trips
    ]

    found = combined(offsets)

    assert found is not None
    assert found.low - 1e-6 <= true <= found.high + 1e-6
    assert found.high - found.low <= min(took for _, took in trips) + 1 + 1e-6


def test_servers_that_contradict_each_other() -> None:
    """All that one of them shows counts."""
    assert combined([Offset(0, 1), Offset(5, 6)]) == Offset(0, 6)
    assert combined([]) is None


@pytest.mark.parametrize(
    "headers", [{}, {"date": "soon"}, {"date": ""}, {"date": format_datetime(NOW), "age": "60"}]
)
def test_a_response_that_does_not_show_its_time(headers: dict[str, str]) -> None:
    """A date that cannot be read, or that is of a stored response, is none."""
    assert date_of(headers) is None


def test_the_latest_responses_count() -> None:
    """A server whose clock was set is measured anew."""
    clock = FastClock()
    server = ServerClock(clock)
    assert server.offset() is None
    for ahead in (0, 300):
        for _ in range(8):
            date = format_datetime(clock.now() + timedelta(seconds=ahead), usegmt=True)
            server.observe({"date": date}, clock.monotonic(), clock.monotonic())
            clock.sleep(1)

    found = server.offset()

    start = clock.now().timestamp() - clock.monotonic()
    assert found == Offset(start + 300, start + 301)


def test_times_can_be_pickled() -> None:
    """All but what identifies the clock of the process."""
    times = attempt(0, 3)

    assert pickle.loads(pickle.dumps(times.elsewhere())) == times.elsewhere()
    assert times.elsewhere().home is None
