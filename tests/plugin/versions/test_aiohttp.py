"""aiohttp."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from .calls import BODY, FAULTS, JSON, MESSAGES, STRATEGIES, is_whole, lists, sends

pytestmark = pytest.mark.once


async def _joined(chunks: Any) -> bytes:
    return b"".join([chunk async for chunk in chunks])


async def _until_empty(read: Callable[[], Any]) -> bytes:
    found = []
    while chunk := await read():
        found.append(chunk)
    return b"".join(found)


async def _chunks(response: aiohttp.ClientResponse) -> bytes:
    return b"".join([chunk async for chunk, _ in response.content.iter_chunks()])


READING: dict[str, Callable[[aiohttp.ClientResponse], Any]] = {
    "read": lambda response: response.read(),
    "content.read()": lambda response: response.content.read(),
    "content.read(7)": lambda response: _until_empty(lambda: response.content.read(7)),
    "content.readany": lambda response: _until_empty(response.content.readany),
    "content.readline": lambda response: _until_empty(response.content.readline),
    "iteration": lambda response: _joined(response.content),
    "iter_any": lambda response: _joined(response.content.iter_any()),
    "iter_chunked": lambda response: _joined(response.content.iter_chunked(5)),
    "iter_chunks": _chunks,
}
TIMEOUT = aiohttp.ServerTimeoutError
ERRORS: dict[str, type[Exception]] = dict(
    zip(
        FAULTS,
        (
            aiohttp.ClientConnectorError,
            aiohttp.ClientOSError,
            aiohttp.ServerDisconnectedError,
            aiohttp.ClientPayloadError,
            TIMEOUT,
            TIMEOUT,
        ),
        strict=True,
    )
)


async def _send() -> int:
    async with aiohttp.ClientSession() as session:
        async with session.post(MESSAGES, data=BODY, headers=JSON) as response:
            await response.read()
            return response.status


@sends
def test_a_message(flowroute_cassette: Any) -> None:
    """A response has Flowroute's status."""
    assert asyncio.run(_send()) == 202


@lists
@pytest.mark.parametrize("way", READING)
def test_reading(flowroute_cassette: Any, way: str) -> None:
    """Each way of reading a response ends, and gives the recorded bytes."""

    async def read() -> bytes:
        async with aiohttp.ClientSession() as session, session.get(STRATEGIES) as response:
            body: bytes = await READING[way](response)
            return body

    assert is_whole(asyncio.run(read()))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_connection(flowroute_cassette: Any, fault: str) -> None:
    """A fault is the library's own error."""
    with flowroute_cassette("messages/send", fault=fault), pytest.raises(ERRORS[fault]):
        asyncio.run(_send())
