"""A claim table returns what was written, as it is at the table's own time."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest

from flowroute_ext._send_once import state as steps
from flowroute_ext.send_once import Claim
from send_once.steps import LEASE, OTHER, TEXT, take

pytestmark = pytest.mark.anyio


async def test_the_first_claimant_has_it(claims):
    """A free message is claimed for the length of a lease; a second claimant sees the owner."""
    before = await claims.now()
    first = await claims.change("order-1", take("order-1", "ann"))
    second = await claims.change("order-1", take("order-1", "bob"))

    assert first.claim == second.claim
    assert first.claim == Claim(
        reference="order-1",
        state="claimed",
        owner="ann",
        started=first.now,
        ended=first.now + LEASE,
        likeness=TEXT,
    )
    assert before <= first.now <= second.now
    assert first.asked <= second.asked


async def test_nothing_is_recorded(claims):
    """A message without a record is free, and reading it changes nothing."""
    assert await claims.get("order-1") == Claim(reference="order-1")
    since = await claims.now() - timedelta(days=1)

    known = await claims.change("order-1", take("order-1", "ann", since=since))

    assert (known.claim.state, known.claim.started) == ("unknown", since)


@pytest.mark.parametrize(
    "finish",
    [
        steps.release,
        steps.lose,
        lambda claim: steps.fail(claim, "Flowroute’s reason: 'no'"),
        lambda claim: steps.sent(claim, "mdr2-0123456789abcdef"),
    ],
    ids=["free", "unknown", "failed", "sent"],
)
async def test_what_is_written_is_read(claims, finish):
    """Every state of a claim is read as it was written."""
    claimed = await claims.change("Ordre nº 1: %s {}", take("Ordre nº 1: %s {}", "ann"))
    ended = await claims.change("Ordre nº 1: %s {}", finish(claimed.claim))

    assert ended.claim == finish(claimed.claim)(claimed.claim, ended.now, ended.now)
    assert await claims.get("Ordre nº 1: %s {}") == ended.claim


async def test_a_lease_runs_out(claims, simulation):
    """At the end of its lease a claim is unknown, to readers and to claimants."""
    claimed = await claims.change("order-1", take("order-1", "ann"))
    simulation.sandbox.advance(LEASE.total_seconds() - 1)
    assert (await claims.get("order-1")).state == "claimed"
    simulation.sandbox.advance(1)

    assert (await claims.get("order-1")).state == "unknown"
    assert [claim.state for claim in await claims.unfinished()] == ["unknown"]
    assert [claim.state for claim in await claims.alike(TEXT)] == ["unknown"]
    known = await claims.change("order-1", take("order-1", "bob"))
    assert known.claim == await claims.get("order-1")
    assert (known.claim.owner, known.claim.ended) == ("ann", claimed.claim.ended)


async def test_what_is_unfinished(claims):
    """Those are listed that are claimed or unknown, and no others."""
    claim = {}
    for reference in ("e", "d", "c", "b", "a"):
        claim[reference] = (await claims.change(reference, take(reference, "ann"))).claim
    await claims.change("b", steps.lose(claim["b"]))
    await claims.change("c", steps.sent(claim["c"], "mdr2-1"))
    await claims.change("d", steps.fail(claim["d"], "no"))
    await claims.change("e", steps.release(claim["e"]))

    listed = await claims.unfinished()

    assert {one.reference: one.state for one in listed} == {"a": "claimed", "b": "unknown"}


async def test_what_is_alike(claims):
    """Messages of the same text are found together, in the order of their references."""
    for reference, likeness in (("3", TEXT), ("1", TEXT), ("2", OTHER)):
        await claims.change(reference, take(reference, "ann", likeness=likeness))
    await claims.record_receipt("1", "mdr2-1")

    listed = await claims.alike(TEXT)

    assert [(one.reference, one.state) for one in listed] == [("1", "sent"), ("3", "claimed")]
    assert await claims.alike("no such") == []


async def test_what_is_sent_between_two_numbers(claims):
    """The ids of a pair of numbers are found by when their attempts ended, whatever their texts."""
    since = await claims.now()
    pairs = {"1": "ours", "2": "ours", "3": "ours", "4": "theirs", "5": "", "6": "ours"}
    ended = {}
    for reference, pair in pairs.items():
        step = take(reference, "ann", likeness=f"text {reference}", pair=pair)
        ended[reference] = (await claims.change(reference, step)).claim.ended
        if reference != "3":
            await claims.record_receipt(reference, f"mdr2-{reference}")
    await claims.forget("6")
    await claims.record_receipt("7", "mdr2-7")

    async def found(pair, start, end):
        return await claims.ids_between(pair, start, end)

    assert await found("ours", since, ended["6"]) == {"mdr2-1", "mdr2-2"}
    assert await found("ours", ended["2"], ended["2"]) == {"mdr2-2"}
    assert await found("ours", ended["6"], ended["6"] + LEASE) == set()
    assert await found("theirs", since, ended["6"]) == {"mdr2-4"}
    assert await found("", since, ended["6"]) == set()


async def test_a_claim_of_an_earlier_version(claims):
    """A claim that has no pair of numbers gets it when its message is asked for again."""
    known = await claims.change("order-1", take("order-1", "ann"))

    again = await claims.change("order-1", take("order-1", "bob", pair="ours"))
    await claims.change("order-1", steps.sent(again.claim, "mdr2-1"))

    assert again.claim == attrs.evolve(known.claim, pair="ours")
    ended = known.claim.ended
    assert await claims.ids_between("ours", ended, ended) == {"mdr2-1"}


async def test_a_receipt_is_recorded(claims):
    """A receipt is recorded, for messages in the table and for others."""
    known = await claims.change("order-1", take("order-1", "ann"))
    await claims.record_receipt("order-1", "mdr2-1")
    await claims.record_receipt("order-1", "mdr2-9")
    await claims.record_receipt("order-2", "mdr2-2")

    assert await claims.get("order-1") == steps.sent(known.claim, "mdr2-1")(None, None, None)
    assert await claims.get("order-2") == Claim(
        reference="order-2", state="sent", message_id="mdr2-2"
    )


async def test_a_message_is_forgotten(claims, simulation):
    """Whatever its state, a message can be freed; but not while a request may be in progress."""
    await claims.record_receipt("order-1", "mdr2-1")
    await claims.change("order-2", take("order-2", "ann"))

    assert await claims.forget("order-1")
    assert not await claims.forget("order-2")
    assert await claims.get("order-1") == Claim(reference="order-1")
    assert (await claims.get("order-2")).state == "claimed"
    simulation.sandbox.advance(LEASE.total_seconds())
    assert await claims.forget("order-2")


async def test_a_table_younger_than_since(claims, server):
    """What was queued before the table lost its records is unknown, and free if later."""
    since = await claims.now()
    await claims.change("order-1", take("order-1", "ann", since=since))
    server.empty()
    again = await claims.now()

    lost = (await claims.change("order-1", take("order-1", "bob", since=since))).claim
    new = (await claims.change("order-2", take("order-2", "bob", since=again))).claim

    assert (lost.state, lost.owner, lost.started) == ("unknown", None, since)
    assert since + LEASE < lost.ended <= again + LEASE
    assert (new.state, new.owner) == ("claimed", "bob")
