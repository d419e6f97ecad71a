"""A message is accepted once, wherever the claims are kept."""

from __future__ import annotations

import attrs
import pytest

from flowroute_ext.send_once import asend_once
from send_once.simulation import REMINDER, SEND, TEXT
from send_once.steps import LEASE

from .helpers import claim, later

pytestmark = pytest.mark.anyio
SETTLED = 30


async def test_from_the_claim_to_the_end(simulation, flowroute, claims):
    """The first of two calls sends; a lost response is found; what was not sent is sent."""
    first = await asend_once(flowroute, claims, TEXT, reference="order-1")
    again = await asend_once(flowroute, claims, TEXT, reference="order-1")
    assert [first, again] == simulation.accepted * 2

    simulation.sandbox.fault("drop-after", operation=SEND)
    await later(flowroute, claims, REMINDER, reference="order-2")
    found = await asend_once(flowroute, claims, REMINDER, reference="order-2")
    assert [first, found] == simulation.accepted

    await claim(claims, TEXT, reference="order-3")
    simulation.sandbox.advance(LEASE.total_seconds() + 30)
    third = await asend_once(flowroute, claims, TEXT, reference="order-3")
    assert [first, found, third] == simulation.accepted
    assert await claims.unfinished() == []


async def test_other_texts_to_the_same_person(simulation, flowroute, claims, another):
    """A record of another claim is not that of a lost text; a record of no claim may be it."""
    await claim(claims, TEXT, reference="order-1")
    await asend_once(another, claims, REMINDER, reference="order-2")
    simulation.sandbox.advance(LEASE.total_seconds() + SETTLED)
    first = await asend_once(flowroute, claims, TEXT, reference="order-1")
    assert first == simulation.accepted[1]

    await claim(claims, REMINDER, reference="order-3")
    await another.messages.send(attrs.evolve(TEXT, body="Not by a claim."))
    simulation.sandbox.advance(LEASE.total_seconds() + SETTLED)
    error = await later(flowroute, claims, REMINDER, reference="order-3")
    assert error.reason == (
        "there is a message between these numbers near the time of the attempt, and it may be "
        "this one, shown in another way"
    )
    assert len(simulation.accepted) == 3


async def test_other_texts_with_unknown_outcomes(simulation, flowroute, claims, another):
    """Of two lost texts to one person, the one whose record is there is settled first."""
    simulation.sandbox.fault("drop-before", operation=SEND)
    simulation.sandbox.fault("drop-after", operation=SEND)
    await later(another, claims, TEXT, reference="order-1")
    await later(another, claims, REMINDER, reference="order-2")
    simulation.sandbox.advance(SETTLED)

    error = await later(flowroute, claims, TEXT, reference="order-1")
    second = await asend_once(flowroute, claims, REMINDER, reference="order-2")
    first = await asend_once(flowroute, claims, TEXT, reference="order-1")

    assert "there is a message between these numbers" in error.reason
    assert [second, first] == simulation.accepted
    assert await claims.unfinished() == []
