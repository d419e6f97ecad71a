"""Receipts reach what was sent: rows of an outbox, and texts whose outcome is unknown."""

from __future__ import annotations

import asyncio
from contextlib import closing

import httpx
import pytest
from outbox.clients import START, SandboxClock

from flowroute_ext import Flowroute, Message, Outbox, OutcomeUnknown
from flowroute_sandbox import FrozenClock, Sandbox, transport
from receiver.posts import BASE, DELIVERED, OWN, PHONE, SUBMITTED, accept, post, receipt


@pytest.fixture
def sandbox() -> Sandbox:
    sandbox = Sandbox(clock=FrozenClock(START))
    sandbox.seed_number(OWN)
    return sandbox


@pytest.fixture
def flowroute(sandbox):
    with httpx.Client(transport=transport(sandbox, httpx)) as http:
        keys = (sandbox.access_key, sandbox.secret_key)
        yield Flowroute(*keys, http_client=http, clock=SandboxClock(sandbox), max_retries=0)


def test_rows_of_an_outbox(tmp_path, make, flowroute):
    """A receipt is recorded in the outbox, whatever the order, beside the other handlers."""
    outbox = Outbox(tmp_path / "campaign.db")
    outbox.add([Message(to=PHONE, from_=OWN, body="Hello")])
    outbox.send(flowroute, progress=False)
    (row,) = outbox.rows()
    receiver = make(outbox=outbox)
    name = row.message_id.removeprefix("mdr2-")
    post(receiver, receipt(name, 2, DELIVERED))
    post(receiver, receipt(name, 1, SUBMITTED))

    assert receiver.run_pending() == 2
    (row,) = outbox.rows()
    assert (row.delivery, row.status, row.code) == ("delivered", DELIVERED, 1003)


def ids(receiver, **options):
    return [event.message_id for event in receiver.events(wait=False, **options)]


async def aids(receiver, **options):
    return [event.message_id async for event in receiver.aevents(wait=False, **options)]


@pytest.mark.parametrize("read", [ids, lambda *a, **o: asyncio.run(aids(*a, **o))])
def test_a_loop_records_them_too(tmp_path, make, clock, flowroute, read):
    """A loop over the events has receipts recorded first, late ones too; a failure comes again."""
    outbox = Outbox(tmp_path / "campaign.db")
    outbox.add([Message(to=PHONE, from_=OWN, body="Hello")])
    outbox.send(flowroute, progress=False)
    (row,) = outbox.rows()
    name = row.message_id.removeprefix("mdr2-")
    receiver = make(outbox=outbox)
    other = make()
    accept(other, receipt(name, 2, DELIVERED), receipt(name, 1, SUBMITTED))
    with (tmp_path / "campaign.db").open("r+b") as file:
        kept = file.read(100)
        file.seek(0)
        file.write(b"x" * 100)
        file.flush()
        assert read(receiver) == []
        file.seek(0)
        file.write(kept)
    clock.passed += 10

    assert read(receiver) == [row.message_id]
    (row,) = outbox.rows()
    assert (row.delivery, row.status) == ("delivered", DELIVERED)
    assert receiver.counts().handled == 2


def test_an_unknown_outcome(make, sandbox, flowroute):
    """A receipt whose URL has the reference of a text that was lost decides its outcome."""
    receiver = make(flowroute=flowroute)
    sandbox.fault("drop-after", times=1)
    url = receiver.url(BASE, "sms_dlr")
    with pytest.raises(OutcomeUnknown) as caught:
        flowroute.messages.send(
            Message(to=PHONE, from_=OWN, body="Hello", dlr_callback=url), reference="order-17"
        )
    sandbox.advance(60)
    (sent,) = {one["message_id"]: one["url"] for one in sandbox.webhooks()}.items()
    with closing(receiver):
        body = receipt(sent[0].removeprefix("mdr2-"), 1, SUBMITTED)
        receiver.on_receipt(lambda receipt: None)
        assert receiver.handle("POST", sent[1], {}, body).status == 200
        receiver.run_pending()

    sandbox.fault("500-after")
    assert flowroute.resolve(caught.value, timeout=0).id == sent[0]
