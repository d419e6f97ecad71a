"""A client of the server, made with each HTTP library."""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator

import pytest
from ext.calls import NUMBER
from ext.clocks import START, SandboxClock
from ext.server import Server
from ext.unsafe_calls import BUY

from flowroute_ext import AsyncFlowroute
from flowroute_sandbox import FrozenClock, Sandbox, transport


@pytest.fixture
async def flowroute(server: Server, library: str) -> AsyncIterator[AsyncFlowroute]:
    """A client that sends each request once, so that a test sees the result of one attempt."""
    async with AsyncFlowroute("key", "secret", base_url=server.url, max_retries=0) as client:
        yield client


@pytest.fixture
def sandbox() -> Sandbox:
    """A sandbox with a number to send from, whose time stands still unless it is moved."""
    sandbox = Sandbox(clock=FrozenClock(START))
    sandbox.seed_number(NUMBER)
    sandbox.seed_number(BUY, owned=False)
    return sandbox


@pytest.fixture
async def trial(sandbox: Sandbox, library: str) -> AsyncIterator[AsyncFlowroute]:
    """A client of that sandbox, on the same clock."""
    module = importlib.import_module(library)
    async with (
        module.AsyncClient(transport=transport(sandbox, module)) as http,
        AsyncFlowroute(
            sandbox.access_key, sandbox.secret_key, http_client=http, clock=SandboxClock(sandbox)
        ) as client,
    ):
        yield client
