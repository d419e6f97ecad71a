"""A client of the served sandbox, over each HTTP library."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from types import ModuleType

import httpx
import httpx2
import pytest

from flowroute_ext import AsyncFlowroute
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY
from operations.control import Control

# One with certificates takes 20 ms to make, and nothing here is encrypted.
CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture(params=[httpx2, httpx], ids=["httpx2", "httpx"])
def library(request: pytest.FixtureRequest) -> ModuleType:
    return request.param


@pytest.fixture
async def flowroute(account: Control, library: ModuleType) -> AsyncIterator[AsyncFlowroute]:
    async with (
        library.AsyncClient(verify=CONTEXT) as http_client,
        AsyncFlowroute(
            ACCESS_KEY, SECRET_KEY, base_url=account.url, http_client=http_client
        ) as client,
    ):
        yield client
