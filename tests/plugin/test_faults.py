"""Faults of a scenario: which requests they hit, and what happens then."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowroute_sandbox.faults import ALIASES, KINDS
from pytest_flowroute._base.http_messages import HTTPRequest
from pytest_flowroute._playback.cassettes import Library, load
from pytest_flowroute._playback.fixture import FlowrouteCassette
from pytest_flowroute._playback.options import choose, of_call
from pytest_flowroute._playback.player import Player

from .conftest import Run, cassette


def hit(tmp_path: Path, fault: object, requests: int = 8) -> list[int]:
    """Return which requests are hit by a fault, from 1."""
    path = tmp_path / "own.json"
    path.write_text(cassette(("GET", "/v2/routes", None, 200, {})))
    choice = choose(of_call(None, {"fault": fault}), Library(), None)
    player = Player(load(path), faults=choice.faults)
    for _ in range(requests):
        player.respond(HTTPRequest("GET", "https://api.flowroute.com/v2/routes", {}, b""))
    return [number for number, one in enumerate(player.requests, 1) if one.fault]


@pytest.mark.parametrize(
    ("fault", "requests"),
    [
        ("429", [1]),
        ("429 x2", [1, 2]),
        ("503 @3 x2", [3, 4]),
        (["429 x2", "503 @5"], [1, 2, 5]),
        ("reset 100%", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("reset 0%", []),
        (None, []),
        ([], []),
    ],
)
def test_a_fault_hits_the_requests_that_it_says(
    tmp_path: Path, fault: object, requests: list[int]
) -> None:
    """The first request, the nth, several in a row, or several faults."""
    assert hit(tmp_path, fault) == requests


def test_a_fault_with_a_chance_hits_the_same_requests_in_every_run(tmp_path: Path) -> None:
    """Another seed hits others, about as many."""
    first, again, other = (hit(tmp_path, f"503 20%{seed}", 1000) for seed in ("", "", " seed=7"))
    assert first == again != other
    assert 150 < len(first) < 250


@pytest.mark.parametrize("name", [*KINDS, *ALIASES])
def test_every_fault_of_the_sandbox_can_hit_a_recorded_request(tmp_path: Path, name: str) -> None:
    """Cassettes and sandboxes have the same faults, by the same names."""
    assert hit(tmp_path, name, 2) == [1]


def test_a_slow_response_is_late_in_the_time_of_the_test(
    flowroute_cassette: FlowrouteCassette,
) -> None:
    """A client that waits longer gets the response, and one that does not times out."""
    url = "https://api.flowroute.com/v2/routes/edge_strategies"
    for timeout, expected in ((59.0, "read-timeout"), (61.0, 200), (None, 200)):
        with flowroute_cassette("routes/edge-strategies", fault="slow") as played:
            clock = played.clock
            assert clock is not None
            before = clock.monotonic()
            outcome = played.respond(HTTPRequest("GET", url, {}, b"", timeout))
            assert getattr(outcome, "status", outcome) == expected
            assert clock.monotonic() - before >= min(timeout or 60, 60)


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
    result.stdout.fnmatch_lines(["fault '503-before @3' never happened: * got 2 requests"])


def test_an_application_may_give_up_after_a_fault(suite: Run) -> None:
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
