"""One request with each supported HTTP client; the result is a status and a body."""

from __future__ import annotations

import asyncio
import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import aiohttp
import httpx
import httpx2
import requests
import urllib3

from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

BASE = "https://api.flowroute.com"
KEYS = b64encode(f"{ACCESS_KEY}:{SECRET_KEY}".encode()).decode()
JSON = {
    "authorization": f"Basic {KEYS}",
    "content-type": "application/vnd.api+json; charset=utf-8",
}
HTTPClient = Callable[[str, str, Any], tuple[int, bytes]]


def _content(body: Any) -> bytes | None:
    return None if body is None else json.dumps(body).encode()


def with_httpx(method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    response = httpx.request(method, BASE + path, content=_content(body), headers=JSON)
    return response.status_code, response.content


def with_httpx2(method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    response = httpx2.request(method, BASE + path, content=_content(body), headers=JSON)
    return response.status_code, response.content


def with_async_httpx(method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    async def call() -> tuple[int, bytes]:
        async with httpx.AsyncClient() as client:
            response = await client.request(
                method, BASE + path, content=_content(body), headers=JSON
            )
            return response.status_code, response.content

    return asyncio.run(call())


def with_async_httpx2(method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    async def call() -> tuple[int, bytes]:
        async with httpx2.AsyncClient() as client:
            response = await client.request(
                method, BASE + path, content=_content(body), headers=JSON
            )
            return response.status_code, response.content

    return asyncio.run(call())


def with_requests(method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    response = requests.request(method, BASE + path, data=_content(body), headers=JSON)
    return response.status_code, response.content


def with_urllib3(method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    with urllib3.PoolManager() as pool:
        response = pool.request(
            method, BASE + path, body=_content(body), headers=JSON, retries=False
        )
        return response.status, response.data


async def call_aiohttp(method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    async with aiohttp.ClientSession(trust_env=True) as session:
        call = getattr(session, method.lower())
        async with call(BASE + path, data=_content(body), headers=JSON) as response:
            return response.status, await response.read()


def with_aiohttp(method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    return asyncio.run(call_aiohttp(method, path, body))


def with_aiohttp_on_uvloop(method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    import uvloop

    return uvloop.run(call_aiohttp(method, path, body))


def with_httpx_on_uvloop(method: str, path: str, body: Any = None) -> tuple[int, bytes]:
    import uvloop

    async def call() -> tuple[int, bytes]:
        async with httpx.AsyncClient() as client:
            response = await client.request(
                method, BASE + path, content=_content(body), headers=JSON
            )
            return response.status_code, response.content

    return uvloop.run(call())


HTTP_CLIENTS: dict[str, HTTPClient] = {
    "httpx": with_httpx,
    "httpx2": with_httpx2,
    "httpx async": with_async_httpx,
    "httpx2 async": with_async_httpx2,
    "requests": with_requests,
    "urllib3": with_urllib3,
    "aiohttp": with_aiohttp,
    "aiohttp uvloop": with_aiohttp_on_uvloop,
    "httpx uvloop": with_httpx_on_uvloop,
}


def _errors(kind: Any) -> dict[str, Any]:
    return {
        "refused": kind.ConnectError,
        "reset": kind.ReadError,
        "lost-response": kind.RemoteProtocolError,
        "cut": kind.RemoteProtocolError,
        "connect-timeout": kind.ConnectTimeout,
        "read-timeout": kind.ReadTimeout,
    }


HTTPX = _errors(httpx)
HTTPX2 = _errors(httpx2)
AIOHTTP = {
    "refused": aiohttp.ClientConnectorError,
    "reset": aiohttp.ClientOSError,
    "lost-response": aiohttp.ServerDisconnectedError,
    "cut": aiohttp.ClientPayloadError,
    "connect-timeout": aiohttp.ConnectionTimeoutError,
    "read-timeout": aiohttp.SocketTimeoutError,
}
BROKEN: dict[str, dict[str, Any]] = {
    "httpx": HTTPX,
    "httpx async": HTTPX,
    "httpx uvloop": HTTPX,
    "httpx2": HTTPX2,
    "httpx2 async": HTTPX2,
    "requests": {
        "refused": requests.ConnectionError,
        "reset": requests.ConnectionError,
        "lost-response": requests.ConnectionError,
        "cut": requests.exceptions.ChunkedEncodingError,
        "connect-timeout": requests.ConnectTimeout,
        "read-timeout": requests.ReadTimeout,
    },
    "urllib3": {
        "refused": urllib3.exceptions.NewConnectionError,
        "reset": urllib3.exceptions.ProtocolError,
        "lost-response": urllib3.exceptions.ProtocolError,
        "cut": urllib3.exceptions.ProtocolError,
        "connect-timeout": urllib3.exceptions.ConnectTimeoutError,
        "read-timeout": urllib3.exceptions.ReadTimeoutError,
    },
    "aiohttp": AIOHTTP,
    "aiohttp uvloop": AIOHTTP,
}
"""The error of each client for each way in which a connection fails."""
