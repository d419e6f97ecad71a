"""A message is accepted once, wherever the claims are kept."""

from __future__ import annotations

import pytest

from flowroute_ext.send_once import asend_once
from send_once.simulation import REMINDER, SEND, TEXT
from send_once.steps import LEASE

from .helpers import claim, later

pytestmark = pytest.mark.anyio


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
