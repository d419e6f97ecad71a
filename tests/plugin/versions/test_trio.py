"""trio, and anyio on it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from flowroute_ext.types import Clock

from .calls import BODY, JSON, MESSAGES, sends

trio = pytest.importorskip("trio")
pytestmark = pytest.mark.once


@sends
def test_a_message(flowroute_cassette: Any) -> None:
    """A client of httpx is answered under trio as under asyncio."""

    async def send() -> int:
        async with httpx.AsyncClient() as client:
            return (await client.post(MESSAGES, content=BODY, headers=JSON)).status_code

    assert trio.run(send) == 202


@pytest.mark.parametrize("fixture", ["flowroute_cassette", "flowroute_sandbox"])
def test_a_wait(request: pytest.FixtureRequest, fixture: str) -> None:
    """A wait of the clock is over at once, after the other tasks could run."""
    ran = []

    async def wait(clock: Clock, name: str) -> None:
        await clock.asleep(3600)
        ran.append(name)

    async def main() -> None:
        async with trio.open_nursery() as nursery:
            for name in "ab":
                nursery.start_soon(wait, clock, name)

    sandbox = request.getfixturevalue(fixture)
    clock = sandbox.clock if fixture == "flowroute_sandbox" else Clock()
    before = clock.now()
    if fixture == "flowroute_cassette":
        with sandbox("routes/edge-strategies"):
            trio.run(main)
            httpx.get("https://api.flowroute.com/v2/routes/edge_strategies")
    else:
        trio.run(main)
        assert (clock.now() - before).total_seconds() == 7200
    assert sorted(ran) == ["a", "b"]


def test_the_asynchronous_client(async_flowroute_client: Any) -> None:
    """The SDK's client, which needs asyncio, says so, and what to do instead."""
    with pytest.raises(RuntimeError, match="needs asyncio, but trio runs this"):
        trio.run(async_flowroute_client.numbers.get, "12065550142")
