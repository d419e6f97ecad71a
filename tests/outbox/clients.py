"""A sandbox without a socket, and clients of both kinds on it, in a time of their own."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import httpx

from flowroute_ext import AsyncFlowroute, Flowroute, Outbox
from flowroute_ext._base.clock import Clock
from flowroute_ext.types import OutboxRefreshed, OutboxReport
from flowroute_sandbox import FrozenClock, Sandbox, transport
from outbox.texts import OWN

START = datetime(2026, 5, 1, 12, tzinfo=UTC)


class SandboxClock(Clock):
    """The sandbox's clock, which sleeping advances."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def monotonic(self) -> float:
        return (self.now() - START).total_seconds()

    def now(self) -> datetime:
        return self.sandbox.clock.now()

    def sleep(self, seconds: float) -> None:
        self.sandbox.advance(seconds)

    async def asleep(self, seconds: float) -> None:
        await asyncio.sleep(0)
        self.sandbox.advance(seconds)


class SandboxClients:
    """A sandbox with a number, and a client of *kind* ``"sync"`` or ``"async"``."""

    def __init__(self, kind: str, **settings: object) -> None:
        self.kind = kind
        self.sandbox = Sandbox(clock=FrozenClock(START), **settings)
        self.sandbox.seed_number(OWN)
        self.on_request: Callable[[dict[str, str]], None] = lambda _: None
        self.count = 0
        self.lock = threading.Lock()
        self.acts: dict[int, Callable[[], None]] = {}
        self.look_count = 0
        self.looks: dict[int, Callable[[], None]] = {}
        self.change: Callable[[httpx.Response], httpx.Response] = lambda response: response
        self.clock = SandboxClock(self.sandbox)
        self.settings = {
            "access_key": self.sandbox.access_key,
            "secret_key": self.sandbox.secret_key,
            "clock": self.clock,
            "rate_limit": None,
        }

    def at_request(self, number: int, act: Callable[[], None]) -> None:
        """Do something at that request to send, before the response to it."""
        self.acts[number] = act

    def post(self, text: dict[str, object]) -> None:
        """Send a message from elsewhere, with no outbox."""
        with httpx.Client(transport=transport(self.sandbox, httpx)) as http:
            parts = {f"{name}_" if name == "from" else name: text[name] for name in text}
            Flowroute(http_client=http, **self.settings).messages.send(**parts)

    def send(self, outbox: Outbox, *, progress=False, **settings: object) -> OutboxReport:
        """The report of a run, by a client of this kind."""
        if self.kind == "async":
            return asyncio.run(self.asend(outbox, progress=progress, **settings))
        with httpx.Client(transport=httpx.MockTransport(self.answer)) as http:
            flowroute = Flowroute(http_client=http, **self.settings | settings)
            return outbox.send(flowroute, progress=progress)

    async def asend(self, outbox: Outbox, *, progress=False, **settings: object) -> OutboxReport:
        """The report of a run by tasks."""
        async with httpx.AsyncClient(transport=httpx.MockTransport(self.answer)) as http:
            flowroute = AsyncFlowroute(http_client=http, **self.settings | settings)
            return await outbox.asend(flowroute, progress=progress)

    def refresh(self, outbox: Outbox, **settings: float) -> OutboxRefreshed:
        """What a client of this kind finds out."""
        if self.kind == "async":
            return asyncio.run(self._arefresh(outbox, **settings))
        with httpx.Client(transport=httpx.MockTransport(self.answer)) as http:
            return outbox.refresh(Flowroute(http_client=http, **self.settings), **settings)

    async def _arefresh(self, outbox: Outbox, **settings: float) -> OutboxRefreshed:
        async with httpx.AsyncClient(transport=httpx.MockTransport(self.answer)) as http:
            client = AsyncFlowroute(http_client=http, **self.settings)
            return await outbox.arefresh(client, **settings)

    def at_look(self, number: int, act: Callable[[], None]) -> None:
        """Do something at that request which sends nothing."""
        self.looks[number] = act

    def answer(self, request: httpx.Request) -> httpx.Response:
        """The response of the sandbox, as it was set to be changed."""
        if request.method == "POST":
            with self.lock:
                self.count += 1
                # Other requests wait, so that the act takes effect between two of them.
                self.acts.pop(self.count, lambda: None)()
            self.on_request(json.loads(request.content))
        else:
            self.look_count += 1
            self.looks.pop(self.look_count, lambda: None)()
        response: httpx.Response = transport(self.sandbox, httpx).handler(request)
        return self.change(response)

    @property
    def bodies(self) -> list[str]:
        """The texts that the sandbox accepted, in their order."""
        return [message.body for message in self.sandbox.account.messages]

    @property
    def ids(self) -> list[str]:
        """The ids of the accepted texts, in the order of their rows (at most ten)."""
        # Rows that are sent at the same time need not arrive in their order.
        messages = sorted(self.sandbox.account.messages, key=lambda message: message.body)
        return [message.id for message in messages]

    @property
    def posts(self) -> int:
        """How many requests came to send a message."""
        return self.sandbox.requests["send_a_message"]
