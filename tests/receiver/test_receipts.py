"""Receipts move a message forward only; duplicates, order and restarts change no outcome."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rate_limit.clocks import FakeClock

from flowroute_ext import WebhookReceiver
from receiver.posts import (
    DELIVERED,
    SECRET,
    SUBMITTED,
    accept,
    message,
    receipt,
    status_change,
    unknown,
)

MOST = 3 if settings.default.max_examples <= 100 else 200
FIRST = "2026-02-06T17:52:33Z"
SECOND = "2026-02-06T17:52:34Z"


@pytest.mark.parametrize("order", [*permutations([0, 1, 2])])
def test_a_message_goes_forward(receiver, order):
    """Whatever the order of its receipts, the state of a message is that of the last one."""
    bodies = [
        receipt("a", 1, SUBMITTED, at=FIRST),
        receipt("a", 2, DELIVERED, at=FIRST),
        receipt("a", 2, "delivery failure", at=SECOND),
    ]
    states: list[str] = []
    receiver.on_receipt(lambda receipt: states.append(receipt.status))
    for position in order:
        accept(receiver, bodies[position])
        receiver.run_pending()

    assert receiver.latest_receipt("mdr2-a").status == states[-1] == "delivery failure"
    ranks = [[SUBMITTED, DELIVERED, "delivery failure"].index(state) for state in states]
    assert ranks == sorted(ranks)
    assert receiver.latest_receipt("mdr2-b") is None


EVENTS = {
    "message a": message("a"),
    "message b": message("b"),
    "message c": message("c", from_="447700900123"),
    "sent d": receipt("d", 1, SUBMITTED, at=FIRST),
    "delivered d": receipt("d", 2, DELIVERED, at=SECOND),
    "failed e": receipt("e", 2, "delivery failure", at=FIRST),
    "delivered e": receipt("e", 2, DELIVERED, at=SECOND),
    "port": status_change("50404", "cancelled"),
    "unknown": unknown("x"),
}
# What is delivered, twice at most; in between the process works, or is started again.
DELIVERIES = st.permutations([*EVENTS, *EVENTS]).flatmap(
    lambda order: st.tuples(
        st.just(order),
        st.lists(st.sampled_from(["work", "restart", "wait", ""]), min_size=18, max_size=18),
    )
)


@given(deliveries=DELIVERIES, failures=st.sets(st.sampled_from([*EVENTS])))
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=MOST)
def test_every_permutation_has_one_outcome(deliveries, failures):
    """Duplicates, order, delays, restarts and first tries that fail change no outcome.

    Each event is handled once by each handler, of which the one for late receipts gets all; the
    other one never goes back, and ends with the same receipt.
    """
    names = {body: name for name, body in EVENTS.items()}
    assert len(names) == len(EVENTS)
    calls: Counter[str] = Counter()
    shown: dict[str, list[str]] = {}
    failed: set[str] = set()
    clock = FakeClock()

    def register(receiver: WebhookReceiver) -> WebhookReceiver:
        def count(event):
            name = event.key
            if event.kind != "unknown" and name not in failed and len(failed) < len(failures):
                failed.add(name)
                raise RuntimeError
            calls[name] += 1

        def state(receipt):
            shown.setdefault(receipt.message_id, []).append(receipt.status)

        receiver.on_message(count)
        receiver.on_receipt(late=True)(count)
        receiver.on_receipt(state)
        receiver.on_status_change(count)
        receiver.on_unknown(count)
        return receiver

    with TemporaryDirectory() as folder:
        path = Path(folder) / "inbox.db"

        def start() -> WebhookReceiver:
            return register(WebhookReceiver(path, secret=SECRET, background=False, clock=clock))

        receiver = start()
        for name, act in zip(*deliveries, strict=True):
            accept(receiver, EVENTS[name])
            if act == "work":
                receiver.run_pending()
            elif act == "restart":
                receiver.close()
                receiver = start()
            elif act == "wait":
                clock.passed += 30
        for _ in range(4):
            receiver.run_pending()
            clock.passed += 30
        counts = receiver.counts()
        latest = {name: receiver.latest_receipt(f"mdr2-{name}").status for name in "de"}
        receiver.close()

    assert (counts.waiting, counts.handled, counts.set_aside) == (0, len(EVENTS), 0)
    assert len(calls) == len(EVENTS)
    assert set(calls.values()) == {1}
    # What the carrier has accepted only, however late, does not undo a failure.
    assert latest == {"d": DELIVERED, "e": "delivery failure"}
    assert {name: states[-1] for name, states in shown.items()} == {
        "mdr2-d": DELIVERED,
        "mdr2-e": "delivery failure",
    }
    assert all(len(states) == len(set(states)) for states in shown.values())


def test_one_order_of_receipts(receiver):
    """The receipt that counts for a receiver is the one that counts for an outbox."""
    statuses = [SUBMITTED, DELIVERED, "delivery success"]
    for number, order in enumerate(permutations(statuses)):
        for status in order:
            accept(receiver, receipt(f"a{number}", 2, status, at=FIRST))

        assert receiver.latest_receipt(f"mdr2-a{number}").status == "delivery success"


def test_an_id_without_end(receiver):
    """The receipts of a message with a long id are kept by a short one."""
    for level, status in ((2, DELIVERED), (1, SUBMITTED)):
        accept(receiver, receipt("x" * 10_000, level, status))

    latest = receiver.latest_receipt("mdr2-" + "x" * 10_000)
    assert (latest.level, len(latest.message_id)) == (2, 10_005)
    assert receiver.latest_receipt("mdr2-" + "x" * 9_999) is None
