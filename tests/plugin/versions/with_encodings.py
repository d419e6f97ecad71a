"""Bodies in brotli and zstd, as others have recorded them; `scripts/plugin_matrix.py` runs this."""

from __future__ import annotations

import asyncio
import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import aiohttp
import brotli
import httpx
import pytest
import requests
import urllib3
import zstandard

from .calls import BASE

URL = f"{BASE}/v2/numbers/12065550142"
DOCUMENT = {"data": {"type": "number", "id": "12065550142", "attributes": {"alias": "Zoë"}}}
PLAIN = json.dumps(DOCUMENT).encode()
BODIES = {"br": brotli.compress(PLAIN), "zstd": zstandard.compress(PLAIN)}


async def by_aiohttp() -> Any:
    async with aiohttp.ClientSession() as session, session.get(URL) as response:
        return await response.json(content_type=None)


CALLS = {
    "httpx": lambda: httpx.get(URL).json(),
    "requests": lambda: requests.get(URL).json(),
    "urllib3": lambda: urllib3.request("GET", URL).json(),
    "aiohttp": lambda: asyncio.run(by_aiohttp()),
}


@pytest.fixture(scope="module", params=BODIES, autouse=True)
def recorded(request: pytest.FixtureRequest) -> None:
    """A cassette in which the body is as it came over the network."""
    body = {"base64_string": b64encode(BODIES[request.param]).decode()}
    headers = {
        "content-type": ["application/vnd.api+json"],
        "content-encoding": [request.param],
    }
    interaction = {
        "request": {"method": "GET", "uri": URL, "headers": {}, "body": None},
        "response": {"status": {"code": 200, "message": "OK"}, "headers": headers, "body": body},
    }
    folder = Path(__file__).parent / "cassettes" / "flowroute"
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"version": 1, "interactions": [interaction]})
    (folder / f"encoded-{request.param}.json").write_text(text)


@pytest.mark.parametrize("library", CALLS)
def test_a_body_that_the_library_decodes(
    flowroute_cassette: Any, library: str, request: pytest.FixtureRequest, recorded: None
) -> None:
    """The library reads it as from a server."""
    encoding = request.node.callspec.params["recorded"]
    with flowroute_cassette(f"encoded-{encoding}"):
        assert CALLS[library]() == DOCUMENT
