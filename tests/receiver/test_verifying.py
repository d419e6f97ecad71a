"""Events are handled once Flowroute's record agrees, and removed where it differs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import httpx
import pytest
from outbox.clients import START, SandboxClock

from flowroute_ext import AsyncFlowroute, Flowroute
from flowroute_ext.errors import ConfigurationError
from flowroute_ext.types import ReceiverCounts
from flowroute_sandbox import FrozenClock, Sandbox, transport
from receiver.posts import OWN, PHONE, accept, message


class Account:
    """An account with a number, a client of *kind* for it, and what was received there."""

    def __init__(self, kind: str) -> None:
        self.sandbox = Sandbox(clock=FrozenClock(START))
        self.sandbox.seed_number(OWN)
        self.runner = asyncio.Runner()
        self.clock = SandboxClock(self.sandbox)
        self.http = (httpx.AsyncClient if kind == "async" else httpx.Client)(
            transport=transport(self.sandbox, httpx)
        )
        self.flowroute = (AsyncFlowroute if kind == "async" else Flowroute)(
            self.sandbox.access_key,
            self.sandbox.secret_key,
            http_client=self.http,
            clock=self.clock,
        )

    def receive(self, body: str) -> bytes:
        """Receive a text; return the body of its webhook."""
        number = self.sandbox.receive_message(from_=PHONE, to=OWN, body=body)
        return message(number.removeprefix("mdr2-"), body=body)


@pytest.fixture(params=["sync", "async"])
def account(request) -> Iterator[Account]:
    account = Account(request.param)
    with account.runner:
        yield account


@pytest.fixture
def verifying(account, make):
    return make(verify="look-up", flowroute=account.flowroute, clock=account.clock)


def changed(body: bytes, text: str) -> bytes:
    """The same webhook with another text."""
    document = json.loads(body)
    document["data"]["attributes"]["body"] = text
    return json.dumps(document).encode()


def work(receiver, account, minutes: float = 5) -> None:
    """Handle what is due in so many minutes, in one event loop."""

    async def handle() -> None:
        for _ in range(int(minutes * 12)):
            await receiver.arun_pending()
            account.clock.sleep(5)

    account.runner.run(handle())


def test_only_what_is_true_is_handled(account, verifying):
    """A forged webhook is acknowledged and removed; the true one with its id is handled, once."""
    seen: list[str | None] = []
    verifying.on_message(lambda message: seen.append(message.body))
    true = account.receive("On my way")
    accept(verifying, changed(true, "Send money"), message("invented"), true, true)
    accept(verifying, changed(true, "Send more"))
    work(verifying, account, 1)
    assert seen == ["On my way"]
    work(verifying, account)

    assert seen == ["On my way"]
    assert verifying.counts() == ReceiverCounts(waiting=0, being_handled=0, handled=1, set_aside=0)


def test_a_loop_gets_what_is_true(account, verifying):
    """The loop over events gets no forged ones, either."""
    true = account.receive("On my way")
    accept(verifying, changed(true, "Send money"), true)
    seen: list[str | None] = []

    async def read() -> None:
        for _ in range(3):
            seen.extend([event.body async for event in verifying.aevents(wait=False)])
            account.clock.sleep(5)

    account.runner.run(read())
    assert seen == ["On my way"]


def test_flowroute_is_down(account, verifying):
    """While the records cannot be looked up, events are kept, and then handled."""
    seen: list[str | None] = []
    verifying.on_message(lambda message: seen.append(message.body))
    accept(verifying, account.receive("On my way"))
    account.sandbox.fault("503-before", times=3)
    work(verifying, account, 1 / 12)
    assert (seen, verifying.counts().waiting) == ([], 1)

    work(verifying, account)

    assert seen == ["On my way"]


def test_a_worker_without_look_ups(account, verifying, make, caplog):
    """What waits to be looked up is not handled by a receiver that cannot, which says so."""
    accept(verifying, account.receive("On my way"))
    receiver = make(clock=account.clock)
    seen: list[str | None] = []
    for one in (receiver, verifying):
        one.on_message(lambda message: seen.append(message.body))

    receiver.run_pending()

    assert (seen, receiver.counts().waiting) == ([], 1)
    assert "this receiver needs verify='look-up'" in caplog.text
    account.clock.sleep(61)
    work(verifying, account, 1)
    assert seen == ["On my way"]


def test_credentials_are_needed(make, monkeypatch):
    """Look-ups need a client: without credentials for one no receiver is made."""
    for name in ("FR_ACCESS_KEY", "FR_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(ConfigurationError, match="FR_ACCESS_KEY"):
        make(verify="look-up")


@pytest.mark.parametrize("account", ["sync"], indirect=True)
def test_a_forged_stop(account, make):
    """With look-ups an opt-out counts once it is known to be true."""
    receiver = make(
        verify="look-up", flowroute=account.flowroute, clock=account.clock, opt_outs=True
    )
    receiver.on_message(lambda message: None)
    body = account.receive("Hello")
    accept(receiver, changed(body, "STOP"))
    work(receiver, account, 1 / 12)
    assert receiver.opt_outs.list() == ()

    accept(receiver, account.receive("STOP"))
    work(receiver, account, 1 / 12)
    assert receiver.opt_outs.contains(PHONE, OWN)


@pytest.mark.parametrize("account", ["sync"], indirect=True)
def test_processes_that_are_short(account, make, caplog):
    """What has no record is removed after two minutes, also by workers that each live for one."""
    options = {"verify": "look-up", "flowroute": account.flowroute, "clock": account.clock}
    accept(make(**options), message("invented"))
    for _ in range(3):
        receiver = make(**options)
        receiver.on_message(print)
        assert receiver.counts().waiting == 1
        receiver.run_pending()
        account.clock.sleep(60)

    assert receiver.counts().waiting == 0
    assert "is removed: Flowroute has no record of it" in caplog.text
