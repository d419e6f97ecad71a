"""The addresses, times and attempts of webhooks."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from sandbox.caller import Caller
from sandbox.receiver import HOOK, Receiver, outcomes, posting, subscribe
from sandbox.samples import MEDIA, OWN, PEER, send

REFUSED = ConnectionRefusedError("no listener")


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def api(receiver: Receiver, inventory: Inventory) -> Caller:
    return posting(inventory, receiver)


def test_the_address_that_applies(api: Caller, receiver: Receiver) -> None:
    """A message's own address has precedence over its number's, and that over the account's."""
    numbers = f"/v2/numbers/{OWN}/relationships"
    for kind in ("sms", "mms", "sms_dlr", "mms_dlr"):
        subscribe(api, kind, f"https://example.com/account/{kind}")
        api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")
        api.sandbox.receive_message(from_=PEER, to=OWN, media=[MEDIA])
        send(api)
        send(api, media_urls=[MEDIA])
        send(api, dlr_callback="https://example.com/own")
        api.post(
            f"{numbers}/{kind}_callback", {"callback_url": f"https://example.com/number/{kind}"}
        )
    api.sandbox.advance(60)
    receiver.posted.clear()
    for message in ({}, {"media_urls": [MEDIA]}, {"dlr_callback": "https://example.com/own"}):
        api.sandbox.deliver_message(send(api, **message))
    api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")
    api.sandbox.receive_message(from_=PEER, to=OWN, media=[MEDIA])
    for kind in ("sms", "mms", "sms_dlr", "mms_dlr"):
        api.delete(f"{numbers}/{kind}_callback")
    api.sandbox.deliver_message(send(api))
    api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")

    assert receiver.urls == [
        *["https://example.com/number/sms_dlr"] * 2,
        *["https://example.com/number/mms_dlr"] * 2,
        *["https://example.com/own"] * 2,
        "https://example.com/number/sms",
        "https://example.com/number/mms",
        *["https://example.com/account/sms_dlr"] * 2,
        "https://example.com/account/sms",
    ]


@pytest.mark.parametrize(
    ("where", "sent_by", "version"),
    [
        ("account, v2.1", "v2.2", "v2.1"),
        ("account, v2.2", "v2.1", "v2.2"),
        ("number", "v2.1", "v2.1"),
        ("number", "v2.2", "v2.2"),
        ("message", "v2.1", "v2.1"),
        ("message", "v2.2", "v2.2"),
    ],
)
def test_the_version_that_applies(api: Caller, where: str, sent_by: str, version: str) -> None:
    """The version is that of the account's callback, or of the request that sent the message."""
    own: dict[str, Any] = {}
    if where.startswith("account"):
        subscribe(api, version=where[-4:])
    elif where == "number":
        api.post(f"/v2/numbers/{OWN}/relationships/sms_dlr_callback", {"callback_url": HOOK})
    else:
        own = {"dlr_callback": HOOK}
    api.sandbox.deliver_message(send(api, sent_by, **own))

    webhooks = api.sandbox.webhooks()
    assert [one["version"] for one in webhooks] == [version] * 2


def test_no_callback(api: Caller, receiver: Receiver) -> None:
    """Without an address nothing is posted, then or later, and nothing is listed."""
    api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")
    send(api)
    api.sandbox.advance(2)
    subscribe(api, "sms")
    subscribe(api)
    api.sandbox.advance(0)
    assert (receiver.posted, api.sandbox.webhooks()) == ([], [])
    api.sandbox.advance(60)

    assert [document["data"]["attributes"]["level"] for document in receiver.documents] == [2]


def test_receipts_fall_due_by_the_clock(api: Caller, receiver: Receiver) -> None:
    """Nothing is posted before its time, and nothing twice."""
    subscribe(api)
    send(api)
    counts = []
    for seconds in (0, 0.999, 0.001, 1.999, 0.001, 3600):
        api.sandbox.advance(seconds)
        counts.append(len(receiver.posted))

    assert counts == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize("outcome", [500, 404, 302, 199, REFUSED, TimeoutError("timed out")])
