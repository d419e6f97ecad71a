# Written by scripts/unasync.py from tests/send_once/_async/test_unknown.py. Do not edit.
"""Where Flowroute's records or the table are ambiguous, nothing is sent."""

from __future__ import annotations

from dataclasses import replace

import attrs
import pytest
from send_once.simulation import LIST, REMINDER, SEND, TEXT
from send_once.steps import LEASE

from flowroute_ext import ServerError
from flowroute_ext.send_once import ClaimsError, TryLater, send_once

from .helpers import claim, later

# The decisions are the same for all stores: see test_each_store.py for the other one.
pytestmark = [
    pytest.mark.parametrize("server", ["redis"], indirect=True),
]
SETTLED = 30


def test_equal_texts(simulation, flowroute, claims):
    """Of two equal texts, the one whose response was lost is not mistaken for the other."""
    simulation.sandbox.fault("drop-after", operation=SEND)
    later(flowroute, claims, TEXT, reference="order-1")
    second = send_once(flowroute, claims, TEXT, reference="order-2")
    first = send_once(flowroute, claims, TEXT, reference="order-1")

    assert {first, second} == {*simulation.accepted}
    assert simulation.posts == 2


def test_ambiguous_records(simulation, flowroute, claims):
    """Where records are ambiguous nothing is sent, and the waits get longer."""
    simulation.sandbox.fault("drop-before", operation=SEND)
    simulation.sandbox.fault("drop-after", operation=SEND)
    for reference in ("order-1", "order-2"):
        later(flowroute, claims, TEXT, reference=reference)
    waits = []
    for _ in range(20):
        error = later(flowroute, claims, TEXT, reference="order-1")
        waits.append(error.seconds)
        simulation.sandbox.advance(error.seconds)

    # From the moment of the look before, in real time.
    assert waits[:5] == pytest.approx([5, 5, 5, 7.5, 7.5], abs=4)
    assert waits[6:] == sorted(waits[6:])
    assert waits[-1] == 600
    assert error.reason == "the records may be of this message or of an equal one"
    assert (claims.get("order-1")).state == "unknown"
    claims.record_receipt("order-2", simulation.accepted[0])
    send_once(flowroute, claims, TEXT, reference="order-1")
    assert len(simulation.accepted) == 2


def test_an_equal_text_is_claimed_meanwhile(simulation, flowroute, claims, monkeypatch):
    """A record that may be of a message claimed while the records were read decides nothing."""
    claim(claims)
    simulation.sandbox.advance(LEASE.total_seconds() + SETTLED)
    find_sent = flowroute.messages.find_sent

    def claiming(*arguments, **options):
        send_once(flowroute, claims, TEXT, reference="order-2")
        return find_sent(*arguments, **options)

    monkeypatch.setattr(flowroute.messages, "find_sent", claiming)
    error = later(flowroute, claims, TEXT, reference="order-1")
    monkeypatch.undo()
    send_once(flowroute, claims, TEXT, reference="order-1")

    assert error.reason == "an equal message is being sent"
    assert len(simulation.accepted) == 2


def test_the_records_cannot_be_read(simulation, flowroute, claims):
    """Then `TryLater` is raised."""
    claim(claims)
    simulation.sandbox.advance(LEASE.total_seconds())
    simulation.sandbox.fault("500-before", operation=LIST, times=10)
    error = later(flowroute, claims, TEXT, reference="order-1")

    assert isinstance(error.__cause__, ServerError)
    assert simulation.posts == 0


def test_the_table_lost_its_records(simulation, flowroute, claims, server):
    """What was queued before is looked up first, and sent only if it is not in the records."""
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
    simulation.sandbox.advance(LEASE.total_seconds() + SETTLED)
    send_once(flowroute, claims, REMINDER, reference="order-2", since=since)

    assert simulation.posts == 2


def test_the_outcome_cannot_be_recorded(simulation, flowroute, claims, monkeypatch):
    """An outcome that the table could not record is looked up by a later call."""
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
    simulation.sandbox.advance(LEASE.total_seconds())

    assert send_once(flowroute, claims, TEXT, reference="order-1") == simulation.accepted[0]
    assert simulation.posts == 1


def test_a_record_that_was_given_to_a_similar_text(simulation, flowroute, claims, another):
    """A record of another claim proves nothing where it may show this text with more appended."""
    simulation.sandbox.fault("drop-after", operation=SEND)
    later(flowroute, claims, TEXT, reference="order-1")
    longer = attrs.evolve(TEXT, body=f"{TEXT.body} Reply STOP to opt out.")
    messages = simulation.sandbox.account.messages
    record = replace(next(iter(messages)), body=longer.body)
    messages.put(record)
    claim(claims, longer, reference="order-2")
    simulation.sandbox.advance(LEASE.total_seconds() + SETTLED)
    given = send_once(another, claims, longer, reference="order-2")
    error = later(flowroute, claims, TEXT, reference="order-1")

    assert given == record.id
    assert "there is a message between these numbers" in error.reason
    assert simulation.posts == 1


def test_an_interrupt(simulation, flowroute, claims, monkeypatch):
    """A worker that is interrupted while it sends leaves its claim until the lease ends."""

    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(flowroute.messages, "send", interrupted)
    with pytest.raises(KeyboardInterrupt):
        send_once(flowroute, claims, TEXT, reference="order-1")

    assert (claims.get("order-1")).state == "claimed"


def test_a_duplicate_is_logged(simulation, flowroute, claims, monkeypatch, caplog):
    """Should a message be accepted twice after all, the log says so."""
    send = flowroute.messages.send

    def twice(*arguments, **options):
        claims.record_receipt("order-1", "mdr2-other")
        return send(*arguments, **options)

    monkeypatch.setattr(flowroute.messages, "send", twice)
    send_once(flowroute, claims, TEXT, reference="order-1")

    assert "order-1 was accepted twice: as mdr2-other, and as " in caplog.text
    assert (claims.get("order-1")).message_id == "mdr2-other"


def test_it_is_settled_meanwhile(simulation, flowroute, claims, monkeypatch):
    """A message that another worker finds sent, right before it is looked up, is not sent."""
    simulation.sandbox.fault("drop-after", operation=SEND)
    later(flowroute, claims, TEXT, reference="order-1")
    alike = claims.alike

    def settling(likeness):
        claims.record_receipt("order-1", simulation.accepted[0])
        return alike(likeness)

    monkeypatch.setattr(claims, "alike", settling)
    error = later(flowroute, claims, TEXT, reference="order-1")

    assert (error.reason, error.seconds) == ("another worker is settling it", 2)
    assert send_once(flowroute, claims, TEXT, reference="order-1") == simulation.accepted[0]
    assert simulation.posts == 1


def test_the_table_loses_its_records_while_it_sends(
    simulation, flowroute, claims, server, monkeypatch
):
    """What was sent in spite of that is recorded; what was not is unknown until it is settled."""
    since = claims.now()
    send = flowroute.messages.send

    def losing(*arguments, **options):
        server.empty()
        return send(*arguments, **options)

    monkeypatch.setattr(flowroute.messages, "send", losing)
    sent = send_once(flowroute, claims, TEXT, reference="order-1", since=since)
    simulation.sandbox.fault("429", operation=SEND, seconds=60)
    later(flowroute, claims, REMINDER, reference="order-2", since=since)
    monkeypatch.undo()
    again = send_once(flowroute, claims, TEXT, reference="order-1", since=since)

    assert [sent] == [again] == simulation.accepted
    assert (claims.get("order-2")).state == "unknown"
