"""An async client is used in one event loop, as its connections belong to one."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from flowroute_ext.errors import NotFound
from receiver.posts import accept, message


class Messages:
    """Notes the event loops that it is used in."""

    def __init__(self) -> None:
        self.loops: list[asyncio.AbstractEventLoop] = []

    async def get(self, message: str, **options: object) -> None:
        self.loops.append(asyncio.get_running_loop())
        raise NotFound("", status=404, operation="look_up", method="GET", path="/")


def test_loops_over_events(make, clock):
    """Sync loops over events look up in the same event loop."""
    messages = Messages()
    receiver = make(verify="look-up", flowroute=SimpleNamespace(messages=messages))
    for name in "abc":
        accept(receiver, message(name))
        assert list(receiver.events(wait=False)) == []
        clock.sleep(1)

    assert len(messages.loops) >= 3
    assert len(set(messages.loops)) == 1
    assert not messages.loops[0].is_closed()


def test_run_pending_again(make):
    """Async handlers get the client that was given in the same event loop each time."""
    messages = Messages()
    receiver = make(flowroute=SimpleNamespace(messages=messages))

    @receiver.on_message
    async def answer(message, flowroute):
        with pytest.raises(NotFound):
            await flowroute.messages.get(message.id)

    for name in "abc":
        accept(receiver, message(name))
        assert receiver.run_pending() == 1

    assert len(messages.loops) == 3
    assert len(set(messages.loops)) == 1


def test_run_pending_within(receiver):
    """A sync handler may call run_pending, which does not wait for itself."""
    seen: list[str] = []

    @receiver.on_message
    def answer(message):
        seen.append(message.id)
        receiver.run_pending()

    accept(receiver, message("a"), message("b", from_="13125550199"))
    receiver.run_pending()
    assert sorted(seen) == ["mdr2-a", "mdr2-b"]


def test_run_pending_in_an_event_loop(receiver):
    """In an event loop it is an error, as it would block the loop."""

    async def call() -> None:
        receiver.run_pending()

    receiver.run_pending()
    with (
        pytest.warns(RuntimeWarning, match="never awaited"),
        pytest.raises(RuntimeError, match="cannot be called from a running event loop"),
    ):
        asyncio.run(call())
