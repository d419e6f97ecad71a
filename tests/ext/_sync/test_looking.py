# Written by scripts/unasync.py from tests/ext/_async/test_looking.py. Do not edit.
"""What can go wrong, or happen, while somebody looks for what became of a call."""

from __future__ import annotations

import importlib
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from ext.acts import ACTS
from ext.clocks import START, SandboxClock

from flowroute_ext import ConnectionFailed, Flowroute, OutcomeUnknown
from flowroute_ext._calls.paging import Page
from flowroute_sandbox import Sandbox, transport

LOOKS = (
    "look_up_a_set_of_messages",
    "list_phone_number_details",
    "list_inbound_routes",
    "list_e911s",
    "list_cnams",
)


class SetClock(SandboxClock):
    """The time of a sandbox, by a clock that somebody sets."""

    ahead = timedelta()

    def monotonic(self) -> float:
        return super().now().timestamp()

    def now(self) -> datetime:
        return super().now() + self.ahead


def test_nobody_can_be_asked(trial: Flowroute, sandbox: Sandbox) -> None:
    """Where it cannot be looked up, the call is as unknown as before: nothing else is said."""
    sandbox.fault("drop-after", operation="send_a_message")
    sandbox.fault("refuse", operation="look_up_a_set_of_messages", times=9)

    with pytest.raises(OutcomeUnknown) as caught:
        ACTS["send_a_message"](trial, resolve=True)

    assert type(caught.value.__cause__) is ConnectionFailed
    sandbox.clear_faults()
    assert (caught.value.resolve()).verdict == "accepted"


@pytest.mark.parametrize("operation", ACTS)
def test_the_looking_takes_too_long(trial: Flowroute, sandbox: Sandbox, operation: str) -> None:
    """The deadline of a call bounds each look as well."""
    sandbox.fault("drop-after", operation=operation)
    for look in LOOKS:
        sandbox.fault("slow", operation=look, times=99, seconds=29)

    with pytest.raises(OutcomeUnknown):
        ACTS[operation](trial, resolve=True, deadline=5)

    assert sandbox.clock.now() <= START + timedelta(seconds=5)


def test_an_equal_text_in_the_meantime(
    trial: Flowroute, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message that is sent while another is looked for is not taken for that one."""
    sandbox.fault("drop-before", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        ACTS["send_a_message"](trial)
    ask = trial._door.ask

    def slowly(*arguments: Any) -> Any:
        if not sandbox.account.messages:
            ACTS["send_a_message"](trial)
        return ask(*arguments)

    monkeypatch.setattr(trial._door.resolver, "_door", SimpleNamespace(ask=slowly))

    assert (caught.value.resolve()).verdict == "not accepted"


def test_a_page_without_anything(
    trial: Flowroute, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Flowroute says that there is more, and shows nothing, nothing is certain."""
    sandbox.fault("drop-after", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        ACTS["send_a_message"](trial)

    def nothing(*_: Any) -> Page[Any]:
        return Page(items=(), more=True, mark=None)

    monkeypatch.setattr(trial._door.resolver, "_door", SimpleNamespace(ask=nothing))

    assert (caught.value.resolve()).verdict == "still unknown"


def test_a_clock_that_is_set(sandbox: Sandbox, library: str) -> None:
    """Half a minute is what passes, and not what a clock shows that is put right meanwhile."""
    clock = SetClock(sandbox)
    module = importlib.import_module(library)
    sandbox.fault("drop-before", operation="send_a_message")
    with module.Client(transport=transport(sandbox, module)) as http:
        trial = Flowroute(sandbox.access_key, sandbox.secret_key, http_client=http, clock=clock)
        with pytest.raises(OutcomeUnknown) as caught:
            ACTS["send_a_message"](trial)
        clock.ahead = timedelta(seconds=60)

        assert (caught.value.resolve()).verdict == "not accepted"

    assert sandbox.clock.now() == START + timedelta(seconds=30)
