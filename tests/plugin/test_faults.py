"""Faults are named, counted and placed as they are spelled."""

from __future__ import annotations

import pytest

from pytest_flowroute._base.faults import NAMES, Faults, UnknownFault, parse

from .conftest import Run


def struck(fault: object, calls: int = 8) -> list[int]:
    """Return which calls get a fault, from 1."""
    faults = Faults(parse(fault))
    return [number for number in range(1, calls + 1) if faults.next()]


@pytest.mark.parametrize(
    ("fault", "calls"),
    [
        ("429", [1]),
        ("429 x2", [1, 2]),
        ("429x2", [1, 2]),
        ("429 ×3", [1, 2, 3]),
        ("503 @3", [3]),
        ("503 @3 x2", [3, 4]),
        (["429 x2", "503 @5"], [1, 2, 5]),
        ("reset 100%", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("reset 0%", []),
        (None, []),
        ([], []),
    ],
)
def test_a_fault_meets_the_calls_it_spells(fault: object, calls: list[int]) -> None:
    """The first call, the nth, several in a row, or several faults."""
    assert struck(fault) == calls


def test_chance_is_the_same_each_time_and_another_with_another_seed() -> None:
    """A fault by chance meets the same calls in every run, about as many as it says."""
    first, again, other = (struck(f"503 20%{seed}", 1000) for seed in ("", "", " seed=7"))
    assert first == again != other
    assert 150 < len(first) < 250


@pytest.mark.parametrize("name", NAMES)
def test_every_fault_is_known(name: str) -> None:
    """The names of all faults can be spelled."""
    assert parse(name)[0].name == name


@pytest.mark.parametrize("fault", ["", "x2", "429 x0", "429 @0", "429 101%", "429 x2 5%", "42"])
def test_what_cannot_be_read_is_refused(fault: str) -> None:
    """A fault that is misspelt is not taken for none."""
    with pytest.raises(UnknownFault):
        parse(fault)


def test_a_fault_that_never_happens_fails_the_test(suite: Run) -> None:
    """A test of the third call fails when there are two."""
    result = suite(
        """
    import httpx, pytest
    @pytest.mark.flowroute_cassette("routes/edge-strategies", fault="503 @3")
    def test_it():
        for _ in range(2):
            httpx.get("https://api.flowroute.com/v2/routes/edge_strategies")
    """
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["fault '503 @3' never happened: *was called 2 times"])


def test_who_gives_up_at_a_fault_owes_nothing(suite: Run) -> None:
    """The interactions after a fault need not be played, as the application may have given up."""
    suite(
        """
    import httpx, pytest
    @pytest.mark.flowroute_cassette("messages/delivered", fault="503")
    def test_it():
        sms = {"to": "12065550142", "from": "12065550100", "body": "x"}
        assert httpx.post("https://api.flowroute.com/v2.1/messages", json=sms).status_code == 503
    """
    ).assert_outcomes(passed=1)
