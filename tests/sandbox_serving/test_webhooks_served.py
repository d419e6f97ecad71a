"""Webhooks of a sandbox that is served, to an application on a real port."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
from http.client import HTTPConnection
from threading import Event
from typing import Any

import httpx
import pytest
from sandbox_serving.conftest import KEYS
from sandbox_serving.listener import Listener, listening
from sandbox_serving.served import AUTHORIZATION, Served
from starlette.testclient import TestClient

from flowroute_sandbox import Sandbox
from flowroute_sandbox.serving import webhook_lifespan
from flowroute_sandbox.serving.asgi import asgi
from flowroute_sandbox.state.entities import CallbackRow

OWN, PEER = "12065550142", "12065550199"
MESSAGE = {"from": PEER, "to": OWN, "body": "Hello"}


@pytest.fixture
def listener():
    with listening() as listener:
        yield listener


def with_number(served: Served) -> Served:
    assert served.json("POST", "/_sandbox/numbers", {"number": OWN})[0] == 201
    return served


def subscribe(served: Served, kind: str, url: str) -> None:
    assert served.json("PUT", f"/v2.1/messages/{kind}_callback", {"callback_url": url})[0] == 204


def send(served: Served, **fields: str) -> str:
    body = {"from": OWN, "to": PEER, "body": "Hi", **fields}
    status, document = served.json("POST", "/v2.2/messages", body)
    assert status == 202
    return document["data"]["id"]


def advance(served: Served, seconds: float) -> None:
    assert served.json("POST", "/_sandbox/clock/advance", {"seconds": seconds})[0] == 200


def attempts(served: Served) -> list[tuple[object, ...]]:
    _, document = served.json("GET", "/_sandbox/webhooks")
    return [(one["level"], one["attempt"], one["status"]) for one in document["webhooks"]]


def test_receipts(serve, listener: Listener) -> None:
    """Advancing the clock posts what is due, failed attempts included, before its response."""
    served = with_number(serve())
    listener.answers = [500, 503, 200]
    message_id = send(served, dlr_callback=f"{listener.url}/dlr?flowroute_reference=a%20b")
    assert listener.posted.empty()

    advance(served, 120)

    posted = [listener.posted.get_nowait() for _ in range(4)]
    assert [(one.path, one.level) for one in posted] == [
        ("/dlr?flowroute_reference=a%20b", level) for level in (1, 1, 1, 2)
    ]
    data = posted[0].document["data"]
    assert (data["id"], data["links"]) == (
        message_id,
        {"related": f"{served.url}/v2.2/messages/{message_id}"},
    )
    assert attempts(served) == [(1, 1, 500), (1, 2, 503), (1, 3, 200), (2, 1, 200)]


def test_real_time(serve, listener: Listener) -> None:
    """In real time, a message is posted when received, and a receipt a second later."""
    served = with_number(serve())
    subscribe(served, "sms", f"{listener.url}/sms")
    send(served, dlr_callback=f"{listener.url}/dlr")
    served.json("POST", "/_sandbox/messages/receive", MESSAGE)

    assert [listener.take().path for _ in range(2)] == ["/sms", "/dlr"]


def test_a_receiver_that_sends(serve, listener: Listener) -> None:
    """The receiver of a webhook may use the sandbox before it responds."""
    served = with_number(serve())
    subscribe(served, "sms", listener.url)

    def reply() -> int:
        connection = HTTPConnection(served.url.removeprefix("http://"), timeout=60)
        body = json.dumps({"from": OWN, "to": PEER, "body": "Thank you"})
        connection.request("POST", "/v2.1/messages", body, {"authorization": AUTHORIZATION})
        status = connection.getresponse().status
        connection.close()
        return 200 if status == 202 else 500

    listener.answers = [reply]
    assert served.json("POST", "/_sandbox/messages/receive", MESSAGE)[0] == 201

    assert attempts(served) == [(None, 1, 200)]
    _, state = served.json("GET", "/_sandbox/state")
    assert state["messages"] == 2


def test_no_listener(serve) -> None:
    """Without an application, the attempts are made and fail."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        url = f"http://127.0.0.1:{other.getsockname()[1]}/"
    served = with_number(serve())
    subscribe(served, "sms", url)
    served.json("POST", "/_sandbox/messages/receive", MESSAGE)
    advance(served, 3600)

    _, document = served.json("GET", "/_sandbox/webhooks")
    assert [(one["attempt"], one["error"].partition(":")[0]) for one in document["webhooks"]] == [
        (number, "ConnectionRefusedError") for number in range(1, 5)
    ]


