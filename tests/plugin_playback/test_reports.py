"""What fails a test beside its own assertions is reported beside them, or expected with them."""

from __future__ import annotations

import pytest
from plugin.conftest import Run, suite

__all__ = ["suite"]

pytestmark = pytest.mark.once

HEAD = """
    import httpx, pytest
    def ask(path):
        try:
            httpx.get("https://api.flowroute.com" + path)
        except AssertionError:
            pass
"""


@pytest.mark.parametrize(
    ("mark", "body", "outcome"),
    [
        ("xfail", "ask('/v2/nowhere')", {"xfailed": 1}),
        ("xfail(strict=True)", "ask('/v2/nowhere')", {"xfailed": 1}),
        ("xfail", "pass", {"xfailed": 1}),
        ("xfail(strict=True)", "pass", {"xfailed": 1}),
        ("xfail(raises=AssertionError)", "ask('/v2/nowhere')", {"xfailed": 1}),
        ("xfail(raises=ValueError)", "ask('/v2/nowhere')", {"failed": 1}),
        ("xfail(False, reason='x')", "ask('/v2/nowhere')", {"failed": 1}),
        ("xfail", "assert 0", {"xfailed": 1}),
        ("xfail(run=False)", "assert 0", {"xfailed": 1}),
        ("xfail", "ask('/v2/routes/edge_strategies')", {"xpassed": 1}),
        ("xfail(strict=True)", "ask('/v2/routes/edge_strategies')", {"failed": 1}),
    ],
)
def test_a_complaint_about_a_test_that_is_expected_to_fail_is_expected(
    suite: Run, mark: str, body: str, outcome: dict[str, int]
) -> None:
    """A request that is not recorded, or one that is not played, is a failure like any other."""
    result = suite(
        HEAD
        + f"""
    @pytest.mark.{mark}
    @pytest.mark.flowroute_cassette("routes/edge-strategies")
    def test_it():
        {body}
    """
    )
    result.assert_outcomes(**outcome)


def test_the_own_failure_of_a_test_and_a_complaint_are_both_shown(suite: Run) -> None:
    """An unmatched request that the application catches is shown beside the failed assertion."""
    result = suite(
        HEAD
        + """
    def test_it(flowroute_cassette):
        ask("/v2/nowhere")
        assert 0, "the real reason"
    """
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*the real reason*", "*- flowroute -*", "no recorded request of default matches GET *"]
    )


def test_a_failing_teardown_and_a_complaint_are_both_shown(suite: Run) -> None:
    """The error of a fixture comes first, and what else failed is beside it."""
    result = suite(
        HEAD
        + """
    @pytest.fixture
    def late():
        yield
        ask("/v2/nowhere")
        raise RuntimeError("the real reason")
    def test_it(late, flowroute_cassette): ...
    """
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        ["*the real reason*", "*- flowroute -*", "no recorded request of default matches GET *"]
    )


def test_a_complaint_is_shown_once(suite: Run) -> None:
    """The failure of a request that the application does not catch is not shown again."""
    result = suite(
        """
    import httpx
    def test_it(flowroute_cassette):
        httpx.get("https://api.flowroute.com/v2/nowhere")
    """
    )
    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line("*- flowroute -*")


def test_what_a_teardown_asks_for_after_a_failure_is_shown(suite: Run) -> None:
    """A failed test whose teardown sends a request that is not recorded has both failures."""
    result = suite(
        HEAD
        + """
    @pytest.fixture
    def late():
        yield
        ask("/v2/nowhere")
    def test_it(late, flowroute_cassette):
        assert 0, "the real reason"
    """
    )
    result.assert_outcomes(failed=1, errors=1)
    result.stdout.fnmatch_lines(
        ["*no recorded request of default matches GET *", "*the real reason*"]
    )
