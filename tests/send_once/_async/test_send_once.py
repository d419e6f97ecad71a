"""A message is accepted once, whatever becomes of those who were told to send it."""

from __future__ import annotations

from datetime import datetime

import attrs
import pytest

from flowroute_ext import (
    AsyncFlowroute,
    ConnectFailed,
    Forbidden,
    InsufficientFunds,
    InvalidValue,
    OutcomeUnknown,
    RateLimit,
    RateLimited,
)
from flowroute_ext.errors import DeadlinePassed, MediaTooLarge
from flowroute_ext.send_once import SendRefused, TryLater, asend_once
from send_once.simulation import OTHER_OWN, REMINDER, SEND, TEXT, TOO_BIG
from send_once.steps import LEASE

from .helpers import claim, later

# What is decided is the same for all stores: test_each_store.py has the other one.
pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("server", ["redis"], indirect=True),
]
SETTLED = 30


async def test_a_second_delivery(world, flowroute, claims):
    """The first call sends the message; every other one returns its id."""
    ids = [await asend_once(flowroute, claims, TEXT, reference="order-1") for _ in range(3)]

    assert ids == world.accepted * 3
    assert world.posts == 1
    assert (await claims.get("order-1")).state == "sent"
    assert await claims.unfinished() == []


async def test_somebody_is_sending_it(world, flowroute, claims):
    """While the claim of another worker is alive nothing is sent: it is for later."""
    await claim(claims)
    error = await later(flowroute, claims, TEXT, reference="order-1")
    world.sandbox.advance(LEASE.total_seconds() - 2)
    at_last = await later(flowroute, claims, TEXT, reference="order-1")

    assert str(error) == "order-1: another worker is sending it; try again in 5 s"
    assert (error.reference, error.reason, error.seconds) == (
        "order-1",
        "another worker is sending it",
        5,
    )
    assert 1 <= at_last.seconds <= 2
    assert world.posts == 0


async def test_a_worker_died_before_it_posted(world, flowroute, claims):
    """When its lease is over and the records have settled, the message is sent."""
    await claim(claims)
    world.sandbox.advance(LEASE.total_seconds())
    waits = []
    while not world.posts:
        try:
            await asend_once(flowroute, claims, TEXT, reference="order-1")
        except TryLater as error:
            waits.append(error.seconds)
            world.sandbox.advance(error.seconds)

    assert SETTLED - 1 < sum(waits) <= SETTLED + 1
    assert max(waits) < 10
    assert (await claims.get("order-1")).message_id == world.accepted[0]


async def test_a_worker_died_after_it_posted(world, flowroute, claims):
    """When its lease is over the message is found, and not sent again."""
    await claim(claims)
    sent = await flowroute.messages.send(TEXT)
    world.sandbox.advance(LEASE.total_seconds())

    assert await asend_once(flowroute, claims, TEXT, reference="order-1") == sent.id
    assert world.accepted == [sent.id]


@pytest.mark.parametrize("fault", ["drop-after", "reset-after", "503-after", "wrong-body"])
async def test_the_answer_is_lost(world, flowroute, claims, fault):
    """It is found by the next call, and posted once."""
    world.sandbox.fault(fault, operation=SEND)
    error = await later(flowroute, claims, TEXT, reference="order-1")
    assert isinstance(error.__cause__, OutcomeUnknown)
    assert (await claims.get("order-1")).state == "unknown"
    world.sandbox.advance(error.seconds)

    assert await asend_once(flowroute, claims, TEXT, reference="order-1") == world.accepted[0]
    assert world.posts == 1


async def test_the_request_is_lost(world, flowroute, claims):
    """It is sent again when it is certain that it was not accepted, and not before."""
    world.sandbox.fault("drop-before", operation=SEND)
    error = await later(flowroute, claims, TEXT, reference="order-1")
    world.sandbox.advance(SETTLED - 2)
    assert (await later(flowroute, claims, TEXT, reference="order-1")).seconds <= 2
    assert world.posts == 1
    world.sandbox.advance(2)

    assert await asend_once(flowroute, claims, TEXT, reference="order-1") == world.accepted[0]
    assert error.seconds == 5
    assert world.posts == 2


async def test_the_worker_is_paused(world, flowroute, claims, monkeypatch):
    """A worker that wakes up when half of its lease is over does not send any more."""
    change = claims.change

    async def pause(*arguments):
        known = await change(*arguments)
        world.sandbox.advance(LEASE.total_seconds() / 2)
        return known

    monkeypatch.setattr(claims, "change", pause)
    error = await later(flowroute, claims, TEXT, reference="order-1")
    monkeypatch.undo()

    assert error.reason == "the claim table answered too late"
    assert world.posts == 0
    assert (await claims.get("order-1")).state == "free"


