"""niquests, on urllib3-future."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from .calls import BODY, JSON, MESSAGES, STRATEGIES, is_whole, lists, sends

niquests = pytest.importorskip("niquests")
pytestmark = pytest.mark.once


@sends
def test_a_message(flowroute_cassette: Any) -> None:
    """A response has Flowroute's status and body."""
    response = niquests.post(MESSAGES, data=BODY, headers=JSON)
    assert (response.status_code, response.json()["data"]["type"]) == (202, "message")


@sends
def test_a_message_of_a_task(flowroute_cassette: Any) -> None:
    """An asynchronous session gets the same."""

    async def send() -> Any:
        async with niquests.AsyncSession() as session:
            return await session.post(MESSAGES, data=BODY, headers=JSON)

    assert asyncio.run(send()).json()["data"]["type"] == "message"


@lists
@pytest.mark.parametrize("size", [None, 7])
def test_reading(flowroute_cassette: Any, size: int | None) -> None:
    """A streamed response ends, and gives the recorded bytes."""
    response = niquests.get(STRATEGIES, stream=True)
    assert is_whole(b"".join(response.iter_content(size)))
