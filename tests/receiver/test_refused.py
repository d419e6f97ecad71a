"""What is forged, replayed, oversized, slow, or at a wrong path never reaches a handler."""

from __future__ import annotations

import asyncio
import io
import logging
from typing import Any

import httpx
import pytest

from flowroute_ext import WebhookReceiver
from flowroute_ext._receiver import limits
from receiver.posts import BASE, DELIVERED, message, receipt

BODY = message("a", body="Transfer 100 $")
REFUSED = (
    404,
    [("content-length", "9"), ("content-type", "text/plain; charset=utf-8")],
    b"Not Found",
)
PROXY, FLOWROUTE, OTHER = "10.0.0.5", "52.88.246.140", "203.0.113.9"


class Posting:
    """Posts to a receiver by ASGI, by WSGI and by `handle`, and keeps what is handled."""

    def __init__(self, receiver: WebhookReceiver) -> None:
        self.receiver = receiver
        self.handled: list[object] = []
        for add in (receiver.on_message, receiver.on_status_change, receiver.on_unknown):
            add(self.handled.append)
        receiver.on_receipt(late=True)(self.handled.append)

    def answers(self, path: str, **request: Any) -> list[tuple[int, list[tuple[str, str]], bytes]]:
        """The three answers to one request."""
        given = {"method": "POST", "content": BODY, "headers": {}, "peer": FLOWROUTE} | request
        responses = [asyncio.run(self._asgi(path, **given)), self._wsgi(path, **given)]
        found = [(one.status_code, sorted(one.headers.items()), one.content) for one in responses]
        handled = self.receiver.handle(
            given["method"], path, given["headers"], given["content"], client=given["peer"]
        )
        return [*found, (handled.status, sorted(handled.headers), handled.body)]

    async def _asgi(self, path: str, *, peer: str, **request: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.receiver.asgi(), client=(peer, 1))
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.request(url=path, **request)

    def _wsgi(self, path: str, *, peer: str, **request: Any) -> httpx.Response:
        transport = httpx.WSGITransport(self.receiver.wsgi(), remote_addr=peer)
        with httpx.Client(transport=transport) as client:
            return client.request(url=path, **request)


@pytest.fixture
def posting(make) -> Posting:
    return Posting(
        make(sources=[FLOWROUTE], proxies=["10.0.0.0/8"], max_body=2000, background=False)
    )


def test_refused(posting, caplog):
    """Every request that is not taken has one answer, and no handler gets anything of it."""
    caplog.set_level(logging.INFO, "flowroute_ext.receiver")
    sms = posting.receiver.url(BASE, "sms")
    requests: list[tuple[str, dict[str, Any]]] = [
        (BASE, {}),
        (f"{BASE}/sms", {}),
        (sms[:-1], {}),
        (f"{sms}/more", {}),
        (f"{BASE}/{sms[::-1]}", {}),
        (f"{BASE}?{sms}", {}),
        (sms, {"method": "GET"}),
        (sms, {"method": "PUT"}),
        (sms, {"method": "DELETE"}),
        (sms, {"method": "OPTIONS"}),
        (sms, {"peer": OTHER}),
        (sms, {"peer": OTHER, "headers": {"X-Forwarded-For": FLOWROUTE}}),
        (sms, {"peer": OTHER, "headers": {"Forwarded": f"for={FLOWROUTE}"}}),
        (sms, {"peer": PROXY, "headers": {"X-Forwarded-For": f"{FLOWROUTE}, {OTHER}"}}),
        (sms, {"peer": PROXY, "headers": {"X-Real-IP": FLOWROUTE}}),
        (sms, {"peer": ""}),
        (sms, {"content": BODY + b" " * 2000}),
        (sms, {"content": b""}),
        (sms, {"content": b"from=12065550100&body=STOP"}),
        (sms, {"content": b"[]"}),
        (sms, {"content": b'{"data": '}),
        (sms, {"content": b"\xff\xfe{"}),
        (sms, {"content": b"[" * 1500}),
        (sms, {"content": receipt("b", 2, DELIVERED)}),
        (posting.receiver.url(BASE, "sms_dlr"), {}),
        (posting.receiver.url(BASE, "events"), {}),
    ]

    found = {sms: posting.answers(sms, method="POST", peer=FLOWROUTE)}
    for path, request in requests:
        for answer in posting.answers(path, **request):
            assert answer == REFUSED, (path, request)

    assert [status for status, *_ in found[sms]] == [200, 200, 200]
    assert posting.receiver.run_pending() == 1
    assert [event.body for event in posting.handled] == ["Transfer 100 $"]
    logged = [one.getMessage() for one in caplog.records if one.name == "flowroute_ext.receiver"]
    assert "a request was refused: it is from another address" in logged
    for secret in (sms.rpartition("-")[2], "12065550100", "Transfer", FLOWROUTE, OTHER):
        assert secret not in str(logged)


def test_head(posting):
    """HEAD is refused as GET is; a server leaves out the body."""
    sms = posting.receiver.url(BASE, "sms")

    for status, headers, _ in posting.answers(sms, method="HEAD"):
        assert (status, headers) == REFUSED[:2]


def test_replayed(posting):
    """A webhook that is posted again is acknowledged and handled once, by whatever server."""
    sms = posting.receiver.url(BASE, "sms")

    for _ in range(3):
        assert {status for status, *_ in posting.answers(sms)} == {200}
    posting.receiver.run_pending()
    assert len(posting.handled) == 1


def test_slow(posting, make, monkeypatch):
    """A body that never ends, or never comes, has the same answer once its time is over."""
    monkeypatch.setattr(limits, "DEFAULT_BODY_TIMEOUT", 0.01)
    receiver = make(body_timeout=0.01, clock=None)
    sms = receiver.url(BASE, "sms").removeprefix("https://app.example.com")
    sent: list[Any] = []

    async def nothing() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def send(event: Any) -> None:
        sent.append(event)

    scope = {"type": "http", "method": "POST", "path": sms, "headers": [], "client": None}
    asyncio.run(receiver.asgi()(scope, nothing, send))

    assert (sent[0]["status"], sent[1]["body"]) == (404, b"Not Found")
    assert receiver.counts().waiting == 0


@pytest.mark.parametrize("declared", ["3", "999", "-1", "many"])
def test_length(make, declared):
    """A body with another length than it says is refused, before it is parsed."""
    receiver = make()
    path = receiver.url(BASE, "sms").removeprefix("https://app.example.com")
    sent: list[Any] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "CONTENT_LENGTH": declared,
        "wsgi.input": io.BytesIO(BODY),
    }

    body = receiver.wsgi()(environ, lambda status, headers: sent.append((status, headers)))

    assert [*body] == [b"Not Found"]
    assert sent[0][0] == "404 Not Found"
    assert receiver.counts().waiting == 0
