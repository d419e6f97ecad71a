"""The account's time beside tools that set the time of a test."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flowroute_ext import Flowroute
from flowroute_ext.types import Clock

freezegun = pytest.importorskip("freezegun")
time_machine = pytest.importorskip("time_machine")
pytestmark = pytest.mark.once
NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def _send(sandbox: Any) -> str:
    with Flowroute() as flowroute:
        sent = flowroute.messages.send(to="12065550100", from_=sandbox.number, body="Hello")
    return str(sent.id)


def test_freezegun_moves_the_account(flowroute_sandbox: Any) -> None:
    """While the time is frozen the account has it, and a tick makes receipts due."""
    clock = flowroute_sandbox.clock
    before = clock.now()
    with Flowroute() as flowroute:
        flowroute.messages.set_callback("sms_dlr", "https://example.com/receipts")
    with freezegun.freeze_time(NOON) as frozen:
        began = clock.monotonic()
        _send(flowroute_sandbox)
        assert (clock.now(), flowroute_sandbox.webhooks) == (NOON, [])
        frozen.tick(60)
        assert clock.now() == NOON + timedelta(seconds=60)
        assert len(flowroute_sandbox.webhooks) == 2
        clock.advance(5)
        assert clock.now() == NOON + timedelta(seconds=65)
        frozen.move_to("2020-01-01")
        assert clock.now() == datetime(2020, 1, 1, 0, 0, 5, tzinfo=UTC)
        assert clock.monotonic() - began == 65
    assert clock.now() == before + timedelta(seconds=65)


@freezegun.freeze_time(NOON)
def test_a_test_that_is_frozen_as_a_whole(flowroute_sandbox: Any) -> None:
    """What the account says of a message has the time of the test."""
    sent = _send(flowroute_sandbox)
    with Flowroute() as flowroute:
        assert abs(flowroute.messages.get(sent).timestamp - NOON) < timedelta(seconds=1)


def test_time_machine_moves_the_account(flowroute_sandbox: Any) -> None:
    """A shift is a step of the account's time as well."""
    clock = flowroute_sandbox.clock
    with time_machine.travel(NOON, tick=False) as traveller:
        assert clock.now() == NOON
        traveller.shift(3600)
        assert clock.now() == NOON + timedelta(hours=1)
    assert clock.now() < NOON


def test_a_time_that_runs(flowroute_sandbox: Any) -> None:
    """With a time that goes on from a date, the account's goes on from there."""
    with time_machine.travel(NOON, tick=True):
        first = flowroute_sandbox.clock.now()
        while time.time() == first.timestamp():
            pass
        assert NOON <= first < flowroute_sandbox.clock.now()


@pytest.mark.flowroute_cassette("messages/send")
def test_a_cassette(flowroute_cassette: Any) -> None:
    """Clients have the time that is set, plus their waits."""
    with freezegun.freeze_time(NOON) as frozen:
        Clock().sleep(60)
        frozen.tick(1)
        assert Clock().now() == NOON + timedelta(seconds=61)
    with time_machine.travel(NOON, tick=False):
        assert Clock().now() == NOON + timedelta(seconds=60)
    with Flowroute() as flowroute:
        flowroute.messages.send(to="12065550142", from_="12065550100", body="Hello")
