# Written by scripts/unasync.py from tests/send_once/_async/test_each_store.py. Do not edit.
"""A message is accepted once, wherever the claims are kept."""

from __future__ import annotations

import pytest
from send_once.simulation import REMINDER, SEND, TEXT
from send_once.steps import LEASE

from flowroute_ext.send_once import send_once

from .helpers import claim, later


def test_from_the_claim_to_the_end(world, flowroute, claims):
    """It is sent by the first of two calls; what was lost is found, and what was not sent is."""
    first = send_once(flowroute, claims, TEXT, reference="order-1")
    again = send_once(flowroute, claims, TEXT, reference="order-1")
    assert [first, again] == world.accepted * 2

    world.sandbox.fault("drop-after", operation=SEND)
    later(flowroute, claims, REMINDER, reference="order-2")
    found = send_once(flowroute, claims, REMINDER, reference="order-2")
    assert [first, found] == world.accepted

    claim(claims, TEXT, reference="order-3")
    world.sandbox.advance(LEASE.total_seconds() + 30)
    third = send_once(flowroute, claims, TEXT, reference="order-3")
    assert [first, found, third] == world.accepted
    assert claims.unfinished() == []
