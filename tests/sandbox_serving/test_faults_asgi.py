"""Faults of the ASGI application, with a server's help and without."""

from __future__ import annotations

import asyncio

import pytest
from sandbox_serving.recorder import Recorder
from sandbox_serving.test_asgi import SCOPE

from flowroute_sandbox.faults import (
    ConnectionDropped,
    ConnectionRefused,
    ConnectionReset,
    ConnectTimedOut,
    ReadTimedOut,
    SlowResponse,
    TruncatedResponse,
)
from flowroute_sandbox.http.messages import Response
from flowroute_sandbox.serving.asgi import application
from flowroute_sandbox.serving.connection_faults import EXTENSION

ANSWER = Response(202, {"content-type": "application/json"}, b'{"a":1}')
START = {
    "type": "http.response.start",
    "status": 202,
    "headers": [(b"content-type", b"application/json"), (b"content-length", b"7")],
}
BODY = {"type": "http.response.body", "body": b'{"a":1}'}
PART = {"type": "http.response.body", "body": b'{"a', "more_body": True}


class Server:
    """A connection of a server that writes down what happens to it, and the client's end of it.

    The client leaves when its connection breaks, or `impatient` as soon as it has asked.
    """

    def __init__(self, *, disconnected=False):
        self.seen = []
        self._requests = [{"type": "http.request"}]
        self._gone = asyncio.Event()
        if disconnected:
            self._gone.set()

    async def receive(self):
        if self._requests:
            return self._requests.pop()
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.seen.append(message)

    def drop(self):
        self.seen.append("drop")
        self._gone.set()

    def reset(self):
        self.seen.append("reset")
        self._gone.set()

    def refuse(self, seconds):
        self.seen.append(f"refuse {seconds}")


class Faulty(Recorder):
    """A sandbox with the same outcome for every request, and a refusal of connections or none."""

    def __init__(self, outcome, refusal=None):
        super().__init__(outcome)
        self._refusal = refusal

    def take_refusal(self):
        return self._refusal


def call(sandbox, *, helps, disconnected=False):
    """Return what the server of one request saw; with `helps` it is a ServerConnection."""

    async def serve():
        server = Server(disconnected=disconnected)
        scope = SCOPE | ({"extensions": {EXTENSION: server}} if helps else {})
        try:
            await asyncio.wait_for(application(sandbox)(scope, server.receive, server.send), 60)
        except OSError as error:
            server.seen.append(type(error))
        return server.seen

    return asyncio.run(serve())


@pytest.mark.parametrize(
    ("outcome", "helped", "alone"),
    [
        (ANSWER, [START, BODY], [START, BODY]),
        (SlowResponse(ANSWER, 0), [START, BODY], [START, BODY]),
        (ConnectionDropped(), ["drop"], [ConnectionAbortedError]),
        (ConnectionReset(), ["reset"], [ConnectionResetError]),
        (TruncatedResponse(ANSWER), [START, PART, "drop"], [START, PART, ConnectionAbortedError]),
        (ConnectionRefused(), ["reset"], [ConnectionRefusedError]),
    ],
)
def test_what_the_server_is_to_do(outcome, helped, alone):
    """A server that can break connections does; one that cannot gets the error."""
    assert call(Faulty(outcome), helps=True) == helped
    assert call(Faulty(outcome), helps=False) == alone


@pytest.mark.parametrize("outcome", [ConnectTimedOut(), ReadTimedOut()])
def test_a_timeout(outcome):
    """A client with a timeout gets no response; a server that cannot wait gets the error."""
    assert call(Faulty(outcome), helps=True, disconnected=True) == []
    assert call(Faulty(outcome), helps=False) == [TimeoutError]


def test_a_client_that_disconnects():
    """Nothing is sent to a client that left before its slow response, and the wait ends."""
    assert call(Faulty(SlowResponse(ANSWER, 60)), helps=True, disconnected=True) == []


def test_refusing_what_comes_next():
    """A server that can refuses connections before it sends its last response."""
    assert call(Faulty(ANSWER, 1.5), helps=True) == ["refuse 1.5", START, BODY]
    assert call(Faulty(ANSWER, 1.5), helps=False) == [START, BODY]
