"""A client of the server, made with each HTTP library in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from ext.server import Server

from flowroute_ext import AsyncFlowroute


@pytest.fixture
async def flowroute(server: Server, library: str) -> AsyncIterator[AsyncFlowroute]:
    async with AsyncFlowroute("key", "secret", base_url=server.url) as client:
        yield client
