# Written by scripts/unasync.py from tests/send_once/_async/test_each_store.py. Do not edit.
"""A message is accepted once, wherever the claims are kept."""

from __future__ import annotations

import attrs
import pytest
from send_once.simulation import REMINDER, SEND, TEXT
from send_once.steps import LEASE

from flowroute_ext.send_once import send_once

from .helpers import claim, later

SETTLED = 30


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


def test_other_texts_to_the_same_person(simulation, flowroute, claims, another):
    """A record of another claim is not that of a lost text; a record of no claim may be it."""
    claim(claims, TEXT, reference="order-1")
    send_once(another, claims, REMINDER, reference="order-2")
    simulation.sandbox.advance(LEASE.total_seconds() + SETTLED)
    first = send_once(flowroute, claims, TEXT, reference="order-1")
    assert first == simulation.accepted[1]

    claim(claims, REMINDER, reference="order-3")
    another.messages.send(attrs.evolve(TEXT, body="Not by a claim."))
    simulation.sandbox.advance(LEASE.total_seconds() + SETTLED)
    error = later(flowroute, claims, REMINDER, reference="order-3")
    assert error.reason == (
        "there is a message between these numbers near the time of the attempt, and it may be "
        "this one, shown in another way"
    )
    assert len(simulation.accepted) == 3


def test_other_texts_with_unknown_outcomes(simulation, flowroute, claims, another):
    """Of two lost texts to one person, the one whose record is there is settled first."""
    simulation.sandbox.fault("drop-before", operation=SEND)
    simulation.sandbox.fault("drop-after", operation=SEND)
    later(another, claims, TEXT, reference="order-1")
    later(another, claims, REMINDER, reference="order-2")
    simulation.sandbox.advance(SETTLED)

    error = later(flowroute, claims, TEXT, reference="order-1")
    second = send_once(flowroute, claims, REMINDER, reference="order-2")
    first = send_once(flowroute, claims, TEXT, reference="order-1")

    assert "there is a message between these numbers" in error.reason
    assert [second, first] == simulation.accepted
    assert claims.unfinished() == []
