"""Posting webhooks in the process."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from sandbox.caller import Caller
from sandbox.receiver import HOOK, Receiver, posting, subscribe
from sandbox.samples import OWN, PEER, send


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def api(receiver: Receiver, inventory: Inventory) -> Caller:
    return posting(inventory, receiver)


def test_a_request_posts_nothing(api: Caller, receiver: Receiver) -> None:
    """A request posts nothing; only methods do."""
    subscribe(api, "sms")
    body = {"from": PEER, "to": OWN, "body": "Hello"}
    assert api.post("/_sandbox/messages/receive", body)[0] == 201
    assert receiver.posted == []
    api.sandbox.advance(0)

    assert receiver.urls == [HOOK]


def test_a_sandbox_that_posts_nothing(inventory: Inventory) -> None:
    """With `post=None` nothing is posted and nothing listed."""
    api = posting(inventory, None)
    subscribe(api)
    send(api)
    with api.sandbox.delivering():
        api.sandbox.advance(60)

    assert api.sandbox.webhooks() == []


def test_addresses_elsewhere(inventory: Inventory) -> None:
    """By default a sandbox posts to this machine only; it lists others as held back."""
    api = Caller(Sandbox(inventory=inventory))
    api.sandbox.seed_number(OWN)
    subscribe(api, "sms")
    api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")
    api.sandbox.advance(600)

    (attempt,) = api.sandbox.webhooks()
    assert (attempt["sent"], attempt["status"]) == (None, None)
    assert attempt["error"] == (
        "not posted: example.com is not this machine; `--post-to example.com`, or"
        ' Sandbox(post=WebhookSender("example.com")), lets it be posted to'
    )


def test_a_receiver_that_sends(receiver: Receiver, inventory: Inventory) -> None:
    """The receiver of a webhook can use the sandbox, also from the same thread."""

    def post(url: str, body: bytes, headers: Any) -> int:
        receiver(url, body, headers)
        if len(receiver.posted) == 1:
            send(api, body="Thank you")
            api.sandbox.receive_message(from_=PEER, to=OWN, body="Bye")
        return 200

    api = posting(inventory, post)
    subscribe(api, "sms")
    api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")

    assert [one["data"]["attributes"]["body"] for one in receiver.documents] == ["Hello", "Bye"]
    assert [one["status"] for one in api.sandbox.webhooks()] == [200, 200]


def test_a_post_that_is_interrupted(receiver: Receiver, inventory: Inventory) -> None:
    """A post that Ctrl-C interrupts is repeated."""
    stops: list[BaseException] = [KeyboardInterrupt()]

    def post(url: str, body: bytes, headers: Any) -> int:
        if stops:
            raise stops.pop()
        return receiver(url, body, headers)

    api = posting(inventory, post)
    subscribe(api, "sms")
    with pytest.raises(KeyboardInterrupt):
        api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")
    api.sandbox.advance(0)

    assert receiver.urls == [HOOK]


@pytest.mark.parametrize("answer", [None, "OK", object()])
def test_a_post_that_returns_no_status(inventory: Inventory, answer: Any) -> None:
    """A result that is no status is an error."""
    api = posting(inventory, lambda *_: answer)
    subscribe(api, "sms")
    api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")

    first, second = api.sandbox.webhooks()
    assert first["error"].startswith(("TypeError: ", "ValueError: "))
    assert second["attempt"] == 2
