"""Webhooks posted by threads, while the sandbox handles requests."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from datetime import UTC, datetime
from threading import Barrier, Event, Lock, Semaphore, Thread
from typing import Any

import pytest
from sandbox.caller import Caller
from sandbox.samples import OWN, PEER, send
from sandbox_serving.listener import Listener, listening

from flowroute_sandbox import FrozenClock, Sandbox
from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.webhooks import worker
from flowroute_sandbox.webhooks.receivers import PER_RECEIVER

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
INVENTORY = Inventory()


@pytest.fixture
def listener():
    with listening() as listener:
        yield listener


def new(**options: Any) -> Caller:
    options = {"clock": FrozenClock(NOW), "inventory": INVENTORY, **options}
    sandbox = Sandbox(**options)
    sandbox.seed_number(OWN)
    return Caller(sandbox)


def advance(api: Caller, seconds: float) -> None:
    """Advance the clock as a client of the served sandbox does."""
    assert api.post("/_sandbox/clock/advance", {"seconds": seconds})[0] == 200


def test_what_falls_due_is_posted(listener: Listener) -> None:
    """Threads post what a request makes due: at once, again after 30 seconds, in order."""
    api = new()
    listener.answers = [500]
    with api.sandbox.delivering():
        message_id = send(api, dlr_callback=f"{listener.url}/dlr?a=b")
        advance(api, 60)
        posted = [listener.take() for _ in range(3)]

    assert [(one.path, one.level) for one in posted] == [
        ("/dlr?a=b", 1),
        ("/dlr?a=b", 1),
        ("/dlr?a=b", 2),
    ]
    assert {one.document["data"]["id"] for one in posted} == {message_id}
    assert [one["status"] for one in api.sandbox.webhooks()] == [500, 200, 200]


def test_real_time(listener: Listener) -> None:
    """In real time, a message is posted when it is received, and a receipt after a second."""
    api = new(clock=None)
    api.put("/v2.1/messages/sms_callback", {"callback_url": f"{listener.url}/sms"})
    with api.sandbox.delivering():
        send(api, dlr_callback=f"{listener.url}/dlr")
        api.post("/_sandbox/messages/receive", {"from": PEER, "to": OWN, "body": "Hello"})
        posted = [listener.take() for _ in range(2)]

    assert [one.path for one in posted] == ["/sms", "/dlr"]


def test_requests_meanwhile() -> None:
    """A slow receiver that uses the sandbox blocks no other request."""
    entered, leave = Event(), Event()

    def post(*_: Any) -> int:
        assert api.get("/v2/numbers")[0] == 200
        entered.set()
        assert leave.wait(60)
        return 200

    api = new(post=post)
    api.put("/v2.1/messages/sms_callback", {"callback_url": "http://localhost/"})
    with api.sandbox.delivering():
        api.post("/_sandbox/messages/receive", {"from": PEER, "to": OWN, "body": "Hello"})
        assert entered.wait(60)
        assert api.get("/_sandbox/webhooks")[1]["webhooks"][0]["status"] is None
        assert not api.sandbox.delivered(NOW)
        leave.set()

    assert [one["status"] for one in api.sandbox.webhooks()] == [200]
    assert api.sandbox.delivered(NOW)


def test_a_few_at_once_and_each_message_in_order() -> None:
    """A receiver is sent eight webhooks at once, never two of one message, and level 1 before 2."""
    lock = Lock()
    now: set[str] = set()
    most = 0
    levels = defaultdict(list)
    full = Barrier(PER_RECEIVER)
    done = Semaphore(0)

    def post(_: str, body: bytes, __: Any) -> int:
        nonlocal most
        data = json.loads(body)["data"]
        with lock:
            assert data["id"] not in now
            now.add(data["id"])
            most = max(most, len(now))
            levels[data["id"]].append(data["attributes"]["level"])
        full.wait(60)  # as many as may be are under way at the same time
        with lock:
            now.remove(data["id"])
        done.release()
        return 200

    api = new(post=post)
    messages = [send(api, dlr_callback="http://localhost/") for _ in range(4 * PER_RECEIVER)]
    with api.sandbox.delivering():
        advance(api, 10)
        assert all(done.acquire(timeout=60) for _ in range(2 * len(messages)))

    assert (most, PER_RECEIVER) == (8, 8)
    assert levels == {message: [1, 2] for message in messages}


def test_many_threads_use_it() -> None:
    """With many clients that send and advance the clock, each receipt is posted once."""
    posted: list[tuple[str, int]] = []
    done = Semaphore(0)

    def post(_: str, body: bytes, __: Any) -> int:
        data = json.loads(body)["data"]
        posted.append((data["id"], data["attributes"]["level"]))
        done.release()
        return 200

    api = new(post=post)
    sent: list[str] = []

    def work() -> None:
        caller = Caller(api.sandbox)
        for _ in range(25):
            sent.append(send(caller, dlr_callback="http://localhost/"))
            caller.sandbox.advance(0.1)

    with api.sandbox.delivering():
        threads = [Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        advance(api, 60)
        assert all(done.acquire(timeout=60) for _ in range(2 * len(sent)))
    api.sandbox.advance(60)

    assert sorted(posted) == sorted((message, level) for message in sent for level in (1, 2))


def test_stopping_with_an_attempt_in_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """When it ends no thread is left, and attempts that take too long are not recorded."""
    monkeypatch.setattr(worker, "SHUTDOWN_TIMEOUT", 0.01)
    entered, leave, left = Event(), Event(), Event()
    statuses = []

    def post(*_: Any) -> int:
        if not statuses:
            statuses.append(200)
            entered.set()
            leave.wait(60)
            left.set()
        return 200

    api = new(post=post)
    api.put("/v2.1/messages/sms_callback", {"callback_url": "http://localhost/"})
    threads = set(threading.enumerate())
    with api.sandbox.delivering():
        api.post("/_sandbox/messages/receive", {"from": PEER, "to": OWN, "body": "Hello"})
        assert entered.wait(60)
    (slow,) = set(threading.enumerate()) - threads
    leave.set()
    slow.join()

    assert [one["status"] for one in api.sandbox.webhooks()] == [None]
    api.sandbox.advance(0)
    assert [one["status"] for one in api.sandbox.webhooks()] == [200]


def test_once_at_a_time() -> None:
    """A sandbox delivers once at a time, and can do so again."""
    api = new()
    with api.sandbox.delivering():
        with pytest.raises(RuntimeError, match="delivering its webhooks already"):
            with api.sandbox.delivering():
                pass
    with api.sandbox.delivering():
        pass
