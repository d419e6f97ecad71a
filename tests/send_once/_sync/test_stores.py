# Written by scripts/unasync.py from tests/send_once/_async/test_stores.py. Do not edit.
"""A claim table returns what was written, as it is at the table's own time."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest
from send_once.steps import LEASE, OTHER, TEXT, take

from flowroute_ext._send_once import state as steps
from flowroute_ext.send_once import Claim


def test_the_first_claimant_has_it(claims):
    """A free message is claimed for the length of a lease; a second claimant sees the owner."""
    before = claims.now()
    first = claims.change("order-1", take("order-1", "ann"))
    second = claims.change("order-1", take("order-1", "bob"))

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


def test_nothing_is_recorded(claims):
    """A message without a record is free, and reading it changes nothing."""
    assert claims.get("order-1") == Claim(reference="order-1")
    since = claims.now() - timedelta(days=1)

    known = claims.change("order-1", take("order-1", "ann", since=since))

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
def test_what_is_written_is_read(claims, finish):
    """Every state of a claim is read as it was written."""
    claimed = claims.change("Ordre nº 1: %s {}", take("Ordre nº 1: %s {}", "ann"))
    ended = claims.change("Ordre nº 1: %s {}", finish(claimed.claim))

    assert ended.claim == finish(claimed.claim)(claimed.claim, ended.now, ended.now)
    assert claims.get("Ordre nº 1: %s {}") == ended.claim


def test_a_lease_runs_out(claims, simulation):
    """At the end of its lease a claim is unknown, to readers and to claimants."""
    claimed = claims.change("order-1", take("order-1", "ann"))
    simulation.sandbox.advance(LEASE.total_seconds() - 1)
    assert (claims.get("order-1")).state == "claimed"
    simulation.sandbox.advance(1)

    assert (claims.get("order-1")).state == "unknown"
    assert [claim.state for claim in claims.unfinished()] == ["unknown"]
    assert [claim.state for claim in claims.alike(TEXT)] == ["unknown"]
    known = claims.change("order-1", take("order-1", "bob"))
    assert known.claim == claims.get("order-1")
    assert (known.claim.owner, known.claim.ended) == ("ann", claimed.claim.ended)


def test_what_is_unfinished(claims):
    """Those are listed that are claimed or unknown, and no others."""
    claim = {}
    for reference in ("e", "d", "c", "b", "a"):
        claim[reference] = (claims.change(reference, take(reference, "ann"))).claim
    claims.change("b", steps.lose(claim["b"]))
    claims.change("c", steps.sent(claim["c"], "mdr2-1"))
    claims.change("d", steps.fail(claim["d"], "no"))
    claims.change("e", steps.release(claim["e"]))

    listed = claims.unfinished()

    assert {one.reference: one.state for one in listed} == {"a": "claimed", "b": "unknown"}


def test_what_is_alike(claims):
    """Messages of the same text are found together, in the order of their references."""
    for reference, likeness in (("3", TEXT), ("1", TEXT), ("2", OTHER)):
        claims.change(reference, take(reference, "ann", likeness=likeness))
    claims.record_receipt("1", "mdr2-1")

    listed = claims.alike(TEXT)

    assert [(one.reference, one.state) for one in listed] == [("1", "sent"), ("3", "claimed")]
    assert claims.alike("no such") == []


def test_what_is_sent_between_two_numbers(claims):
    """The ids of a pair of numbers are found by when their attempts ended, whatever their texts."""
    since = claims.now()
    pairs = {"1": "ours", "2": "ours", "3": "ours", "4": "theirs", "5": "", "6": "ours"}
    ended = {}
    for reference, pair in pairs.items():
        step = take(reference, "ann", likeness=f"text {reference}", pair=pair)
        ended[reference] = (claims.change(reference, step)).claim.ended
        if reference != "3":
            claims.record_receipt(reference, f"mdr2-{reference}")
    claims.forget("6")
    claims.record_receipt("7", "mdr2-7")

    def found(pair, start, end):
        return claims.ids_between(pair, start, end)

    assert found("ours", since, ended["6"]) == {"mdr2-1", "mdr2-2"}
    assert found("ours", ended["2"], ended["2"]) == {"mdr2-2"}
    assert found("ours", ended["6"], ended["6"] + LEASE) == set()
    assert found("theirs", since, ended["6"]) == {"mdr2-4"}
    assert found("", since, ended["6"]) == set()


def test_a_claim_of_an_earlier_version(claims):
    """A claim that has no pair of numbers gets it when its message is asked for again."""
    known = claims.change("order-1", take("order-1", "ann"))

    again = claims.change("order-1", take("order-1", "bob", pair="ours"))
    claims.change("order-1", steps.sent(again.claim, "mdr2-1"))

    assert again.claim == attrs.evolve(known.claim, pair="ours")
    ended = known.claim.ended
    assert claims.ids_between("ours", ended, ended) == {"mdr2-1"}


def test_a_receipt_is_recorded(claims):
    """A receipt is recorded, for messages in the table and for others."""
    known = claims.change("order-1", take("order-1", "ann"))
    claims.record_receipt("order-1", "mdr2-1")
    claims.record_receipt("order-1", "mdr2-9")
    claims.record_receipt("order-2", "mdr2-2")

    assert claims.get("order-1") == steps.sent(known.claim, "mdr2-1")(None, None, None)
    assert claims.get("order-2") == Claim(reference="order-2", state="sent", message_id="mdr2-2")


def test_a_message_is_forgotten(claims, simulation):
    """Whatever its state, a message can be freed; but not while a request may be in progress."""
    claims.record_receipt("order-1", "mdr2-1")
    claims.change("order-2", take("order-2", "ann"))

    assert claims.forget("order-1")
    assert not claims.forget("order-2")
    assert claims.get("order-1") == Claim(reference="order-1")
    assert (claims.get("order-2")).state == "claimed"
    simulation.sandbox.advance(LEASE.total_seconds())
    assert claims.forget("order-2")


def test_a_table_younger_than_since(claims, server):
    """What was queued before the table lost its records is unknown, and free if later."""
    since = claims.now()
    claims.change("order-1", take("order-1", "ann", since=since))
    server.empty()
    again = claims.now()

    lost = (claims.change("order-1", take("order-1", "bob", since=since))).claim
    new = (claims.change("order-2", take("order-2", "bob", since=again))).claim

    assert (lost.state, lost.owner, lost.started) == ("unknown", None, since)
    assert since + LEASE < lost.ended <= again + LEASE
    assert (new.state, new.owner) == ("claimed", "bob")
