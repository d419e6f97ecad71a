"""Scripts with aiohttp, and with a pool of urllib3; `scripts/plugin_matrix.py` runs this."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import aiohttp
import aiohttp.web
import pytest
import urllib3

from .calls import BASE, HOST, MESSAGES

BODIES = [f"Offer {number}" for number in range(20)]
pool = urllib3.HTTPSConnectionPool(HOST, maxsize=4)


def message(body: str) -> dict[str, str]:
    return {"to": "12065550100", "from": "12065550142", "body": body}


async def send_all(keys: aiohttp.BasicAuth) -> list[str]:
    """Send all at once, and look each up."""
    async with aiohttp.ClientSession(BASE, auth=keys, raise_for_status=True) as session:

        async def send(body: str) -> str:
            async with session.post("/v2.1/messages", json=message(body)) as response:
                sent = (await response.json(content_type=None))["data"]["id"]
            async with session.get(f"/v2.1/messages/{sent}") as response:
                found = await response.json(content_type=None)
            return str(found["data"]["attributes"]["body"])

        return list(await asyncio.gather(*map(send, BODIES)))


def test_aiohttp(flowroute_sandbox: Any) -> None:
    """Requests that are sent at once get their own responses."""
    keys = aiohttp.BasicAuth(*flowroute_sandbox.credentials)
    assert asyncio.run(send_all(keys)) == BODIES
    assert sorted(text.body for text in flowroute_sandbox.texts) == sorted(BODIES)


@pytest.mark.asyncio
async def test_pytest_aiohttp(aiohttp_client: Any, flowroute_sandbox: Any) -> None:
    """The application's server is reached, and its requests are answered."""
    keys = aiohttp.BasicAuth(*flowroute_sandbox.credentials)

    async def start(request: aiohttp.web.Request) -> aiohttp.web.Response:
        return aiohttp.web.json_response(await send_all(keys))

    app = aiohttp.web.Application()
    app.router.add_get("/", start)
    client = await aiohttp_client(app)
    assert await (await client.get("/")).json() == BODIES


@pytest.mark.flowroute_cassette("messages/send", to="12065550100", from_="12065550142")
def test_a_pool_of_urllib3(flowroute_cassette: Any) -> None:
    """A pool that was made before the test is answered in any thread."""
    headers = {"content-type": "application/vnd.api+json"}

    def send(body: str) -> int:
        path = MESSAGES.removeprefix(BASE)
        return pool.request("POST", path, json.dumps(message(body)), headers=headers).status

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(send, BODIES)) == [202] * len(BODIES)
    assert {sms.body for sms in flowroute_cassette.sent_messages} == {*BODIES}
