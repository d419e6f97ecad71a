# Written by scripts/unasync.py from tests/send_once/_async/test_send_once.py. Do not edit.
"""A message is accepted once, whatever happens to the workers that send it."""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic

import attrs
import pytest
from send_once.simulation import OTHER_OWN, REMINDER, SEND, TEXT, TOO_BIG
from send_once.steps import LEASE

from flowroute_ext import (
    ConnectFailed,
    Flowroute,
    Forbidden,
    InsufficientFunds,
    InvalidValue,
    OutcomeUnknown,
    RateLimit,
    RateLimited,
)
from flowroute_ext.errors import DeadlinePassed, MediaTooLarge
from flowroute_ext.send_once import SendRefused, TryLater, send_once

from .helpers import claim, later

# The decisions are the same for all stores: see test_each_store.py for the other one.
pytestmark = [
    pytest.mark.parametrize("server", ["redis"], indirect=True),
]
SETTLED = 30


def test_a_second_delivery(simulation, flowroute, claims):
    """The first call sends the message; every other one returns its id."""
    ids = [send_once(flowroute, claims, TEXT, reference="order-1") for _ in range(3)]

    assert ids == simulation.accepted * 3
    assert simulation.posts == 1
    assert (claims.get("order-1")).state == "sent"
    assert claims.unfinished() == []


def test_another_worker_is_sending_it(simulation, flowroute, claims):
    """While another worker holds a claim nothing is sent, and `TryLater` is raised."""
    claim(claims)
    error = later(flowroute, claims, TEXT, reference="order-1")
    simulation.sandbox.advance(LEASE.total_seconds() - 2)
    at_last = later(flowroute, claims, TEXT, reference="order-1")

    assert str(error) == "order-1: another worker is sending it; try again in 5 s"
    assert (error.reference, error.reason, error.seconds) == (
        "order-1",
        "another worker is sending it",
        5,
    )
    assert 1 <= at_last.seconds <= 2
    assert simulation.posts == 0


def test_a_worker_died_before_it_posted(simulation, flowroute, claims):
    """When its lease is over and the records have settled, the message is sent."""
    claim(claims)
    simulation.sandbox.advance(LEASE.total_seconds())
    waits = []
    began = monotonic()
    while not simulation.posts:
        try:
            send_once(flowroute, claims, TEXT, reference="order-1")
        except TryLater as error:
            waits.append(error.seconds)
            simulation.sandbox.advance(error.seconds)

    took = monotonic() - began  # the time of a Redis is real, and passes beside the sandbox's
    assert sum(waits) + took > SETTLED - 1
    assert sum(waits) <= SETTLED + 1
    assert max(waits) < 10
    assert (claims.get("order-1")).message_id == simulation.accepted[0]


def test_a_worker_died_after_it_posted(simulation, flowroute, claims):
    """When its lease is over the message is found, and not sent again."""
    claim(claims)
    sent = flowroute.messages.send(TEXT)
    simulation.sandbox.advance(LEASE.total_seconds())

    assert send_once(flowroute, claims, TEXT, reference="order-1") == sent.id
    assert simulation.accepted == [sent.id]


@pytest.mark.parametrize("fault", ["drop-after", "reset-after", "503-after", "wrong-body"])
def test_the_response_is_lost(simulation, flowroute, claims, fault):
    """It is found by the next call, and posted once."""
    simulation.sandbox.fault(fault, operation=SEND)
    error = later(flowroute, claims, TEXT, reference="order-1")
    assert isinstance(error.__cause__, OutcomeUnknown)
    assert (claims.get("order-1")).state == "unknown"
    simulation.sandbox.advance(error.seconds)

    assert send_once(flowroute, claims, TEXT, reference="order-1") == simulation.accepted[0]
    assert simulation.posts == 1


def test_the_request_is_lost(simulation, flowroute, claims):
    """It is sent again when it is certain that it was not accepted, and not before."""
    simulation.sandbox.fault("drop-before", operation=SEND)
    error = later(flowroute, claims, TEXT, reference="order-1")
    simulation.sandbox.advance(SETTLED - 2)
    assert (later(flowroute, claims, TEXT, reference="order-1")).seconds <= 2
    assert simulation.posts == 1
    simulation.sandbox.advance(2)

    assert send_once(flowroute, claims, TEXT, reference="order-1") == simulation.accepted[0]
    assert error.seconds == 5
    assert simulation.posts == 2


def test_the_worker_is_paused(simulation, flowroute, claims, monkeypatch):
    """A worker that continues when half of its lease is over does not send any more."""
    change = claims.change

    def pause(*arguments):
        known = change(*arguments)
        simulation.sandbox.advance(LEASE.total_seconds() / 2)
        return known

    monkeypatch.setattr(claims, "change", pause)
    error = later(flowroute, claims, TEXT, reference="order-1")
    monkeypatch.undo()

    assert error.reason == "the claim table answered too late"
    assert simulation.posts == 0
    assert (claims.get("order-1")).state == "free"


