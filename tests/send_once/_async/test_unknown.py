"""Where Flowroute's records or the table are ambiguous, nothing is sent."""

from __future__ import annotations

from dataclasses import replace

import attrs
import pytest

from flowroute_ext import ServerError
from flowroute_ext.send_once import ClaimsError, TryLater, asend_once
from send_once.simulation import LIST, REMINDER, SEND, TEXT
from send_once.steps import LEASE

from .helpers import claim, later

# The decisions are the same for all stores: see test_each_store.py for the other one.
pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("server", ["redis"], indirect=True),
]
SETTLED = 30


async def test_equal_texts(simulation, flowroute, claims):
    """Of two equal texts, the one whose response was lost is not mistaken for the other."""
    simulation.sandbox.fault("drop-after", operation=SEND)
    await later(flowroute, claims, TEXT, reference="order-1")
    second = await asend_once(flowroute, claims, TEXT, reference="order-2")
    first = await asend_once(flowroute, claims, TEXT, reference="order-1")

    assert {first, second} == {*simulation.accepted}
    assert simulation.posts == 2


async def test_ambiguous_records(simulation, flowroute, claims):
    """Where records are ambiguous nothing is sent, and the waits get longer."""
    simulation.sandbox.fault("drop-before", operation=SEND)
    simulation.sandbox.fault("drop-after", operation=SEND)
    for reference in ("order-1", "order-2"):
        await later(flowroute, claims, TEXT, reference=reference)
    waits = []
    for _ in range(20):
        error = await later(flowroute, claims, TEXT, reference="order-1")
        waits.append(error.seconds)
        simulation.sandbox.advance(error.seconds)

    # From the moment of the look before, in real time.
    assert waits[:5] == pytest.approx([5, 5, 5, 7.5, 7.5], abs=4)
    assert waits[6:] == sorted(waits[6:])
    assert waits[-1] == 600
    assert error.reason == "the records may be of this message or of an equal one"
    assert (await claims.get("order-1")).state == "unknown"
    await claims.record_receipt("order-2", simulation.accepted[0])
    await asend_once(flowroute, claims, TEXT, reference="order-1")
    assert len(simulation.accepted) == 2


async def test_an_equal_text_is_claimed_meanwhile(simulation, flowroute, claims, monkeypatch):
    """A record that may be of a message claimed while the records were read decides nothing."""
    await claim(claims)
    simulation.sandbox.advance(LEASE.total_seconds() + SETTLED)
    find_sent = flowroute.messages.find_sent

    async def claiming(*arguments, **options):
        await asend_once(flowroute, claims, TEXT, reference="order-2")
        return await find_sent(*arguments, **options)

    monkeypatch.setattr(flowroute.messages, "find_sent", claiming)
    error = await later(flowroute, claims, TEXT, reference="order-1")
    monkeypatch.undo()
    await asend_once(flowroute, claims, TEXT, reference="order-1")

    assert error.reason == "an equal message is being sent"
    assert len(simulation.accepted) == 2


async def test_the_records_cannot_be_read(simulation, flowroute, claims):
    """Then `TryLater` is raised."""
    await claim(claims)
    simulation.sandbox.advance(LEASE.total_seconds())
    simulation.sandbox.fault("500-before", operation=LIST, times=10)
    error = await later(flowroute, claims, TEXT, reference="order-1")

    assert isinstance(error.__cause__, ServerError)
    assert simulation.posts == 0


async def test_the_table_lost_its_records(simulation, flowroute, claims, server):
    """What was queued before is looked up first, and sent only if it is not in the records."""
    since = await claims.now()
    sent = await asend_once(flowroute, claims, TEXT, reference="order-1", since=since)
    server.empty()
    wait = {}
    for reference, message in (("order-1", TEXT), ("order-2", REMINDER)):
        try:
            again = await asend_once(flowroute, claims, message, reference=reference, since=since)
            assert (reference, again) == ("order-1", sent)
        except TryLater as error:
            wait[reference] = error.seconds
    assert [*wait] == ["order-2"]
    simulation.sandbox.advance(LEASE.total_seconds() + SETTLED)
    await asend_once(flowroute, claims, REMINDER, reference="order-2", since=since)

    assert simulation.posts == 2


