# Written by scripts/unasync.py from tests/send_once/_async/test_unknown.py. Do not edit.
"""Where Flowroute's records leave a doubt, or the table does, nothing is sent by guess."""

from __future__ import annotations

import pytest
from send_once.simulation import LIST, REMINDER, SEND, TEXT
from send_once.steps import LEASE

from flowroute_ext import ServerError
from flowroute_ext.send_once import ClaimsError, TryLater, send_once

from .helpers import claim, later

# What is decided is the same for all stores: test_each_store.py has the other one.
pytestmark = [
    pytest.mark.parametrize("server", ["redis"], indirect=True),
]
SETTLED = 30


def test_equal_texts(world, flowroute, claims):
    """Of two equal texts, the one whose answer was lost is not taken for the other."""
    world.sandbox.fault("drop-after", operation=SEND)
    later(flowroute, claims, TEXT, reference="order-1")
    second = send_once(flowroute, claims, TEXT, reference="order-2")
    first = send_once(flowroute, claims, TEXT, reference="order-1")

    assert {first, second} == {*world.accepted}
    assert world.posts == 2


def test_nobody_can_tell(world, flowroute, claims):
    """Where records cannot be told apart nothing is sent, and it is asked ever more seldom."""
    world.sandbox.fault("drop-before", operation=SEND)
    world.sandbox.fault("drop-after", operation=SEND)
    for reference in ("order-1", "order-2"):
        later(flowroute, claims, TEXT, reference=reference)
    waits = []
    for _ in range(20):
        error = later(flowroute, claims, TEXT, reference="order-1")
        waits.append(error.seconds)
        world.sandbox.advance(error.seconds)

    assert waits[:5] == pytest.approx([5, 5, 5, 7.5, 7.5], abs=1)
    assert waits[6:] == sorted(waits[6:])
    assert waits[-1] == 600
    assert error.reason == "the records may be of this message or of an equal one"
    assert (claims.get("order-1")).state == "unknown"
    claims.record_receipt("order-2", world.accepted[0])
    send_once(flowroute, claims, TEXT, reference="order-1")
    assert len(world.accepted) == 2


def test_an_equal_text_is_claimed_meanwhile(world, flowroute, claims, monkeypatch):
    """A record that may be of a message claimed while the records were read decides nothing."""
    claim(claims)
    world.sandbox.advance(LEASE.total_seconds() + SETTLED)
    find_sent = flowroute.messages.find_sent

    def claiming(*arguments, **options):
        send_once(flowroute, claims, TEXT, reference="order-2")
        return find_sent(*arguments, **options)

    monkeypatch.setattr(flowroute.messages, "find_sent", claiming)
    error = later(flowroute, claims, TEXT, reference="order-1")
    monkeypatch.undo()
    send_once(flowroute, claims, TEXT, reference="order-1")

    assert error.reason == "an equal message is being sent"
    assert len(world.accepted) == 2


def test_the_records_cannot_be_read(world, flowroute, claims):
    """Then it is for later."""
    claim(claims)
    world.sandbox.advance(LEASE.total_seconds())
    world.sandbox.fault("500-before", operation=LIST, times=10)
    error = later(flowroute, claims, TEXT, reference="order-1")

    assert isinstance(error.__cause__, ServerError)
    assert world.posts == 0


def test_the_table_lost_its_memory(world, flowroute, claims, server):
    """What was queued before is looked for first: sent if it is not there, found if it is."""
    since = claims.now()
    sent = send_once(flowroute, claims, TEXT, reference="order-1", since=since)
    server.empty()
    wait = {}
    for reference, message in (("order-1", TEXT), ("order-2", REMINDER)):
        try:
            again = send_once(flowroute, claims, message, reference=reference, since=since)
            assert (reference, again) == ("order-1", sent)
        except TryLater as error:
            wait[reference] = error.seconds
    assert [*wait] == ["order-2"]
    world.sandbox.advance(LEASE.total_seconds() + SETTLED)
    send_once(flowroute, claims, REMINDER, reference="order-2", since=since)

    assert world.posts == 2


def test_the_outcome_cannot_be_noted(world, flowroute, claims, monkeypatch):
    """A table that breaks down after the message was sent is told what came of it later."""
    change, asked = claims.change, []

    def breaking_down(*arguments):
        asked.append(arguments)
        if len(asked) > 1:
            raise ClaimsError("down")
        return change(*arguments)

    monkeypatch.setattr(claims, "change", breaking_down)
    with pytest.raises(ClaimsError):
        send_once(flowroute, claims, TEXT, reference="order-1")
    monkeypatch.undo()
    world.sandbox.advance(LEASE.total_seconds())

    assert send_once(flowroute, claims, TEXT, reference="order-1") == world.accepted[0]
    assert world.posts == 1


def test_an_interrupt(world, flowroute, claims, monkeypatch):
    """A worker that is interrupted while it sends leaves its claim to its lease."""

    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(flowroute.messages, "send", interrupted)
    with pytest.raises(KeyboardInterrupt):
        send_once(flowroute, claims, TEXT, reference="order-1")

    assert (claims.get("order-1")).state == "claimed"


def test_a_duplicate_is_told(world, flowroute, claims, monkeypatch, caplog):
    """Should a message be accepted twice after all, the log says so."""
    send = flowroute.messages.send

    def twice(*arguments, **options):
        claims.record_receipt("order-1", "mdr2-other")
        return send(*arguments, **options)

    monkeypatch.setattr(flowroute.messages, "send", twice)
    send_once(flowroute, claims, TEXT, reference="order-1")

    assert "order-1 was accepted twice: as mdr2-other, and as " in caplog.text
    assert (claims.get("order-1")).message_id == "mdr2-other"
