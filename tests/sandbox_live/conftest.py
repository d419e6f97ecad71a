"""A sandbox with one number, in this process and served."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime

import httpx
import pytest
from sandbox_serving.served import Served, servers

from flowroute_sandbox import ACCESS_KEY, SECRET_KEY, FrozenClock, Sandbox, transport

OURS, THEIRS = "12065550100", "13125550199"


@pytest.fixture
def sandbox():
    """A sandbox whose time stands still, with one number."""
    sandbox = Sandbox(clock=FrozenClock(datetime(2026, 1, 15, 12, tzinfo=UTC)), post=None)
    sandbox.seed_number(OURS)
    return sandbox


@pytest.fixture
def client(sandbox):
    """A client with the keys, in the process."""
    with httpx.Client(
        transport=transport(sandbox, httpx),
        base_url="https://api.flowroute.com",
        auth=(ACCESS_KEY, SECRET_KEY),
    ) as client:
        yield client


@pytest.fixture
def serve():
    """Starts a `flowroute sandbox` with these options; none outlives the test."""
    with servers() as start:
        yield start


@pytest.fixture(scope="session")
def served():
    """A `flowroute sandbox` that tests share: each begins with a reset, and its own number."""
    with ExitStack() as stack:
        served = Served("-m", "flowroute_ext.cli", "sandbox", "--port", 0)
        stack.callback(served.clean_up)
        yield served


@pytest.fixture
def web(served):
    """A client with the keys, over a socket, of a sandbox that was reset."""
    with httpx.Client(base_url=served.url, auth=(ACCESS_KEY, SECRET_KEY)) as client:
        assert client.post("/_sandbox/reset").status_code == 204
        assert client.post("/_sandbox/numbers", json={"number": OURS}).status_code == 201
        yield client


def send(client, body="It is.", **fields):
    """Send a text, and return its id."""
    text = {"from": OURS, "to": THEIRS, "body": body, **fields}
    response = client.post("/v2.2/messages", json=text)
    assert response.status_code == 202, response.text
    return response.json()["data"]["id"]
