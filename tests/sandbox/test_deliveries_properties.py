"""Properties of webhooks in any sequence of events."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from flowroute_sandbox.inventory.inventory import Inventory
from sandbox.receiver import Receiver, posting, subscribe
from sandbox.samples import MEDIA, OWN, PEER, send
from sandbox.test_account import Memory

INVENTORY = Inventory(0)

KINDS = ("sms", "mms", "sms_dlr", "mms_dlr")

seconds = st.floats(0, 200, allow_nan=False).map(lambda value: round(value, 3))
steps = st.one_of(
    st.tuples(st.sampled_from(["send", "receive"]), st.sampled_from([[], [MEDIA]])),
    st.tuples(st.sampled_from(["advance", "open_again"]), seconds),
    st.tuples(st.sampled_from(["deliver", "fail"]), st.integers(0, 5)),
    st.tuples(st.sampled_from(["subscribe", "unsubscribe"]), st.sampled_from(KINDS)),
)
outcomes = st.lists(st.sampled_from([200, 202, 302, 500, TimeoutError("late")]), max_size=60)


class World:
    """Random events on a sandbox that is reopened."""

    def __init__(self, answers: list[Any]) -> None:
        self.receiver, self.store, self.later = Receiver(answers), Memory(), 0.0
        self.api = posting(INVENTORY, self.receiver, store=self.store)
        self.sent: list[str] = []
        self.received: list[str] = []

    def send(self, media: list[str]) -> None:
        self.sent.append(send(self.api, media_urls=media))

    def receive(self, media: list[str]) -> None:
        message = self.api.sandbox.receive_message(from_=PEER, to=OWN, body="Hi", media=media)
        self.received.append(message)

    def advance(self, by: float) -> None:
        self.api.sandbox.advance(by)

    def open_again(self, after: float) -> None:
        self.later += after
        self.api = posting(INVENTORY, self.receiver, store=self.store, later=self.later)

    def deliver(self, number: int) -> None:
        for message in self.sent[number : number + 1]:
            self.api.sandbox.deliver_message(message)

    def fail(self, number: int) -> None:
        for message in self.sent[number : number + 1]:
            self.api.sandbox.fail_message(message)

    def subscribe(self, kind: str) -> None:
        subscribe(self.api, kind)

    def unsubscribe(self, kind: str) -> None:
        self.api.delete(f"/v2.1/messages/{kind}_callback")


@given(st.lists(steps, max_size=40), outcomes, st.booleans())
def test_any_history(history: list[tuple[str, Any]], answers: list[Any], asked: bool) -> None:
    """Each webhook is posted until it is taken, four times at most, in time and in order.

    None with a callback is lost, and none is repeated by a reopened sandbox.
    """
    world = World(list(answers))
    for kind in KINDS if asked else ():
        world.subscribe(kind)
    for action, detail in history:
        getattr(world, action)(detail)
    world.advance(3600)

    attempts = world.api.sandbox.webhooks()
    assert [one for one in attempts if one["sent"] is None] == []
    assert Counter(one["data"]["id"] for one in world.receiver.documents) == Counter(
        one["message_id"] for one in attempts
    )
    if asked and "unsubscribe" not in dict(history):
        wanted = {(message, None) for message in world.received}
        wanted |= {(message, level) for message in world.sent for level in (1, 2)}
        assert {(one["message_id"], one["level"]) for one in attempts} == wanted
    by_message: dict[str, list[dict[str, Any]]] = {}
    for one in attempts:
        assert one["sent"] >= one["due"]
        by_message.setdefault(one["message_id"], []).append(one)
    for tries in by_message.values():
        assert tries[0]["attempt"] == 1
        assert taken(tries[-1]) or tries[-1]["attempt"] == 4
        for before, after in pairwise(tries):
            apart = moment(after) - moment(before)
            if taken(before) or before["attempt"] == 4:
                assert (after["level"], after["attempt"]) == (2, 1)
                assert (before["level"], apart >= timedelta()) == (1, True)
            else:
                assert after["attempt"] == before["attempt"] + 1
                assert after["level"] == before["level"]
                assert apart >= timedelta(seconds=30)


def taken(attempt: dict[str, Any]) -> bool:
    return attempt["status"] in {200, 202}


def moment(attempt: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(attempt["due"])
