"""The engine "fast" of the SDK, which no patch reaches: played, made to fail, and blocked."""

from __future__ import annotations

import pytest

from .conftest import Run

pytestmark = pytest.mark.once

TESTS = """
    import asyncio, contextlib, pytest
    from flowroute_ext import AsyncFlowroute, ConnectFailed, Flowroute, OutcomeUnknown
    SMS = {"to": "12065550142", "from_": "12065550100", "body": "x"}

    @pytest.mark.flowroute_cassette("messages/send")
    def test_played(flowroute_cassette):
        with Flowroute("key", "secret", engine="fast") as flowroute:
            assert flowroute.messages.send(**SMS).id
        assert flowroute_cassette.play_count == 1

    @pytest.mark.flowroute_cassette("messages/send")
    def test_played_in_a_task(flowroute_cassette):
        async def send():
            async with AsyncFlowroute("key", "secret", engine="fast") as flowroute:
                return (await flowroute.messages.send(**SMS)).id
        assert asyncio.run(send())

    @pytest.mark.parametrize(
        ("fault", "error"),
        [("refuse", ConnectFailed), ("connect-timeout", ConnectFailed),
         ("drop-after", OutcomeUnknown), ("reset-after", OutcomeUnknown),
         ("read-timeout", OutcomeUnknown), ("cut-body", OutcomeUnknown)],
    )
    def test_a_fault(flowroute_cassette, fault, error):
        with Flowroute("key", "secret", engine="fast", max_retries=0) as flowroute:
            with flowroute_cassette("messages/send", fault=fault):
                with pytest.raises(error):
                    flowroute.messages.send(**SMS)
                if error is ConnectFailed:
                    flowroute.messages.send(**SMS)
"""
BLOCKED = """
    import contextlib
    from flowroute_ext import Flowroute

    def test_it():
        with Flowroute("key", "secret", engine="fast") as flowroute:
            with contextlib.suppress(AssertionError):
                flowroute.numbers.get("12065550100")
"""


def test_it_is_answered(suite_in_new_python: Run) -> None:
    """A cassette responds to its requests, and a fault is what it says."""
    suite_in_new_python(TESTS).assert_outcomes(passed=8)


def test_it_is_blocked(suite_in_new_python: Run) -> None:
    """A live request is stopped, and the test fails though it catches the error."""
    result = suite_in_new_python(BLOCKED)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*was on its way to Flowroute itself, and was stopped*"])
