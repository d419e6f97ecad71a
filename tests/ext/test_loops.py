"""Event loops: an asynchronous client belongs to the first that it is used in."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from ext.calls import NUMBER
from ext.server import Server, document

from flowroute_ext import AsyncFlowroute, Outbox

TOLD = (
    "This client was used in another event loop: make one in each, "
    "as `async with AsyncFlowroute() as flowroute` does"
)


@pytest.fixture(autouse=True)
def forgetful(server: Server) -> None:
    """A server that closes each connection, so that a finished loop leaves none behind."""
    server.usually = lambda asked: document(200, {"data": []}, connection="close")


async def at_once(flowroute: AsyncFlowroute, calls: int) -> set[str]:
    """The results of concurrent calls: their values and errors as text, each one once."""
    outcomes = await asyncio.gather(
        *(flowroute.routes.edge_strategies() for _ in range(calls)), return_exceptions=True
    )
    return {str(outcome) for outcome in outcomes}


@pytest.mark.parametrize("calls", [1, 20])
def test_one_loop_after_another(server: Server, library: str, calls: int) -> None:
    """In a second event loop every call raises the cure, also one that would not wait."""
    flowroute = AsyncFlowroute("key", "secret", base_url=server.url)

    first = asyncio.run(at_once(flowroute, calls))
    second = asyncio.run(at_once(flowroute, calls))

    assert (first, second) == ({"()"}, {TOLD})
    assert len(server.asked) == calls


def test_a_client_in_each_loop(server: Server, library: str) -> None:
    """One client for each event loop works in all of them."""

    async def ask() -> str:
        async with AsyncFlowroute("key", "secret", base_url=server.url) as flowroute:
            return str(await flowroute.routes.edge_strategies())

    assert [asyncio.run(ask()) for _ in range(3)] == ["()", "()", "()"]


def test_a_client_made_before_its_loop(server: Server, library: str) -> None:
    """A client may be made without a running event loop, as at module level."""
    flowroute = AsyncFlowroute("key", "secret", base_url=server.url)

    async def ask() -> str:
        async with flowroute:
            return str(await flowroute.routes.edge_strategies())

    assert asyncio.run(ask()) == "()"


def test_closed_in_another_loop(server: Server, library: str) -> None:
    """A client without connections can be closed anywhere."""
    flowroute = AsyncFlowroute("key", "secret", base_url=server.url)
    asyncio.run(at_once(flowroute, 20))

    asyncio.run(flowroute.close())

    assert NUMBER not in repr(flowroute)


def test_another_library(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, library: str
) -> None:
    """Under trio the first call is refused with the cure, and not one that has to wait."""
    told = "AsyncFlowroute needs asyncio, but trio runs this code"
    names = SimpleNamespace(
        current_async_library=lambda: "trio", AsyncLibraryNotFoundError=LookupError
    )
    monkeypatch.setitem(sys.modules, "sniffio", names)
    flowroute = AsyncFlowroute("key", "secret", base_url=server.url)
    outbox = Outbox(tmp_path / "outbox.db")
    text = {"to": "12065550100", "from_": NUMBER, "body": "Hello"}

    for call in (
        flowroute.routes.edge_strategies(),
        flowroute.messages.send(**text),
        outbox.asend(flowroute),
    ):
        with pytest.raises(RuntimeError, match=told):
            call.send(None)

    assert server.asked == []
