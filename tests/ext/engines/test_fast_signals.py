"""The engine "fast" and handlers of signals that raise as it sets the running loop of a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from ext.server import Server

from flowroute_ext import AsyncFlowroute, Flowroute
from flowroute_ext._http.fast.waiting import Waiting
from flowroute_ext._http.fast.wakeups import Wakeups

TO, FROM, TEXT = "13125550199", "12065550100", "Your code is 8342"


def interrupted_for(kind: type[object]) -> Callable[[Any], None]:
    """Return what sets the running loop of a thread, and is then interrupted for one of *kind*."""
    begin = asyncio._set_running_loop

    def begin_and_raise(loop: Any) -> None:
        begin(loop)
        if isinstance(loop, kind):
            raise KeyboardInterrupt

    return begin_and_raise


def test_a_signal_as_a_call_begins(fast: Flowroute, monkeypatch: pytest.MonkeyPatch) -> None:
    """No loop is left that seems to be running: the thread may run one, and call again."""
    with monkeypatch.context() as patched:
        patched.setattr(asyncio, "_set_running_loop", interrupted_for(Waiting))
        with pytest.raises(KeyboardInterrupt):
            fast.messages.send(to=TO, from_=FROM, body=TEXT)

    assert asyncio.run(asyncio.sleep(0, "done")) == "done"
    assert fast.messages.send(to=TO, from_=FROM, body=TEXT).id


def test_a_signal_as_a_task_goes_on(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop that is running is the task's own afterwards."""

    async def interrupted() -> bool:
        loop = asyncio.get_running_loop()
        async with AsyncFlowroute("key", "secret", base_url=server.url, engine="fast") as flowroute:
            with monkeypatch.context() as patched:
                patched.setattr(asyncio, "_set_running_loop", interrupted_for(Wakeups))
                with pytest.raises(KeyboardInterrupt):
                    await flowroute.messages.send(to=TO, from_=FROM, body=TEXT)
            return asyncio.get_running_loop() is loop

    assert asyncio.run(interrupted())