def test_other_hosts(serve, listener: Listener) -> None:
    """Other hosts are posted to only when they are named."""
    port = listener.url.rpartition(":")[2]
    name = "127.1"  # this machine in other words, which it is not known by
    for options, status, error in [
        ([], None, f"not posted: {name} is not this machine; "),
        (["--post-to", "app", "--post-to", name], 200, ""),
        (["--post-to", "*"], 200, ""),
    ]:
        served = with_number(serve(*options))
        subscribe(served, "sms", f"http://{name}:{port}/")
        served.json("POST", "/_sandbox/messages/receive", MESSAGE)
        (attempt,) = served.json("GET", "/_sandbox/webhooks")[1]["webhooks"]
        assert attempt["status"] == status
        assert (attempt["error"] or "").startswith(error)


def test_kill_9(serve, listener: Listener, tmp_path) -> None:
    """Killed between two attempts, it makes only the others when it is served again."""
    file = tmp_path / "account.db"
    served = with_number(serve("--data", file))
    listener.answers = [500, 500]
    send(served, dlr_callback=listener.url)
    advance(served, 40)
    assert attempts(served) == [(1, 1, 500), (1, 2, 500), (1, 3, None)]
    assert served.stop(signal.SIGKILL)[0] == -signal.SIGKILL

    again = serve("--data", file)
    assert attempts(again) == [(1, 1, 500), (1, 2, 500), (1, 3, None)]
    advance(again, 40)
    assert attempts(again) == [(1, 1, 500), (1, 2, 500), (1, 3, 200), (2, 1, 200)]
    again.stop()

    third = serve("--data", file)
    advance(third, 3600)
    assert [listener.posted.get_nowait().level for _ in range(4)] == [1, 1, 1, 2]
    assert listener.posted.empty()


def test_stopped_before_anything_was_due(serve, listener: Listener, tmp_path) -> None:
    """A receipt due while the sandbox was stopped is posted when it starts."""
    file = tmp_path / "account.db"
    served = with_number(serve("--data", file))
    send(served, dlr_callback=listener.url)
    served.stop(signal.SIGKILL)

    serve("--data", file)

    assert listener.take().level == 1


def test_stopping_while_a_receiver_hangs(serve, listener: Listener, tmp_path) -> None:
    """Ctrl-C ends it during an attempt, which is made again."""
    file = tmp_path / "account.db"
    served = with_number(serve("--data", file))
    leave = Event()
    listener.answers = [lambda: 200 if leave.wait(30) else 500]
    send(served, dlr_callback=listener.url)
    first = listener.take()

    assert served.stop(signal.SIGINT) == (0, "", "")
    leave.set()
    again = serve("--data", file)
    advance(again, 0)

    assert listener.take().body == first.body
    assert attempts(again)[0] == (1, 1, 200)


def receive(sandbox: Sandbox) -> int:
    """Return the status of a request to the control API that receives a message."""

    async def request() -> int:
        transport = httpx.ASGITransport(asgi(sandbox))
        async with httpx.AsyncClient(transport=transport, auth=KEYS) as client:
            answer = await client.post("http://sandbox/_sandbox/messages/receive", json=MESSAGE)
            return answer.status_code

    return asyncio.run(request())


def subscribed(**options: Any) -> Sandbox:
    sandbox = Sandbox(**options)
    sandbox.seed_number(OWN)
    sandbox.account.callbacks.put(
        CallbackRow("account", "sms_callback", "http://localhost/", "2.1")
    )
    return sandbox


def test_a_response_waits_until_a_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    """A response waits for webhooks until a timeout, if a receiver hangs."""
    assert webhook_lifespan.WEBHOOK_TIMEOUT == 4
    monkeypatch.setattr(webhook_lifespan, "WEBHOOK_TIMEOUT", 0.01)
    leave = Event()
    sandbox = subscribed(post=lambda *_: 200 if leave.wait(60) else 500)

    with sandbox.delivering():
        assert receive(sandbox) == 201
        leave.set()

    assert [one["status"] for one in sandbox.webhooks()] == [200]


def test_an_application_delivers_during_its_lifespan() -> None:
    """Under a server with a lifespan, `asgi()` posts webhooks during it."""
    sandbox = subscribed(post=lambda *_: 200)

    assert receive(sandbox) == 201
    assert [one["status"] for one in sandbox.webhooks()] == []
    with TestClient(asgi(sandbox)) as client:
        client.post("/_sandbox/messages/receive", json=MESSAGE, auth=KEYS)
        assert [one["status"] for one in sandbox.webhooks()] == [200, 200]
    assert receive(sandbox) == 201
    assert [one["status"] for one in sandbox.webhooks()] == [200, 200]
