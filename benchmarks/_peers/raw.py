"""The same work as ours by HTTP libraries themselves, with `json.loads`."""

from __future__ import annotations

import base64
import importlib
import json
from contextlib import asynccontextmanager
from typing import Any

from .sdks import OUR_GOT
from .work import CREDENTIALS, FROM, NUMBER, TEXT, TO, Peer, Tasks, Work

ONE, PAGE, SEND = f"/v2/numbers/{NUMBER}", "/v2/numbers?limit=200&offset=0", "/v2.1/messages"
MESSAGE = {"to": TO, "from": FROM, "body": TEXT}
BASIC = "Basic " + base64.b64encode(":".join(CREDENTIALS).encode()).decode()


def work(url: str, get: Any, post: Any) -> Work:
    """The work by a function that gets what a URL has, and one that posts to it."""
    return Work(
        lambda: json.loads(get(url + ONE))["data"]["id"],
        lambda: json.loads(post(url + SEND))["data"]["id"],
        lambda: [each["id"] for each in json.loads(get(url + PAGE))["data"]],
    )


def with_httpx(name: str) -> Peer:
    """httpx, or httpx2."""

    def client(url: str) -> Work:
        one = importlib.import_module(name).Client(auth=CREDENTIALS)
        return work(
            url, lambda at: one.get(at).content, lambda at: one.post(at, json=MESSAGE).content
        )

    @asynccontextmanager
    async def tasks(url: str) -> Tasks:
        async with importlib.import_module(name).AsyncClient(auth=CREDENTIALS) as one:

            async def get() -> object:
                return json.loads((await one.get(url + ONE)).content)

            yield get

    return Peer(name, name, f"import {name}", client, tasks, OUR_GOT)


def requests(url: str) -> Work:
    session = importlib.import_module("requests").Session()
    session.auth = CREDENTIALS
    return work(
        url,
        lambda at: session.get(at).content,
        lambda at: session.post(at, json=MESSAGE).content,
    )


def pyreqwest(url: str) -> Work:
    builder = importlib.import_module("pyreqwest.client").SyncClientBuilder()
    client = builder.default_headers({"authorization": BASIC}).build()

    def get(at: str) -> Any:
        return bytes(client.get(at).build().send().bytes())

    def post(at: str) -> Any:
        return bytes(client.post(at).body_json(MESSAGE).build().send().bytes())

    return work(url, get, post)


@asynccontextmanager
async def pyreqwest_tasks(url: str) -> Tasks:
    builder = importlib.import_module("pyreqwest.client").ClientBuilder()
    async with builder.default_headers({"authorization": BASIC}).build() as client:

        async def get() -> object:
            response = await client.get(url + ONE).build().send()
            return json.loads(bytes(await response.bytes()))

        yield get


@asynccontextmanager
async def aiohttp_tasks(url: str) -> Tasks:
    library: Any = importlib.import_module("aiohttp")
    async with library.ClientSession(headers={"authorization": BASIC}) as session:

        async def get() -> object:
            async with session.get(url + ONE) as response:
                return json.loads(await response.read())

        yield get


LIBRARIES = {
    "httpx, alone": with_httpx("httpx"),
    "httpx2, alone": with_httpx("httpx2"),
    "requests, alone": Peer("requests", "requests", "import requests", requests, None, OUR_GOT),
    "aiohttp, alone": Peer("aiohttp", "aiohttp", "import aiohttp", None, aiohttp_tasks, OUR_GOT),
    "pyreqwest, alone": Peer(
        "pyreqwest",
        "pyreqwest",
        "from pyreqwest.client import SyncClientBuilder",
        pyreqwest,
        pyreqwest_tasks,
        OUR_GOT,
    ),
}
