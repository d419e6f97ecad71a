"""Receivers that are slow, never respond or drip, and those beside them."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from threading import Event, Semaphore
from typing import Any

import pytest
from sandbox.caller import Caller
from sandbox.samples import OWN, PEER, send
from sandbox_serving.listener import Listener, listening

from flowroute_sandbox import FrozenClock, Sandbox, WebhookSender
from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.webhooks import receivers

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
INVENTORY = Inventory()
SLOW = 50


class HangingPost:
    """Posts to hosts named fast at once, and hangs with all others until it is left."""

    def __init__(self) -> None:
        self.left = Event()
        self.fast = Semaphore(0)
        self.most = 0
        self._lock = threading.Lock()
        self._now = 0

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        if "//fast" in url or url.endswith("/fast"):
            self.fast.release()
            return 200
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        self.left.wait(60)
        with self._lock:
            self._now -= 1
        return 200


@pytest.fixture
def post() -> Iterator[HangingPost]:
    post = HangingPost()
    yield post
    post.left.set()


def new(post: Any) -> Caller:
    sandbox = Sandbox(clock=FrozenClock(NOW), inventory=INVENTORY, post=post)
    sandbox.seed_number(OWN)
    return Caller(sandbox)


@pytest.mark.parametrize(
    ("slow", "fast"),
    [
        ("http://slow{}.example/hook?a={}", "http://fast.example/hook"),
        ("http://slow/{}", "http://slow/fast"),
    ],
    ids=["hosts", "paths"],
)
@pytest.mark.parametrize("count", [8, SLOW])
def test_receivers_that_hang(post: HangingPost, slow: str, fast: str, count: int) -> None:
    """Receivers that hang, each with several webhooks, hold up no other, on their host or not."""
    api = new(post)
    for number in [*range(count)] * 9:
        send(api, dlr_callback=slow.format(number, number))
    messages = [send(api, dlr_callback=fast) for _ in range(20)]
    with api.sandbox.delivering():
        api.post("/_sandbox/clock/advance", {"seconds": 10})

        assert all(post.fast.acquire(timeout=60) for _ in range(2 * len(messages)))
        assert not api.sandbox.delivered(NOW)
        assert post.most <= receivers.SHARED + SLOW
        post.left.set()


def test_a_bound_on_threads(post: HangingPost, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many receivers hang, so many webhooks are in progress, and the others follow."""
    assert (receivers.PER_HOST, receivers.SHARED, receivers.TOTAL) == (64, 64, 256)
    monkeypatch.setattr(receivers, "TOTAL", 20)
    api = new(post)
    for number in range(30):
        send(api, dlr_callback=f"http://slow{number}/")
    with api.sandbox.delivering():
        api.post("/_sandbox/clock/advance", {"seconds": 1})
        while post.most < 20:
            threading.Event().wait(0.001)
        assert not api.sandbox.delivered(NOW)
        post.left.set()
        while not api.sandbox.delivered(api.sandbox.clock.now()):
            threading.Event().wait(0.001)

    assert post.most == 20
    assert [one["status"] for one in api.sandbox.webhooks()] == [200] * 30


def test_hosts_with_many_receivers_that_hang(
    post: HangingPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hosts that hang, each with more receivers than it may be sent to, hold up no other host."""
    assert receivers.RESERVED == 64
    for name, value in {"PER_HOST": 10, "PER_RECEIVER": 4, "RESERVED": 10, "TOTAL": 40}.items():
        monkeypatch.setattr(receivers, name, value)
    api = new(post)
    for number in range(100):
        send(api, dlr_callback=f"http://slow{number % 5}/{number}")
    send(api, dlr_callback="http://fast/")
    with api.sandbox.delivering():
        api.post("/_sandbox/clock/advance", {"seconds": 10})

        assert all(post.fast.acquire(timeout=60) for _ in range(2))
        while post.most < 30:
            threading.Event().wait(0.001)
        assert not api.sandbox.delivered(NOW)
        post.left.set()
        while not api.sandbox.delivered(api.sandbox.clock.now()):
            threading.Event().wait(0.001)

    assert post.most == 30
    assert [one["status"] for one in api.sandbox.webhooks()] == [200] * 202


def test_an_advance_with_receivers_that_never_respond() -> None:
    """Advancing the clock takes as long as one timeout, not as one for each receiver."""
    with ExitStack() as stack:
        silent = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(SLOW)]
        listener = stack.enter_context(listening())
        api = new(WebhookSender(timeout=1))
        for server in silent:
            send(api, dlr_callback=f"http://127.0.0.1:{server.getsockname()[1]}/")
        send(api, dlr_callback=listener.url)
        together = set()

        def taken(self: Listener = listener) -> None:
            self.take()
            together.add(len(threading.enumerate()) > SLOW)

        watcher = threading.Thread(target=taken)
        watcher.start()
        api.sandbox.advance(1)
        watcher.join()

    found = [one["error"] or one["status"] for one in api.sandbox.webhooks() if one["sent"]]
    assert found == ["TimeoutError: timed out"] * SLOW + [200]
    assert together == {True}


def test_webhooks_to_one_receiver_keep_their_order() -> None:
    """Advancing the clock posts to each receiver one webhook after the other."""
    with listening() as listener:
        api = new(WebhookSender())
        bodies = [f"text {number}" for number in range(20)]
        api.put("/v2.1/messages/sms_callback", {"callback_url": listener.url})
        for body in bodies:
            api.post("/_sandbox/messages/receive", {"from": PEER, "to": OWN, "body": body})
        api.sandbox.advance(0)
        posted = [listener.take().document["data"]["attributes"]["body"] for _ in bodies]

    assert posted == bodies


def test_what_a_receiver_writes_is_kept_in_part() -> None:
    """The error of an attempt has a bounded length, whatever the receiver sent."""

    def post(*_: object) -> int:
        raise ValueError("x" * 100_000)

    api = new(post)
    send(api, dlr_callback="http://localhost/")
    api.sandbox.advance(1)

    (first, _) = api.sandbox.webhooks()
    assert first["error"] == "ValueError: " + "x" * 188
    assert len(json.dumps(first)) < 2000
