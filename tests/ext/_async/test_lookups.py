"""Failures and concurrent events while an unknown outcome is looked up."""

from __future__ import annotations

import importlib
from datetime import datetime, timedelta
from typing import Any

import pytest
from ext.clocks import START, SandboxClock
from ext.unsafe_calls import UNSAFE_CALLS

from flowroute_ext import AsyncFlowroute, ConnectionFailed, OutcomeUnknown
from flowroute_ext._calls.paging import Page
from flowroute_sandbox import Sandbox, transport

LOOKS = (
    "look_up_a_set_of_messages",
    "list_phone_number_details",
    "list_inbound_routes",
    "list_e911s",
    "list_cnams",
    "list_port_orders",
    "list_cdr_exports",
)


class SetClock(SandboxClock):
    """The time of a sandbox, on a clock that can be set."""

    ahead = timedelta()

    def monotonic(self) -> float:
        return super().now().timestamp()

    def now(self) -> datetime:
        return super().now() + self.ahead


@pytest.mark.anyio
async def test_a_failed_lookup(trial: AsyncFlowroute, sandbox: Sandbox) -> None:
    """If it cannot be looked up, the outcome is still unknown, and no other error is raised."""
    sandbox.fault("drop-after", operation="send_a_message")
    sandbox.fault("refuse", operation="look_up_a_set_of_messages", times=9)

    with pytest.raises(OutcomeUnknown) as caught:
        await UNSAFE_CALLS["send_a_message"](trial, resolve=True)

    assert type(caught.value.__cause__) is ConnectionFailed
    sandbox.clear_faults()
    assert (await caught.value.aresolve()).verdict == "accepted"


@pytest.mark.anyio
@pytest.mark.parametrize("operation", UNSAFE_CALLS)
async def test_a_slow_lookup(trial: AsyncFlowroute, sandbox: Sandbox, operation: str) -> None:
    """The deadline of a call applies to each look as well."""
    sandbox.fault("drop-after", operation=operation)
    for look in LOOKS:
        sandbox.fault("slow", operation=look, times=99, seconds=29)

    with pytest.raises(OutcomeUnknown):
        await UNSAFE_CALLS[operation](trial, resolve=True, deadline=5)

    assert sandbox.clock.now() <= START + timedelta(seconds=5)


@pytest.mark.anyio
async def test_an_equal_text_during_a_lookup(
    trial: AsyncFlowroute, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message that is sent during a look-up is not taken for the one that is looked up."""
    sandbox.fault("drop-before", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        await UNSAFE_CALLS["send_a_message"](trial)
    call = trial._loaded().transport.call

    async def slowly(*arguments: Any) -> Any:
        if not sandbox.account.messages:
            await UNSAFE_CALLS["send_a_message"](trial)
        return await call(*arguments)

    monkeypatch.setattr(trial._loaded().transport, "call", slowly)

    assert (await caught.value.aresolve()).verdict == "not accepted"


@pytest.mark.anyio
async def test_an_empty_page_of_records(
    trial: AsyncFlowroute, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If Flowroute announces more records and sends none, nothing is certain."""
    sandbox.fault("drop-after", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        await UNSAFE_CALLS["send_a_message"](trial)

    async def nothing(*_: Any) -> Page[Any]:
        return Page(items=(), more=True, mark=None)

    monkeypatch.setattr(trial._loaded().transport, "call", nothing)

    assert (await caught.value.aresolve()).verdict == "still unknown"


@pytest.mark.anyio
async def test_a_clock_that_is_set(sandbox: Sandbox, library: str) -> None:
    """The half minute is measured as time passes, and not by a clock that is set meanwhile."""
    clock = SetClock(sandbox)
    module = importlib.import_module(library)
    sandbox.fault("drop-before", operation="send_a_message")
    async with module.AsyncClient(transport=transport(sandbox, module)) as http:
        trial = AsyncFlowroute(
            sandbox.access_key, sandbox.secret_key, http_client=http, clock=clock
        )
        with pytest.raises(OutcomeUnknown) as caught:
            await UNSAFE_CALLS["send_a_message"](trial)
        clock.ahead = timedelta(seconds=60)

        assert (await caught.value.aresolve()).verdict == "not accepted"

    assert sandbox.clock.now() == START + timedelta(seconds=30)
