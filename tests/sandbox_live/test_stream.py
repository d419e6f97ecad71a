"""Changes as server-sent events, on real sockets."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
from contextlib import contextmanager
from queue import Queue
from time import perf_counter

import httpx
import pytest
from forked.python import Python
from sandbox_live.conftest import OURS, THEIRS, send

from flowroute_sandbox import ACCESS_KEY, SECRET_KEY, Sandbox
from flowroute_sandbox.live.feed import KEPT, Feed

KEYS = (ACCESS_KEY, SECRET_KEY)


class Tab:
    """One subscriber: the events that have come, and when the stream ended."""

    def __init__(self) -> None:
        self.events: Queue[tuple[str, str, dict]] = Queue()
        self.ready = threading.Event()
        self.ended = threading.Event()

    def next(self, kind: str) -> tuple[str, dict]:
        """Return the id and data of the next event of a kind."""
        while True:
            name, found, data = self.events.get(timeout=20)
            if found == kind:
                return name, data

    def follow(self, url: str, headers: dict[str, str]) -> None:
        """Read the stream to its end."""
        try:
            with httpx.stream(
                "GET", f"{url}/_sandbox/stream", headers=headers, auth=KEYS, timeout=None
            ) as response:
                assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
                event: dict[str, str] = {}
                for line in response.iter_lines():
                    if line.startswith("retry:"):
                        self.ready.set()
                    name, _, value = line.partition(": ")
                    event[name] = value
                    if not line and "data" in event:
                        self.events.put((event["id"], event["event"], json.loads(event["data"])))
                        event = {}
        except httpx.TransportError:
            pass
        self.ended.set()


@contextmanager
def tab(url: str, **headers: str):
    """Open a tab, and yield it when it is connected."""
    opened = Tab()
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    threading.Thread(target=opened.follow, args=(url, sent), daemon=True).start()
    assert opened.ready.wait(20)
    yield opened


def test_two_tabs_see_every_change(served, web):
    """Each tab gets an event for a new message, its request, its receipts and a reset."""
    with tab(served.url) as one, tab(served.url) as two:
        message_id = send(web, "Hello")
        web.post(f"/_sandbox/messages/{message_id}/deliver")
        web.post("/_sandbox/faults", json={"name": "503-before @1000"})
        web.post("/_sandbox/clock/advance", json={"seconds": 5})
        for each in (one, two):
            _, message = each.next("message")
            assert (message["id"], message["ours"], message["theirs"]) == (message_id, OURS, THEIRS)
            assert message["message"]["body"] == "Hello"
            assert each.next("request")[1]["operation"] == "send_a_message"
            assert each.next("receipt")[1]["message"]["status"] == "message buffered"
            assert each.next("fault")[1] == {}
            assert each.next("clock")[1]["now"]
        # Only now, as a reset removes the events that a tab has not read yet.
        web.post("/_sandbox/reset")
        for each in (one, two):
            each.next("reset")


def test_receipts_are_events_when_they_fall_due(served, web):
    """A receipt is an event at its time, although no request is made."""
    with tab(served.url) as opened:
        send(web)
        _, receipt = opened.next("receipt")
        assert receipt["message"]["status"] == "smsc submit"


def test_an_event_comes_soon(served, web):
    """A tab has the event of a message at about the time of the response."""
    with tab(served.url) as opened:
        begin = perf_counter()
        send(web)
        opened.next("message")
        assert perf_counter() - begin < 5  # it takes milliseconds; 5 would be a poll


def test_a_tab_that_comes_back_gets_what_it_missed(served, web):
    """With the id of its last event a tab gets those after it, each once and in order."""
    with tab(served.url) as opened:
        first = send(web, "1")
        last_id, data = opened.next("message")
        assert data["id"] == first
    missed = [send(web, str(number)) for number in (2, 3)]

    with tab(served.url, last_event_id=last_id) as again:
        assert [again.next("message")[1]["id"] for _ in missed] == missed
    with tab(served.url, last_event_id="another-process-7") as other:
        other.next("resync")


def test_a_subscriber_that_is_too_far_behind_is_sent_a_resync():
    """Events are bounded: a client that missed more than are kept reads everything again."""
    feed = Feed()
    feed.publish("message", {"n": 0})
    first = feed.position(None)
    for number in range(KEPT):
        feed.publish("message", {"n": number})
    assert len(feed.after(first)) == KEPT

    feed.publish("message", {"n": -1})
    (resync,) = feed.after(first)
    assert resync.kind == "resync"
    assert feed.after(resync.number) == []
    assert feed.position(feed.id(resync)) == resync.number
    for bad in ("", "x", "x-1", feed.id(resync) + "0", "-", f"{feed.id(resync)[:-4]}٣"):
        assert feed.position(bad) == -1


def test_in_the_process_a_stream_is_what_has_come(client, sandbox):
    """Without a server the response has the events since the last, and ends."""
    opening = client.get("/_sandbox/stream").text
    assert opening == ": changes of the sandbox\nretry: 1000\n\n"
    send(client, "Hello")

    text = client.get("/_sandbox/stream", headers={"last-event-id": "x-0"}).text
    assert "event: resync\ndata: {}\n\n" in text
    name = text.partition("id: ")[2].partition("-")[0]
    text = client.get("/_sandbox/stream", params={"last_event_id": f"{name}-0"}).text
    assert [line for line in text.splitlines() if line.startswith("event:")] == [
        "event: message",
        "event: account",
        "event: request",
    ]


def test_the_stream_needs_the_keys_or_the_page(served):
    """Without keys, token or cookie there is no stream."""
    assert httpx.get(f"{served.url}/_sandbox/stream").status_code == 401
    headers = {"origin": served.url, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}
    assert httpx.get(f"{served.url}/_sandbox/stream", headers=headers).status_code == 403


@pytest.mark.once
def test_streams_end_when_the_server_stops(serve):
    """A signal ends every stream and the process, although tabs are open."""
    served = serve()
    with tab(served.url) as one, tab(served.url) as two:
        status, _, errors = served.stop(signal.SIGTERM)
        assert (status, errors) == (0, "")
        assert one.ended.wait(20)
        assert two.ended.wait(20)


PROGRAM = """
import socket, sys, uvicorn
from flowroute_sandbox import Sandbox, asgi
config = uvicorn.Config(asgi(Sandbox()), port=0, log_level="error")
listener = config.bind_socket()
listener.listen()
print("READY http://127.0.0.1:%d" % listener.getsockname()[1], flush=True)
uvicorn.Server(config).run([listener])
"""


@pytest.mark.once
def test_streams_end_with_any_server():
    """Under plain uvicorn, which waits for every response, a signal ends them as well."""
    with Python("-c", PROGRAM, stdout=subprocess.PIPE, text=True) as it:
        try:
            url = it.stdout.readline().split()[1]
            with tab(url) as opened:
                it.send_signal(signal.SIGTERM)
                assert it.wait(20) in {0, -signal.SIGTERM}
                assert opened.ended.wait(20)
        finally:
            it.kill()


def test_a_subscription_follows_a_sandbox_in_threads():
    """Webhooks that are posted in threads wake a subscriber, and are events."""
    sandbox = Sandbox(post=lambda url, body, headers: 200)
    sandbox.seed_number(OURS)
    woken = threading.Event()
    subscription = sandbox.recorder.subscribe(woken.set)
    with sandbox.delivering():
        sandbox.receive_message(from_=THEIRS, to=OURS, body="Hello")
    assert woken.is_set()
    assert b"event: message" in subscription.read()
    assert subscription.read() == b""
    subscription.close()
