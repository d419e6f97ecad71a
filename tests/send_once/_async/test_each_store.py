"""A message is accepted once, wherever the claims are kept."""

from __future__ import annotations

import pytest

from flowroute_ext.send_once import asend_once
from send_once.simulation import REMINDER, SEND, TEXT
from send_once.steps import LEASE

from .helpers import claim, later

pytestmark = pytest.mark.anyio


async def test_from_the_claim_to_the_end(world, flowroute, claims):
    """It is sent by the first of two calls; what was lost is found, and what was not sent is."""
    first = await asend_once(flowroute, claims, TEXT, reference="order-1")
    again = await asend_once(flowroute, claims, TEXT, reference="order-1")
    assert [first, again] == world.accepted * 2

    world.sandbox.fault("drop-after", operation=SEND)
    await later(flowroute, claims, REMINDER, reference="order-2")
    found = await asend_once(flowroute, claims, REMINDER, reference="order-2")
    assert [first, found] == world.accepted

    await claim(claims, TEXT, reference="order-3")
    world.sandbox.advance(LEASE.total_seconds() + 30)
    third = await asend_once(flowroute, claims, TEXT, reference="order-3")
    assert [first, found, third] == world.accepted
    assert await claims.unfinished() == []
