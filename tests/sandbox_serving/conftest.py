from __future__ import annotations

import asyncio

import httpx
import httpx2
import pytest
from sandbox_serving.served import servers

from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

KEYS = (ACCESS_KEY, SECRET_KEY)


@pytest.fixture
def serve():
    """Starts a `flowroute sandbox` with these options; none outlives the test."""
    with servers() as start:
        yield start


def sync_request(library, transport, method, url, **settings):
    with library.Client(transport=transport, auth=KEYS) as client:
        return client.request(method, url, **settings)


def async_request(library, transport, method, url, **settings):
    async def request():
        async with library.AsyncClient(transport=transport, auth=KEYS) as client:
            return await client.request(method, url, **settings)

    return asyncio.run(request())


@pytest.fixture(params=[sync_request, async_request], ids=["sync", "async"])
def request_(request):
    return request.param


@pytest.fixture(params=[httpx, httpx2], ids=["httpx", "httpx2"])
def library(request):
    return request.param
