"""The deliveries that are stored, and for how long."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.webhooks import queue
from sandbox.caller import Caller
from sandbox.receiver import Receiver, outcomes, posting, subscribe
from sandbox.samples import OWN, PEER, send
from sandbox.test_account import Memory


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def store() -> Memory:
    return Memory()


@pytest.fixture
def api(receiver: Receiver, store: Memory, inventory: Inventory) -> Caller:
    return posting(inventory, receiver, store=store)


def test_a_sandbox_opened_again(
    api: Caller, receiver: Receiver, store: Memory, inventory: Inventory
) -> None:
    """A reopened sandbox posts what is still due, lists earlier attempts, and repeats none."""
    subscribe(api)
    first, second = send(api, body="first"), send(api, body="second")
    receiver.outcomes = [200, 500]
    api.sandbox.advance(1)
    before = api.sandbox.webhooks()
    assert [one["status"] for one in before] == [200, 500, None]

    again = posting(inventory, receiver, store=store, later=1)
    assert again.sandbox.webhooks() == before
    receiver.posted.clear()
    again.sandbox.advance(60)

    assert [
        (one["data"]["id"], one["data"]["attributes"]["level"]) for one in receiver.documents
    ] == [(first, 2), (second, 1), (second, 2)]
    third = posting(inventory, receiver, store=store, later=1)
    assert third.sandbox.webhooks() == again.sandbox.webhooks()
    third.sandbox.advance(3600)
    assert len(receiver.posted) == 3


def test_what_a_stopped_sandbox_missed(
    api: Caller, receiver: Receiver, store: Memory, inventory: Inventory
) -> None:
    """What was due while it was stopped is due when it starts, at the usual intervals."""
    subscribe(api)
    send(api, body="begun")
    receiver.outcomes = [500]
    api.sandbox.advance(1)
    send(api, body="not begun")

    again = posting(inventory, receiver, store=store, later=3599)
    receiver.outcomes = [500] * 20
    again.sandbox.advance(0)
    again.sandbox.advance(29)
    assert len(receiver.posted) == 3
    again.sandbox.advance(1)
    assert len(receiver.posted) == 5
    again.sandbox.advance(3600)

    begun = [one for one in outcomes(again.sandbox.webhooks()) if one[0] == 1]
    assert begun == [
        (1, 1, "00:01", 500),
        (1, 2, "00:00", 500),
        (1, 1, "00:00", 500),
        (1, 3, "00:30", 500),
        (1, 2, "00:30", 500),
        (1, 4, "01:00", 500),
        (1, 3, "01:00", 500),
        (1, 4, "01:30", 500),
    ]


def test_what_fell_due_without_a_callback(
    api: Caller, receiver: Receiver, store: Memory, inventory: Inventory
) -> None:
    """It is posted neither later nor by another process, and costs no change of its message."""
    send(api, body="before")
    saved = len(store.calls)
    api.sandbox.advance(60)
    assert store.calls[saved:] == [[("settings", "settings")]]

    again = posting(inventory, receiver, store=store, later=0)
    sent = send(again, body="one receipt is to come")
    again.sandbox.advance(2)
    subscribe(again)
    third = posting(inventory, receiver, store=store, later=0)
    third.sandbox.advance(60)
    send(third, body="none is, as the callback is removed")
    assert third.delete("/v2.1/messages/sms_dlr_callback")[0] == 204
    third.sandbox.advance(60)
    send(third, body="none is")
    third.sandbox.advance(60)
    subscribe(third)
    last = send(third, body="both are again")
    third.sandbox.advance(60)

    assert [
        (one["data"]["id"], one["data"]["attributes"]["level"]) for one in receiver.documents
    ] == [(sent, 2), (last, 1), (last, 2)]


def test_a_reset_forgets_them(api: Caller, receiver: Receiver) -> None:
    """A reset removes every delivery; later webhooks are posted."""
    subscribe(api)
    receiver.outcomes = [500]
    message_id = send(api)
    api.sandbox.advance(1)
    api.sandbox.reset()
    receiver.posted.clear()
    api.sandbox.advance(3600)
    assert (receiver.posted, api.sandbox.webhooks()) == ([], [])

    api.sandbox.seed_number(OWN)
    subscribe(api)
    assert send(api) == message_id
    api.sandbox.advance(60)
    assert [one["status"] for one in api.sandbox.webhooks()] == [200, 200]


def test_a_reset_during_a_post(inventory: Inventory) -> None:
    """The result of a post that a reset overtook is dropped."""
    statuses = []

    def post(*_: Any) -> int:
        if not statuses:
            statuses.append(200)
            api.sandbox.reset()
            api.sandbox.seed_number(OWN)
            start()
        return 200

    def start() -> None:
        subscribe(api, "sms")
        api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")

    api = posting(inventory, post)
    start()
    api.sandbox.advance(0)

    (attempt,) = api.sandbox.webhooks()
    assert (attempt["attempt"], attempt["status"]) == (1, 200)


def test_only_so_many_are_remembered(
    api: Caller, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deliveries that ended first are removed, those in progress never."""
    monkeypatch.setattr(queue, "KEPT", 3)
    subscribe(api, "sms")
    receiver.outcomes = [500]
    ids = [api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello") for _ in range(6)]

    attempts = [(one["message_id"], one["status"]) for one in api.sandbox.webhooks()]
    assert attempts == [(ids[0], 500), (ids[4], 200), (ids[5], 200), (ids[0], None)]


def test_what_cannot_be_saved_is_saved_later(
    api: Caller, receiver: Receiver, store: Memory, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    """A store that fails during a delivery is logged, and saved to again."""
    subscribe(api)
    send(api)
    api.post("/_sandbox/clock/advance", {"seconds": 60})
    save = store.save

    def full(changes: Any) -> None:
        monkeypatch.setattr(store, "save", save)
        raise OSError("no room")

    monkeypatch.setattr(store, "save", full)
    api.sandbox._webhooks.post_due()

    assert [one.getMessage() for one in caplog.records] == [
        "the sandbox could not save the results of its webhooks"
    ]
    rows = [key for kind, key in store.rows if kind == "delivery"]
    assert (len(receiver.posted), len(rows)) == (2, 2)