async def test_the_outcome_cannot_be_recorded(simulation, flowroute, claims, monkeypatch):
    """An outcome that the table could not record is looked up by a later call."""
    change, asked = claims.change, []

    async def breaking_down(*arguments):
        asked.append(arguments)
        if len(asked) > 1:
            raise ClaimsError("down")
        return await change(*arguments)

    monkeypatch.setattr(claims, "change", breaking_down)
    with pytest.raises(ClaimsError):
        await asend_once(flowroute, claims, TEXT, reference="order-1")
    monkeypatch.undo()
    simulation.sandbox.advance(LEASE.total_seconds())

    assert await asend_once(flowroute, claims, TEXT, reference="order-1") == simulation.accepted[0]
    assert simulation.posts == 1


async def test_a_record_that_was_given_to_a_similar_text(simulation, flowroute, claims, another):
    """A record of another claim proves nothing where it may show this text with more appended."""
    simulation.sandbox.fault("drop-after", operation=SEND)
    await later(flowroute, claims, TEXT, reference="order-1")
    longer = attrs.evolve(TEXT, body=f"{TEXT.body} Reply STOP to opt out.")
    messages = simulation.sandbox.account.messages
    record = replace(next(iter(messages)), body=longer.body)
    messages.put(record)
    await claim(claims, longer, reference="order-2")
    simulation.sandbox.advance(LEASE.total_seconds() + SETTLED)
    given = await asend_once(another, claims, longer, reference="order-2")
    error = await later(flowroute, claims, TEXT, reference="order-1")

    assert given == record.id
    assert "there is a message between these numbers" in error.reason
    assert simulation.posts == 1


async def test_an_interrupt(simulation, flowroute, claims, monkeypatch):
    """A worker that is interrupted while it sends leaves its claim until the lease ends."""

    async def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(flowroute.messages, "send", interrupted)
    with pytest.raises(KeyboardInterrupt):
        await asend_once(flowroute, claims, TEXT, reference="order-1")

    assert (await claims.get("order-1")).state == "claimed"


async def test_a_duplicate_is_logged(simulation, flowroute, claims, monkeypatch, caplog):
    """Should a message be accepted twice after all, the log says so."""
    send = flowroute.messages.send

    async def twice(*arguments, **options):
        await claims.record_receipt("order-1", "mdr2-other")
        return await send(*arguments, **options)

    monkeypatch.setattr(flowroute.messages, "send", twice)
    await asend_once(flowroute, claims, TEXT, reference="order-1")

    assert "order-1 was accepted twice: as mdr2-other, and as " in caplog.text
    assert (await claims.get("order-1")).message_id == "mdr2-other"


async def test_it_is_settled_meanwhile(simulation, flowroute, claims, monkeypatch):
    """A message that another worker finds sent, right before it is looked up, is not sent."""
    simulation.sandbox.fault("drop-after", operation=SEND)
    await later(flowroute, claims, TEXT, reference="order-1")
    alike = claims.alike

    async def settling(likeness):
        await claims.record_receipt("order-1", simulation.accepted[0])
        return await alike(likeness)

    monkeypatch.setattr(claims, "alike", settling)
    error = await later(flowroute, claims, TEXT, reference="order-1")

    assert (error.reason, error.seconds) == ("another worker is settling it", 2)
    assert await asend_once(flowroute, claims, TEXT, reference="order-1") == simulation.accepted[0]
    assert simulation.posts == 1


async def test_the_table_loses_its_records_while_it_sends(
    simulation, flowroute, claims, server, monkeypatch
):
    """What was sent in spite of that is recorded; what was not is unknown until it is settled."""
    since = await claims.now()
    send = flowroute.messages.send

    async def losing(*arguments, **options):
        server.empty()
        return await send(*arguments, **options)

    monkeypatch.setattr(flowroute.messages, "send", losing)
    sent = await asend_once(flowroute, claims, TEXT, reference="order-1", since=since)
    simulation.sandbox.fault("429", operation=SEND, seconds=60)
    await later(flowroute, claims, REMINDER, reference="order-2", since=since)
    monkeypatch.undo()
    again = await asend_once(flowroute, claims, TEXT, reference="order-1", since=since)

    assert [sent] == [again] == simulation.accepted
    assert (await claims.get("order-2")).state == "unknown"