async def test_flowroute_is_busy(world, flowroute, claims):
    """A claim that could not be used while there was time is given back."""
    world.sandbox.fault("429", operation=SEND, seconds=3600)
    error = await later(flowroute, claims, TEXT, reference="order-1")

    assert isinstance(error.__cause__, RateLimited)
    assert error.seconds == 3600
    assert (await claims.get("order-1")).state == "free"
    world.sandbox.advance(error.seconds)
    assert await asend_once(flowroute, claims, TEXT, reference="order-1") == world.accepted[0]


async def test_its_turn_would_come_too_late(world, http_client, claims):
    """A message that is not sent in half of a lease, for others are before it, is for later."""
    limit = RateLimit(sms=1, per="hour")
    async with AsyncFlowroute(
        **world.keys, http_client=http_client, clock=world, rate_limit=limit
    ) as client:
        await asend_once(client, claims, TEXT, reference="order-1")
        error = await later(client, claims, REMINDER, reference="order-2")

    assert isinstance(error.__cause__, DeadlinePassed)
    assert (await claims.get("order-2")).state == "free"
    assert world.posts == 1


async def test_the_limit_cannot_be_shared(world, http_client, claims, tmp_path):
    """A limit that is shared by something unusable lets no message go: it is for later."""
    path = tmp_path / "no-database"
    path.write_text("This is a letter." * 99)
    async with AsyncFlowroute(
        **world.keys, http_client=http_client, clock=world, rate_limit=RateLimit(shared=path)
    ) as client:
        error = await later(client, claims, TEXT, reference="order-1")

    assert type(error.__cause__).__name__ == "SharedLimitError"
    assert (await claims.get("order-1")).state == "free"
    assert world.posts == 0


async def test_nobody_answers(world, flowroute, claims):
    """Without a connection the message is free, for a call a little later."""
    world.sandbox.fault("refuse", operation=SEND, times=3)
    error = await later(flowroute, claims, TEXT, reference="order-1")

    assert isinstance(error.__cause__, ConnectFailed)
    assert error.seconds == 2
    assert (await claims.get("order-1")).state == "free"


async def test_it_is_refused(world, flowroute, claims):
    """What Flowroute will not take is asked once, and its reason is told again."""
    with pytest.raises(SendRefused) as first:
        await asend_once(flowroute, claims, TOO_BIG, reference="order-1")
    with pytest.raises(SendRefused) as second:
        await asend_once(flowroute, claims, TOO_BIG, reference="order-1")

    assert isinstance(first.value.__cause__, MediaTooLarge)
    assert str(first.value) == str(second.value) == f"order-1 was refused: {first.value.reason}"
    assert world.posts == 1
    assert await claims.forget("order-1")


async def test_the_account_is_at_fault(world, flowroute, claims):
    """What is wrong with the account is raised as it is, and the message is still to be sent."""
    world.sandbox.set_balance(0)
    with pytest.raises(InsufficientFunds):
        await asend_once(flowroute, claims, TEXT, reference="order-1")
    world.sandbox.set_balance(10)

    assert await asend_once(flowroute, claims, TEXT, reference="order-1") == world.accepted[0]


async def test_a_number_of_somebody_else(world, flowroute, claims):
    """A number that is not on the account is a refusal, until the message is made free again."""
    elsewhere = attrs.evolve(TEXT, from_=OTHER_OWN)
    with pytest.raises(SendRefused) as caught:
        await asend_once(flowroute, claims, elsewhere, reference="order-1")
    world.sandbox.seed_number(OTHER_OWN)

    assert isinstance(caught.value.__cause__, Forbidden)
    assert await claims.forget("order-1")
    assert await asend_once(flowroute, claims, elsewhere, reference="order-1") == world.accepted[0]


async def test_the_reference_of_another_message(world, flowroute, claims):
    """A reference is for one text and the same numbers; it is not sent with others."""
    await asend_once(flowroute, claims, TEXT, reference="order-1")
    with pytest.raises(InvalidValue) as caught:
        await asend_once(flowroute, claims, REMINDER, reference="order-1")

    assert str(caught.value) == (
        "Invalid reference: reference must be of one message only, and is of another one, "
        "but got 'order-1': give each message a reference of its own."
    )
    assert world.posts == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"message": {"to": "12065550100"}},
        {"reference": ""},
        {"reference": 1017},
        {"since": datetime(2026, 1, 1)},
    ],
    ids=str,
)
async def test_what_is_not_to_be_sent(world, flowroute, claims, wrong):
    """What cannot be right is told before anything is claimed."""
    arguments = {"message": TEXT, "reference": "order-1", "since": None} | wrong
    with pytest.raises(InvalidValue):
        await asend_once(flowroute, claims, arguments.pop("message"), **arguments)

    assert await claims.unfinished() == []
