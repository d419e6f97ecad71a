"""The loop over events: each is done when the next one is asked for."""

from __future__ import annotations

import asyncio

import pytest

from flowroute_ext import InvalidValue
from receiver.posts import DELIVERED, SUBMITTED, accept, message, receipt


def ids(receiver, *kinds, **options) -> list[str]:
    return [event.key for event in receiver.events(*kinds, wait=False, **options)]


async def aids(receiver, *kinds, **options) -> list[str]:
    return [event.key async for event in receiver.aevents(*kinds, wait=False, **options)]


@pytest.mark.parametrize("read", [ids, lambda *a, **o: asyncio.run(aids(*a, **o))])
def test_each_once(receiver, read):
    """A loop gets each event once, of the kinds it asks for, with late receipts if it asks."""
    accept(receiver, message("a"), receipt("b", 2, DELIVERED), message("c"))
    accept(receiver, receipt("b", 1, SUBMITTED), message("a"))

    assert read(receiver, "message") == ["message:mdr2-a", "message:mdr2-c"]
    assert read(receiver, late=True) == [
        "receipt:mdr2-b:2:message buffered:1003",
        "receipt:mdr2-b:1:smsc submit:1003",
    ]
    assert read(receiver) == []


def test_late_receipts_are_not_seen(receiver):
    """Without asking, a loop gets no receipt that says less than one before it."""
    accept(receiver, receipt("b", 2, DELIVERED), receipt("b", 1, SUBMITTED))

    assert len(ids(receiver)) == 1
    assert receiver.counts().handled == 2


def test_leaving_a_loop(make, clock):
    """The event at which a loop is left comes again, and is set aside after the last try."""
    receiver = make(tries=2)
    accept(receiver, message("a"), message("b"))
    seen: list[str] = []
    for _ in range(3):
        for event in receiver.events(wait=False):
            seen.append(event.id)
            if event.id == "mdr2-a":
                break
        clock.passed += 10

    assert seen == ["mdr2-a", "mdr2-a", "mdr2-b"]
    assert [aside.event.id for aside in receiver.set_aside()] == ["mdr2-a"]


def test_it_waits(receiver):
    """A loop waits for the next event, which is added by another process or this one."""
    accept(receiver, message("a"))
    events = receiver.events()
    assert next(events).id == "mdr2-a"
    accept(receiver, message("b"))
    assert next(events).id == "mdr2-b"
    events.close()

    assert receiver.counts().waiting == 1


def test_unknown_kinds(receiver):
    """A kind that does not exist is refused at once."""
    with pytest.raises(InvalidValue, match="must be one of 'message', 'receipt'"):
        receiver.events("sms")
