# Written by scripts/unasync.py from tests/ext/_async/conftest.py. Do not edit.
"""A client of the server, made with each HTTP library in turn."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from ext.acts import BUY
from ext.calls import NUMBER
from ext.clocks import START, SandboxClock
from ext.server import Server

from flowroute_ext import Flowroute
from flowroute_sandbox import FrozenClock, Sandbox, transport


@pytest.fixture
def flowroute(server: Server, library: str) -> Iterator[Flowroute]:
    """A client that sends each request once, so that a test sees what one attempt comes to."""
    with Flowroute("key", "secret", base_url=server.url, max_retries=0) as client:
        yield client


@pytest.fixture
def sandbox() -> Sandbox:
    """A sandbox whose time only stands still or is moved, with a number to send from."""
    sandbox = Sandbox(clock=FrozenClock(START))
    sandbox.seed_number(NUMBER)
    sandbox.seed_number(BUY, owned=False)
    return sandbox


@pytest.fixture
def trial(sandbox: Sandbox, library: str) -> Iterator[Flowroute]:
    """A client of that sandbox, on the same clock."""
    module = importlib.import_module(library)
    with (
        module.Client(transport=transport(sandbox, module)) as http,
        Flowroute(
            sandbox.access_key, sandbox.secret_key, http_client=http, clock=SandboxClock(sandbox)
        ) as client,
    ):
        yield client
