"""Clocks that tests move: sleeping takes no time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flowroute_ext.types import Clock
from flowroute_sandbox import Sandbox

START = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


class FastClock(Clock):
    """A clock that moves when it sleeps; `waits` has the seconds of each sleep."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.passed = 0.0

    def monotonic(self) -> float:
        return self.passed

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.passed += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)


class SandboxClock(FastClock):
    """The time of a sandbox, which moves when the clock sleeps."""

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__()
        self._sandbox = sandbox

    def monotonic(self) -> float:
        return self.now().timestamp()

    def now(self) -> datetime:
        return self._sandbox.clock.now()

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._sandbox.advance(seconds)