def test_flowroute_is_busy(simulation, flowroute, claims):
    """A claim whose message could not be sent in time is freed."""
    simulation.sandbox.fault("429", operation=SEND, seconds=3600)
    error = later(flowroute, claims, TEXT, reference="order-1")

    assert isinstance(error.__cause__, RateLimited)
    assert error.seconds == 3600
    assert (claims.get("order-1")).state == "free"
    simulation.sandbox.advance(error.seconds)
    assert send_once(flowroute, claims, TEXT, reference="order-1") == simulation.accepted[0]


def test_its_permit_would_come_too_late(simulation, http_client, claims):
    """A message that would wait longer than half of the lease is not sent; `TryLater` is raised."""
    limit = RateLimit(sms=1, per="hour")
    with Flowroute(
        **simulation.keys, http_client=http_client, clock=simulation, rate_limit=limit
    ) as client:
        send_once(client, claims, TEXT, reference="order-1")
        error = later(client, claims, REMINDER, reference="order-2")

    assert isinstance(error.__cause__, DeadlinePassed)
    assert (claims.get("order-2")).state == "free"
    assert simulation.posts == 1


def test_the_limit_cannot_be_shared(simulation, http_client, claims, tmp_path):
    """Where the limit cannot be shared nothing is sent, and `TryLater` is raised."""
    path = tmp_path / "no-database"
    path.write_text("This is a letter." * 99)
    with Flowroute(
        **simulation.keys,
        http_client=http_client,
        clock=simulation,
        rate_limit=RateLimit(shared=path),
    ) as client:
        error = later(client, claims, TEXT, reference="order-1")

    assert type(error.__cause__).__name__ == "SharedLimitError"
    assert (claims.get("order-1")).state == "free"
    assert simulation.posts == 0


def test_no_connection(simulation, flowroute, claims):
    """Without a connection the message is free, for a call a little later."""
    simulation.sandbox.fault("refuse", operation=SEND, times=3)
    error = later(flowroute, claims, TEXT, reference="order-1")

    assert isinstance(error.__cause__, ConnectFailed)
    assert error.seconds == 2
    assert (claims.get("order-1")).state == "free"


def test_it_is_refused(simulation, flowroute, claims):
    """A refused message is sent once, and later calls raise the same reason."""
    with pytest.raises(SendRefused) as first:
        send_once(flowroute, claims, TOO_BIG, reference="order-1")
    with pytest.raises(SendRefused) as second:
        send_once(flowroute, claims, TOO_BIG, reference="order-1")

    assert isinstance(first.value.__cause__, MediaTooLarge)
    assert str(first.value) == str(second.value) == f"order-1 was refused: {first.value.reason}"
    assert simulation.posts == 1
    assert claims.forget("order-1")


def test_the_account_is_the_cause(simulation, flowroute, claims):
    """An error of the account is raised as it is, and the message is still to be sent."""
    simulation.sandbox.set_balance(0)
    with pytest.raises(InsufficientFunds):
        send_once(flowroute, claims, TEXT, reference="order-1")
    simulation.sandbox.set_balance(10)

    assert send_once(flowroute, claims, TEXT, reference="order-1") == simulation.accepted[0]


def test_a_number_of_another_account(simulation, flowroute, claims):
    """A number that is not on the account is a refusal, until the message is made free again."""
    elsewhere = attrs.evolve(TEXT, from_=OTHER_OWN)
    with pytest.raises(SendRefused) as caught:
        send_once(flowroute, claims, elsewhere, reference="order-1")
    simulation.sandbox.seed_number(OTHER_OWN)

    assert isinstance(caught.value.__cause__, Forbidden)
    assert claims.forget("order-1")
    assert send_once(flowroute, claims, elsewhere, reference="order-1") == simulation.accepted[0]


def test_the_reference_of_another_message(simulation, flowroute, claims):
    """A reference is for one text and the same numbers; it is not sent with others."""
    send_once(flowroute, claims, TEXT, reference="order-1")
    with pytest.raises(InvalidValue) as caught:
        send_once(flowroute, claims, REMINDER, reference="order-1")

    assert str(caught.value) == (
        "Invalid reference: reference must be of one message only, and is of another one, "
        "but got 'order-1': give each message a reference of its own."
    )
    assert simulation.posts == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"message": {"to": "12065550100"}},
        {"reference": ""},
        {"reference": 1017},
        {"since": datetime(2026, 1, 1)},
        {"since": datetime(1, 1, 1, tzinfo=UTC)},
        {"since": "2026-01-01T00:00:00Z"},
    ],
    ids=str,
)
def test_invalid_arguments(simulation, flowroute, claims, wrong):
    """Invalid arguments are refused before anything is claimed."""
    arguments = {"message": TEXT, "reference": "order-1", "since": None} | wrong
    with pytest.raises(InvalidValue):
        send_once(flowroute, claims, arguments.pop("message"), **arguments)

    assert claims.unfinished() == []


def test_imports_come_before_the_claim(simulation, http_client, claims, monkeypatch):
    """What a client does once only is done by the time a message is claimed."""
    change, ready = claims.change, []

    def noting(*arguments):
        ready.append("messages" in vars(flowroute))
        return change(*arguments)

    monkeypatch.setattr(claims, "change", noting)
    with Flowroute(**simulation.keys, http_client=http_client, clock=simulation) as flowroute:
        send_once(flowroute, claims, TEXT, reference="order-1")

    assert ready == [True, True]
