"""What is relied on of a network: never more than what its fastest round trips allow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext._rate_limit.round_trips import Network

times = st.floats(0, 30, allow_nan=False, allow_subnormal=False)


def after(trips) -> Network:
    network = Network()
    for trip in trips:
        network = network.after(trip)
    return network


@given(floor=times, disturbed=st.lists(st.lists(times, max_size=9)))
def test_no_credit_beyond_the_network(floor, disturbed):
    """Where one of ten round trips in a row is undisturbed, no credit is larger than that."""
    network = Network()
    for late in disturbed:
        for more in [*late, 0.0]:
            network = network.after(floor + more)
            assert network.credit <= floor + 1e-9


def test_a_steady_network_is_relied_on():
    """From the tenth round trip on, when all take the same, all of it is credit."""
    assert [after([0.2] * known).credit for known in (9, 10, 100)] == [0.0, 0.2, 0.2]


def test_what_differs_is_not_relied_on():
    """The usual lateness is taken off, by half."""
    network = after([0.2, 0.3] * 50)

    assert network.usual == pytest.approx(0.25, abs=0.005)
    assert network.credit == pytest.approx(0.2 - 0.025, abs=0.005)


def test_a_network_that_gets_slower():
    """What was the fastest once is forgotten, in hundreds of round trips."""
    network = after([0.1] * 100 + [0.3] * 500)

    assert network.fastest == pytest.approx(0.3, abs=0.01)
    assert network.credit == pytest.approx(0.3, abs=0.01)


def test_a_network_that_gets_faster():
    """What is faster is believed at once."""
    assert after([0.3] * 100 + [0.1]).credit <= 0.1


@pytest.mark.parametrize(
    ("trips", "lateness"),
    [
        ([], 0.5),
        ([0.1] * 9, 0.5),
        ([0.1] * 10, 0.45),
        ([0.6] * 10, 0.2),
        ([2.0] * 10, 0.02),
        ([2.0] * 10 + [2.4], 0.4),
    ],
)
def test_how_late_an_attempt_may_be(trips, lateness):
    """As late as any lately; and the faster answers come, the longer one waits for a slow one."""
    assert after(trips).lateness(1.0) == pytest.approx(lateness, abs=0.005)
