"""A worker that is suspended while it connects does not send when it continues too late."""

from __future__ import annotations

import select
import socket
from collections.abc import AsyncIterator, Iterator
from types import ModuleType
from typing import Literal

import httpx
import httpx2
import pytest

from flowroute_ext import AsyncFlowroute, OutcomeUnknown
from flowroute_ext.errors import DeadlinePassed
from flowroute_ext.types import Clock
from send_once.simulation import TEXT
from send_once.steps import LEASE

from .helpers import later

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("server", ["redis"], indirect=True),
    pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"]),
]
Stage = Literal["connected", "headers sent", "never"]


class Peer(Clock):
    """A server that only listens, and the clock of a client that is suspended meanwhile.

    The client's time leaps by half of a lease as soon as what it did has come to this stage.
    """

    def __init__(self, stage: Stage) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.stage = stage
        self.connections: list[socket.socket] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def monotonic(self) -> float:
        while select.select([self.listener], [], [], 0)[0]:
            self.connections.append(self.listener.accept()[0])
        reached = {
            "connected": bool(self.connections),
            "headers sent": bool(select.select(self.connections, [], [], 0)[0]),
            "never": False,
        }
        return LEASE.total_seconds() / 2 if reached[self.stage] else 0.0

    def read(self) -> bytes:
        """All that came before the client closed its connections."""
        received = b""
        for connection in self.connections:
            connection.settimeout(10)
            while piece := connection.recv(65_536):
                received += piece
        return received

    def close(self) -> None:
        for one in [self.listener, *self.connections]:
            one.close()


@pytest.fixture
def peer(stage: Stage) -> Iterator[Peer]:
    peer = Peer(stage)
    yield peer
    peer.close()


@pytest.fixture
async def flowroute(peer: Peer, library: ModuleType, stage: Stage) -> AsyncIterator[AsyncFlowroute]:
    """A client that sends over real sockets, and waits for no response for two seconds."""
    async with library.AsyncClient() as http_client:
        keys = {
            "access_key": "key",
            "secret_key": "secret",
            "timeout": 2 if stage == "never" else 20,
        }
        async with AsyncFlowroute(
            **keys, base_url=peer.url, http_client=http_client, clock=peer
        ) as client:
            yield client


@pytest.mark.parametrize("stage", ["connected"])
async def test_the_connection_stands(peer, flowroute, claims):
    """Nothing leaves over a connection that stands when half of the lease is over."""
    error = await later(flowroute, claims, TEXT, reference="order-1")

    assert isinstance(error.__cause__, DeadlinePassed)
    assert len(peer.connections) == 1
    assert peer.read() == b""
    assert (await claims.get("order-1")).state == "free"


@pytest.mark.parametrize("stage", ["headers sent"])
async def test_the_headers_have_left(peer, flowroute, claims):
    """The body does not follow headers that have left in time, and the outcome is unknown."""
    error = await later(flowroute, claims, TEXT, reference="order-1")

    head, _, body = peer.read().partition(b"\r\n\r\n")
    assert isinstance(error.__cause__, OutcomeUnknown)
    assert head.startswith(b"POST /v2.1/messages HTTP/1.1\r\n")
    assert body == b""
    assert (await claims.get("order-1")).state == "unknown"


@pytest.mark.parametrize("stage", ["never"])
async def test_it_is_not_suspended(peer, flowroute, claims):
    """What is in time leaves whole."""
    error = await later(flowroute, claims, TEXT, reference="order-1")
    peer.monotonic()

    assert isinstance(error.__cause__, OutcomeUnknown)
    assert peer.read().endswith(b"}")
