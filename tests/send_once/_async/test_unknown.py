"""Where Flowroute's records leave a doubt, or the table does, nothing is sent by guess."""

from __future__ import annotations

import pytest

from flowroute_ext import ServerError
from flowroute_ext.send_once import ClaimsError, TryLater, asend_once
from send_once.simulation import LIST, REMINDER, SEND, TEXT
from send_once.steps import LEASE

from .helpers import claim, later

# What is decided is the same for all stores: test_each_store.py has the other one.
pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("server", ["redis"], indirect=True),
]
SETTLED = 30


async def test_equal_texts(world, flowroute, claims):
    """Of two equal texts, the one whose answer was lost is not taken for the other."""
    world.sandbox.fault("drop-after", operation=SEND)
    await later(flowroute, claims, TEXT, reference="order-1")
    second = await asend_once(flowroute, claims, TEXT, reference="order-2")
    first = await asend_once(flowroute, claims, TEXT, reference="order-1")

    assert {first, second} == {*world.accepted}
    assert world.posts == 2


async def test_nobody_can_tell(world, flowroute, claims):
    """Where records cannot be told apart nothing is sent, and it is asked ever more seldom."""
    world.sandbox.fault("drop-before", operation=SEND)
    world.sandbox.fault("drop-after", operation=SEND)
    for reference in ("order-1", "order-2"):
        await later(flowroute, claims, TEXT, reference=reference)
    waits = []
    for _ in range(20):
        error = await later(flowroute, claims, TEXT, reference="order-1")
        waits.append(error.seconds)
        world.sandbox.advance(error.seconds)

    assert waits[:5] == pytest.approx([5, 5, 5, 7.5, 7.5], abs=1)
    assert waits[6:] == sorted(waits[6:])
    assert waits[-1] == 600
    assert error.reason == "the records may be of this message or of an equal one"
    assert (await claims.get("order-1")).state == "unknown"
    await claims.record_receipt("order-2", world.accepted[0])
    await asend_once(flowroute, claims, TEXT, reference="order-1")
    assert len(world.accepted) == 2


async def test_an_equal_text_is_claimed_meanwhile(world, flowroute, claims, monkeypatch):
    """A record that may be of a message claimed while the records were read decides nothing."""
    await claim(claims)
    world.sandbox.advance(LEASE.total_seconds() + SETTLED)
    find_sent = flowroute.messages.find_sent

    async def claiming(*arguments, **options):
        await asend_once(flowroute, claims, TEXT, reference="order-2")
        return await find_sent(*arguments, **options)

    monkeypatch.setattr(flowroute.messages, "find_sent", claiming)
    error = await later(flowroute, claims, TEXT, reference="order-1")
    monkeypatch.undo()
    await asend_once(flowroute, claims, TEXT, reference="order-1")

    assert error.reason == "an equal message is being sent"
    assert len(world.accepted) == 2


async def test_the_records_cannot_be_read(world, flowroute, claims):
    """Then it is for later."""
    await claim(claims)
    world.sandbox.advance(LEASE.total_seconds())
    world.sandbox.fault("500-before", operation=LIST, times=10)
    error = await later(flowroute, claims, TEXT, reference="order-1")

    assert isinstance(error.__cause__, ServerError)
    assert world.posts == 0


async def test_the_table_lost_its_memory(world, flowroute, claims, server):
    """What was queued before is looked for first: sent if it is not there, found if it is."""
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
    world.sandbox.advance(LEASE.total_seconds() + SETTLED)
    await asend_once(flowroute, claims, REMINDER, reference="order-2", since=since)

    assert world.posts == 2


async def test_the_outcome_cannot_be_noted(world, flowroute, claims, monkeypatch):
    """A table that breaks down after the message was sent is told what came of it later."""
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
    world.sandbox.advance(LEASE.total_seconds())

    assert await asend_once(flowroute, claims, TEXT, reference="order-1") == world.accepted[0]
    assert world.posts == 1


async def test_an_interrupt(world, flowroute, claims, monkeypatch):
    """A worker that is interrupted while it sends leaves its claim to its lease."""

    async def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(flowroute.messages, "send", interrupted)
    with pytest.raises(KeyboardInterrupt):
        await asend_once(flowroute, claims, TEXT, reference="order-1")

    assert (await claims.get("order-1")).state == "claimed"


async def test_a_duplicate_is_told(world, flowroute, claims, monkeypatch, caplog):
    """Should a message be accepted twice after all, the log says so."""
    send = flowroute.messages.send

    async def twice(*arguments, **options):
        await claims.record_receipt("order-1", "mdr2-other")
        return await send(*arguments, **options)

    monkeypatch.setattr(flowroute.messages, "send", twice)
    await asend_once(flowroute, claims, TEXT, reference="order-1")

    assert "order-1 was accepted twice: as mdr2-other, and as " in caplog.text
    assert (await claims.get("order-1")).message_id == "mdr2-other"
