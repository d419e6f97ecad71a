"""httpx, sync and async."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from .calls import BODY, FAULTS, JSON, MESSAGES, STRATEGIES, is_whole, lists, sends

pytestmark = pytest.mark.once
READING: dict[str, Callable[[httpx.Response], bytes]] = {
    "read": lambda response: response.read(),
    "iter_bytes": lambda response: b"".join(response.iter_bytes()),
    "iter_bytes(3)": lambda response: b"".join(response.iter_bytes(3)),
    "iter_raw": lambda response: b"".join(response.iter_raw()),
    "iter_raw(3)": lambda response: b"".join(response.iter_raw(3)),
    "iter_text": lambda response: "".join(response.iter_text()).encode(),
    "iter_lines": lambda response: "\n".join(response.iter_lines()).encode(),
}


async def _joined(chunks: Any) -> bytes:
    return b"".join([chunk async for chunk in chunks])


async def _lines(response: httpx.Response) -> bytes:
    return "\n".join([line async for line in response.aiter_lines()]).encode()


READING_ASYNC: dict[str, Callable[[httpx.Response], Any]] = {
    "aread": lambda response: response.aread(),
    "aiter_bytes(3)": lambda response: _joined(response.aiter_bytes(3)),
    "aiter_raw": lambda response: _joined(response.aiter_raw()),
    "aiter_raw(3)": lambda response: _joined(response.aiter_raw(3)),
    "aiter_lines": _lines,
}
ERRORS = dict(
    zip(
        FAULTS,
        (
            httpx.ConnectError,
            httpx.ReadError,
            httpx.RemoteProtocolError,
            httpx.RemoteProtocolError,
            httpx.ConnectTimeout,
            httpx.ReadTimeout,
        ),
        strict=True,
    )
)


@sends
def test_a_message(flowroute_cassette: Any) -> None:
    """A response has Flowroute's status and body."""
    response = httpx.post(MESSAGES, content=BODY, headers=JSON)
    assert (response.status_code, response.json()["data"]["type"]) == (202, "message")


@sends
def test_a_message_of_a_task(flowroute_cassette: Any) -> None:
    """An asynchronous client gets the same."""

    async def send() -> httpx.Response:
        async with httpx.AsyncClient() as client:
            return await client.post(MESSAGES, content=BODY, headers=JSON)

    assert asyncio.run(send()).status_code == 202


@lists
@pytest.mark.parametrize("way", READING)
def test_reading(flowroute_cassette: Any, way: str) -> None:
    """Each way of reading a streamed response ends, and gives the recorded bytes."""
    with httpx.stream("GET", STRATEGIES) as response:
        assert is_whole(READING[way](response))


@lists
@pytest.mark.parametrize("way", READING_ASYNC)
def test_reading_in_a_task(flowroute_cassette: Any, way: str) -> None:
    """Each asynchronous way ends, too."""

    async def read() -> bytes:
        async with httpx.AsyncClient() as client, client.stream("GET", STRATEGIES) as response:
            body: bytes = await READING_ASYNC[way](response)
            return body

    assert is_whole(asyncio.run(read()))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_connection(flowroute_cassette: Any, fault: str) -> None:
    """A fault is the library's own error."""
    with flowroute_cassette("messages/send", fault=fault):
        with pytest.raises(ERRORS[fault]):
            httpx.post(MESSAGES, content=BODY, headers=JSON)
