"""pytest-asyncio, with loops of each scope; `scripts/plugin_matrix.py` runs this."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, ClassVar

import httpx
import pytest
import pytest_asyncio

from flowroute_ext import AsyncFlowroute

from .calls import BODY, JSON, MESSAGES, lists, sends

loops: set[asyncio.AbstractEventLoop] = set()
attempts: list[int] = []


async def post() -> int:
    """What the application does."""
    async with httpx.AsyncClient() as client:
        return (await client.post(MESSAGES, content=BODY, headers=JSON)).status_code


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def application() -> AsyncIterator[AsyncFlowroute]:
    """A client that all tests share, made before any of them plays."""
    async with AsyncFlowroute("key", "secret") as flowroute:
        yield flowroute


@pytest_asyncio.fixture
async def sent(flowroute_cassette: Any) -> int:
    """What was sent before the test began."""
    return await post()


@pytest.mark.asyncio
@sends
async def test_a_fixture_that_sends(sent: int, flowroute_cassette: Any) -> None:
    """It is answered from the scenario of the test."""
    assert (sent, flowroute_cassette.play_count) == (202, 1)


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("number", range(2))
@lists
async def test_a_client_of_the_session(
    application: AsyncFlowroute, flowroute_cassette: Any, number: int
) -> None:
    """It is answered in each test, in one loop."""
    loops.add(asyncio.get_running_loop())
    assert await application.routes.edge_strategies()
    assert (flowroute_cassette.play_count, len(loops)) == (1, 1)


@pytest.mark.asyncio(loop_scope="class")
@pytest.mark.flowroute_cassette("messages/send", to="12065550142", body="Hello", scope="class")
class TestOneClass:
    """Its tests share a loop, and one playing of a scenario."""

    loops: ClassVar[set[asyncio.AbstractEventLoop]] = set()

    @pytest.mark.parametrize("number", range(2))
    async def test_one(self, flowroute_cassette: Any, number: int) -> None:
        """The first plays it, and the other finds it played."""
        self.loops.add(asyncio.get_running_loop())
        if not flowroute_cassette.play_count:
            assert await post() == 202
        assert (flowroute_cassette.play_count, len(self.loops)) == (1, 1)


@pytest.mark.asyncio(loop_scope="module")
async def test_tasks(async_flowroute_client: Any, flowroute_sandbox: Any) -> None:
    """Tasks that a test starts reach its account."""

    async def send(body: str) -> None:
        await async_flowroute_client.messages.send(
            to="12065550100", from_=flowroute_sandbox.number, body=body
        )

    async with asyncio.TaskGroup() as group:
        for body in "abc":
            group.create_task(send(body))
    assert sorted(text.body for text in flowroute_sandbox.texts) == ["a", "b", "c"]


@pytest.mark.asyncio
@pytest.mark.flaky(reruns=2)
@sends
async def test_one_that_is_run_again(flowroute_cassette: Any) -> None:
    """It begins with its scenario again."""
    await post()
    attempts.append(flowroute_cassette.play_count)
    assert attempts == [1, 1]  # the second time


@pytest.mark.asyncio
async def test_subtests(subtests: Any, flowroute_cassette: Any) -> None:
    """Each plays a scenario of its own."""
    for fault, status in ("429", 429), (None, 202):
        with subtests.test(fault=fault), flowroute_cassette("messages/send", fault=fault):
            assert await post() == status
