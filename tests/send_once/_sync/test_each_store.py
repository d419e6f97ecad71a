# Written by scripts/unasync.py from tests/send_once/_async/test_each_store.py. Do not edit.
"""A message is accepted once, wherever the claims are kept."""

from __future__ import annotations

import pytest
from send_once.simulation import REMINDER, SEND, TEXT
from send_once.steps import LEASE

from flowroute_ext.send_once import send_once

from .helpers import claim, later


def test_from_the_claim_to_the_end(simulation, flowroute, claims):
    """The first of two calls sends; a lost response is found; what was not sent is sent."""
    first = send_once(flowroute, claims, TEXT, reference="order-1")
    again = send_once(flowroute, claims, TEXT, reference="order-1")
    assert [first, again] == simulation.accepted * 2

    simulation.sandbox.fault("drop-after", operation=SEND)
    later(flowroute, claims, REMINDER, reference="order-2")
    found = send_once(flowroute, claims, REMINDER, reference="order-2")
    assert [first, found] == simulation.accepted

    claim(claims, TEXT, reference="order-3")
    simulation.sandbox.advance(LEASE.total_seconds() + 30)
    third = send_once(flowroute, claims, TEXT, reference="order-3")
    assert [first, found, third] == simulation.accepted
    assert claims.unfinished() == []
