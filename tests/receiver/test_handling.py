"""What a handler gets, and what becomes of an event whose handler raises."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from functools import partial
from types import SimpleNamespace

import pytest

from flowroute_ext import AsyncFlowroute, Flowroute, errors
from flowroute_ext.types import ReceiverCounts
from receiver.posts import (
    DELIVERED,
    OWN,
    PHONE,
    SUBMITTED,
    accept,
    message,
    post,
    receipt,
    status_change,
    unknown,
)


def yielding(message):
    yield


async def ayielding(message):
    yield


class Yielding:
    def __call__(self, message):
        yield


def test_each_kind_has_its_handlers(receiver):
    """Handlers get the events of their kind, sync and async ones, each once."""
    calls: list[object] = []

    @receiver.on_message
    async def answer(message):
        calls.append(("async", message.id, message.body))

    @receiver.on_message
    def log(message):
        calls.append(("sync", message.id))

    receiver.on_receipt(lambda receipt: calls.append((receipt.message_id, receipt.status)))
    receiver.on_status_change(lambda change: calls.append((change.resource_id, change.status)))
    receiver.on_unknown(lambda event: calls.append(event.raw["data"]["id"]))
    accept(receiver, message("a"), status_change("50404", "cancelled"), unknown("x"))
    accept(receiver, receipt("b", 1, SUBMITTED))

    assert receiver.run_pending() == 4
    assert Counter(calls) == Counter(
        [
            ("async", "mdr2-a", "Hello"),
            ("sync", "mdr2-a"),
            ("mdr2-b", SUBMITTED),
            ("50404", "cancelled"),
            "x",
        ]
    )
    assert receiver.counts() == ReceiverCounts(waiting=0, being_handled=0, handled=4, set_aside=0)
    assert receiver.run_pending() == 0


def test_the_order_of_a_conversation(receiver):
    """The messages of one pair of numbers are handled in the order in which they came."""
    seen: list[str] = []
    receiver.on_message(lambda message: seen.append(message.id))
    names = [f"{number:02}" for number in range(25)]
    accept(receiver, *(message(name) for name in names))

    assert receiver.run_pending() == 25
    assert seen == [f"mdr2-{name}" for name in names]


def test_a_repeated_webhook(make):
    """What Flowroute repeats is acknowledged and not handled again, also by another process."""
    first, second = make(), make()
    seen: list[str] = []
    for one in (first, second):
        one.on_message(lambda message: seen.append(message.id))
    accept(first, message("a"), message("a"))
    accept(second, message("a"))
    assert first.run_pending() == 1
    accept(second, message("a"))

    assert second.run_pending() == 0
    assert seen == ["mdr2-a"]


def test_retries_with_backoff(receiver, clock):
    """A handler that raises is called again after 1, 4, 16 s and so on; others are not."""
    attempts: list[float] = []
    others: list[str] = []

    @receiver.on_message
    def fails(message):
        attempts.append(clock.passed)
        if len(attempts) < 5:
            raise RuntimeError

    receiver.on_message(lambda message: others.append(message.id))
    accept(receiver, message("a"), message("b"))
    for _ in range(100):
        receiver.run_pending()
        clock.passed += 1

    assert attempts == [0, 1, 5, 21, 85, 85]
    assert others == ["mdr2-a", "mdr2-b"]


def test_a_poisoned_event(make, clock, caplog):
    """After the last try an event is set aside, and the conversation goes on without it."""
    receiver = make(tries=3)
    broken, seen = [True], []

    @receiver.on_message
    def answer(message):
        if message.body == "Meet me at 7" and broken:
            raise ValueError(message.body, message.from_)
        seen.append(message.id)

    accept(receiver, message("a", body="Meet me at 7"), message("b"))
    caplog.set_level(logging.DEBUG, "flowroute_ext")
    for _ in range(30):
        receiver.run_pending()
        clock.passed += 1

    (aside,) = receiver.set_aside()
    assert (aside.event.id, aside.tries, aside.error) == ("mdr2-a", 3, "ValueError")
    assert seen == ["mdr2-b"]
    assert receiver.counts() == ReceiverCounts(waiting=0, being_handled=0, handled=1, set_aside=1)
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING", "ERROR"]
    assert (
        "answer failed with ValueError on event 1 (message), try 3; it is set aside"
        in (caplog.messages[-1])
    )
    assert "test_handling.py" in caplog.text
    for secret in ("Meet me at 7", PHONE, OWN):
        assert secret not in caplog.text
        assert secret not in repr(aside)

    broken.clear()
    assert receiver.retry(aside.id) == 1
    assert receiver.run_pending() == 1
    assert (seen, receiver.set_aside()) == (["mdr2-b", "mdr2-a"], [])


def test_discarding(make):
    """An event that was set aside can be deleted; it is not taken again when it comes again."""
    receiver = make(tries=1)
    receiver.on_message(lambda message: 1 / 0)
    accept(receiver, message("a"))
    receiver.run_pending()

    (aside,) = receiver.set_aside()
    assert (receiver.discard(aside.id), receiver.discard(aside.id)) == (True, False)
    accept(receiver, message("a"))
    assert (receiver.run_pending(), receiver.retry()) == (0, 0)
    assert receiver.counts() == ReceiverCounts(waiting=0, being_handled=0, handled=0, set_aside=0)


def test_the_client_of_a_handler(make, monkeypatch):
    """A second parameter gets the client: the one given, or one of the right kind."""
    monkeypatch.setenv("FR_ACCESS_KEY", "key")
    monkeypatch.setenv("FR_SECRET_KEY", "secret")
    given = SimpleNamespace(messages=None)
    clients: list[object] = []

    async def by_place(message, client):
        clients.append(client)

    def by_name(message, *, flowroute):
        clients.append(flowroute)

    class Callable:
        async def __call__(self, message, flowroute):
            clients.append(flowroute)

    receiver = make(flowroute=given)
    for handler in (by_place, by_name, Callable(), partial(by_name)):
        receiver.on_message(handler)
    accept(receiver, message("a"))
    receiver.run_pending()
    assert clients == [given] * 4

    clients.clear()
    receiver = make()
    for handler in (by_place, by_name, Callable()):
        receiver.on_message(handler)
    accept(receiver, message("b"))
    receiver.run_pending()
    assert [type(client) for client in clients] == [AsyncFlowroute, Flowroute, AsyncFlowroute]


@pytest.mark.parametrize(
    "handler",
    [
        lambda: 1,
        lambda event, flowroute, more: 1,
        lambda flowroute, event: 1,
        lambda *, event: 1,
        7,
        "answer",
        *(yielding, ayielding, partial(yielding), Yielding()),
    ],
)
def test_what_is_no_handler(receiver, handler):
    """A function that cannot be called with an event is refused when it is registered."""
    with pytest.raises(errors.ConfigurationError):
        receiver.on_message(handler)


def test_answers(receiver):
    """What is no webhook of this receiver gets one and the same answer, and is not kept."""
    url = receiver.url("https://app.example.com", "sms")
    body = message("a")
    answers = {
        receiver.handle("POST", url[:-1] + "!", {}, body),
        receiver.handle("POST", "/", {}, body),
        receiver.handle("GET", url, {}, b""),
        receiver.handle("PUT", url, {}, body),
        receiver.handle("POST", url, {}, b""),
        receiver.handle("POST", url, {}, b"[]"),
        receiver.handle("POST", url, {}, b"{" + b" " * 300_000 + b"}"),
        receiver.handle("POST", url, {}, receipt("a", 2, DELIVERED)),
    }

    (answer,) = answers
    assert (answer.status, answer.body) == (404, b"Not Found")
    assert receiver.counts().waiting == 0
    assert post(receiver, body).status == 200


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"method": None}, "method must be text"),
        ({"headers": "Host: a"}, "headers must be a mapping or pairs"),
        ({"client": ("192.0.2.1", 80)}, "client must be text"),
    ],
)
def test_what_is_no_request(receiver, changed, rule):
    """What is given instead of a request is an error that says so, and nothing is kept."""
    request = {"method": "POST", "path": "/", "headers": None, "body": b"{}", "client": None}

    with pytest.raises(errors.InvalidValue, match=rule):
        receiver.handle(**request | changed)
    with pytest.raises(errors.InvalidValue, match=rule):
        asyncio.run(receiver.ahandle(**request | changed))


@pytest.mark.parametrize("of_body", [bytes.decode, bytearray, memoryview])
def test_a_body_of_another_type(receiver, of_body):
    """Text is kept as bytes, and handled as such."""
    seen: list[str] = []
    receiver.on_message(lambda message: seen.append(message.id))
    url = receiver.url("https://app.example.com", "sms")

    assert receiver.handle("POST", url, None, of_body(message("a"))).status == 200
    assert receiver.run_pending() == 1
    assert seen == ["mdr2-a"]


def test_headers_of_bytes(make):
    """Headers are also read as ASGI has them."""
    receiver = make(sources=["192.0.2.1"], proxies=1)
    url = receiver.url("https://app.example.com", "sms")
    headers = [(b"x-forwarded-for", b"192.0.2.1")]

    assert receiver.handle("POST", url, headers, message("a"), client="10.0.0.1").status == 200


def test_without_handlers(receiver):
    """A worker that would have nothing to do is an error, with a cure."""
    with pytest.raises(errors.ConfigurationError, match=r"no handlers.*receiver.events\(\)"):
        receiver.run()


def test_a_client_without_credentials(make, monkeypatch, caplog):
    """Where there is no client for a handler, the log says what is missing, and nothing is lost."""
    monkeypatch.delenv("FR_ACCESS_KEY", raising=False)
    receiver = make()
    receiver.on_message(lambda message, flowroute: None)
    accept(receiver, message("a"))

    assert receiver.run_pending() == 0
    assert "ConfigurationError (" in caplog.text
    assert "FR_ACCESS_KEY" in caplog.text
    assert receiver.counts().waiting == 1
