"""A sandbox without a socket, and clients of both kinds on it, in a time of their own."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import httpx

from flowroute_ext import AsyncFlowroute, Flowroute, Outbox, Report
from flowroute_ext._clock import Clock
from flowroute_sandbox import FrozenClock, Sandbox
from outbox.texts import OWN

START = datetime(2026, 5, 1, 12, tzinfo=UTC)


class SandboxClock(Clock):
    """The sandbox's time; to wait is to turn it."""

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


class Stage:
    """A sandbox with a number, and a client that is sync or async as `face` says."""

    def __init__(self, face: str, **settings: object) -> None:
        self.face = face
        self.sandbox = Sandbox(clock=FrozenClock(START), **settings)
        self.sandbox.seed_number(OWN)
        self.settings = {
            "access_key": self.sandbox.access_key,
            "secret_key": self.sandbox.secret_key,
            "clock": SandboxClock(self.sandbox),
        }

    def send(self, outbox: Outbox, *, progress=False, **settings: object) -> Report:
        """The report of a run, by the client of this stage."""
        settings = self.settings | settings
        transport = self.sandbox.transport(httpx)
        if self.face == "sync":
            with httpx.Client(transport=transport) as http:
                return outbox.send(Flowroute(http_client=http, **settings), progress=progress)

        async def asend() -> Report:
            async with httpx.AsyncClient(transport=transport) as http:
                flowroute = AsyncFlowroute(http_client=http, **settings)
                return await outbox.asend(flowroute, progress=progress)

        return asyncio.run(asend())

    @property
    def bodies(self) -> list[str]:
        """The texts that the sandbox accepted, in their order."""
        return [message.body for message in self.sandbox.account.messages]

    @property
    def posts(self) -> int:
        """How many requests came to send a message."""
        return self.sandbox.requests["send_a_message"]
