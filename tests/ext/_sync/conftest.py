# Written by scripts/unasync.py from tests/ext/_async/conftest.py. Do not edit.
"""A client of the server, made with each HTTP library."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from ext.calls import NUMBER
from ext.clocks import START, SandboxClock
from ext.server import Server
from ext.unsafe_calls import BUY

from flowroute_ext import Flowroute
from flowroute_sandbox import FrozenClock, Sandbox, transport


@pytest.fixture
def flowroute(server: Server, library: str) -> Iterator[Flowroute]:
    """A client that sends each request once, so that a test sees the result of one attempt."""
    with Flowroute("key", "secret", base_url=server.url, max_retries=0) as client:
        yield client


@pytest.fixture
def sandbox() -> Sandbox:
    """A sandbox with a number to send from, whose time stands still unless it is moved."""
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
