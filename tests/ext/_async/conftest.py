"""A client of the server, made with each HTTP library in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from ext.server import Server

from flowroute_ext import AsyncFlowroute


@pytest.fixture
async def flowroute(server: Server, library: str) -> AsyncIterator[AsyncFlowroute]:
    """A client that sends each request once, so that a test sees what one attempt comes to."""
    async with AsyncFlowroute("key", "secret", base_url=server.url, max_retries=0) as client:
        yield client