def test_four_times_in_all(api: Caller, receiver: Receiver, outcome: Any) -> None:
    """A webhook that is not acknowledged is posted four times, 30 seconds apart."""
    subscribe(api, "sms")
    receiver.outcomes = [outcome] * 9
    api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")
    counts = [len(receiver.posted)]
    for seconds in (29.9, 0.1, 29.9, 0.1, 29.9, 0.1, 30, 3600):
        api.sandbox.advance(seconds)
        counts.append(len(receiver.posted))

    assert counts == [1, 1, 2, 2, 3, 3, 4, 4, 4]
    assert receiver.documents == receiver.documents[:1] * 4
    said = outcome if isinstance(outcome, int) else f"{type(outcome).__name__}: {outcome}"
    assert outcomes(api.sandbox.webhooks()) == [
        (None, 1, "00:00", said),
        (None, 2, "00:30", said),
        (None, 3, "01:00", said),
        (None, 4, "01:30", said),
    ]


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
@pytest.mark.parametrize("failures", [0, 1, 2, 3])
def test_until_it_is_acknowledged(
    api: Caller, receiver: Receiver, failures: int, status: int
) -> None:
    """Any 2xx acknowledges a webhook, at each of the four attempts."""
    subscribe(api, "sms")
    receiver.outcomes = [500] * failures + [status]
    api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")
    api.sandbox.advance(3600)

    assert [one["status"] for one in api.sandbox.webhooks()] == [500] * failures + [status]


def test_one_long_step_is_as_many_short_ones(receiver: Receiver, inventory: Inventory) -> None:
    """The attempts do not depend on the steps in which the clock is advanced."""
    listed = []
    for steps in ([600], [1] * 600, [7.3] * 90):
        receiver.outcomes = [500, 500, 500, 200, 500, 500, 500, 500, 200, 200]
        api = posting(inventory, receiver)
        subscribe(api)
        send(api, body="one")
        for seconds in steps:
            api.sandbox.advance(seconds)
        listed.append(outcomes(api.sandbox.webhooks()))

    assert listed[0] == listed[1] == listed[2]
    assert listed[0] == [
        (1, 1, "00:01", 500),
        (1, 2, "00:31", 500),
        (1, 3, "01:01", 500),
        (1, 4, "01:31", 200),
        (2, 1, "01:31", 500),
        (2, 2, "02:01", 500),
        (2, 3, "02:31", 500),
        (2, 4, "03:01", 500),
    ]


def test_the_order_of_a_message(api: Caller, receiver: Receiver) -> None:
    """The second receipt waits for the first; other messages are independent."""
    subscribe(api)
    slow, quick = send(api, body="slow"), send(api, body="quick")
    receiver.outcomes = [500, 200]
    api.sandbox.advance(3)
    first = [(one["data"]["id"], one["data"]["attributes"]["level"]) for one in receiver.documents]
    api.sandbox.advance(60)
    all_ = [(one["data"]["id"], one["data"]["attributes"]["level"]) for one in receiver.documents]

    assert first == [(slow, 1), (quick, 1), (quick, 2)]
    assert all_ == [*first, (slow, 1), (slow, 2)]


def test_the_address_stays(api: Caller, receiver: Receiver) -> None:
    """All attempts at one webhook are posted to the same address."""
    subscribe(api, "sms")
    receiver.outcomes = [500]
    api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")
    subscribe(api, "sms", "https://example.com/other", version="v2.2")
    api.sandbox.advance(60)

    assert receiver.posted == [receiver.posted[0]] * 2


def test_the_list(api: Caller, receiver: Receiver) -> None:
    """Every attempt is listed with its document, also the next one."""
    subscribe(api, "sms", version="v2.2")
    receiver.outcomes = [REFUSED]
    message_id = api.sandbox.receive_message(from_=PEER, to=OWN, body="Hello")
    shared = {
        "message_id": message_id,
        "kind": "sms",
        "level": None,
        "version": "v2.2",
        "url": HOOK,
        "document": receiver.documents[0],
    }
    first = {
        **shared,
        "attempt": 1,
        "due": "2026-01-15T12:00:00.120000+00:00",
        "sent": "2026-01-15T12:00:00.120000+00:00",
        "status": None,
        "error": "ConnectionRefusedError: no listener",
    }
    second = {
        **shared,
        "attempt": 2,
        "due": "2026-01-15T12:00:30.120000+00:00",
        "sent": None,
        "status": None,
        "error": None,
    }

    assert api.get("/_sandbox/webhooks") == (200, {"webhooks": [first, second]})
    api.sandbox.advance(45)
    second |= {"sent": "2026-01-15T12:00:45.120000+00:00", "status": 200}
    assert api.sandbox.webhooks() == [first, second]
