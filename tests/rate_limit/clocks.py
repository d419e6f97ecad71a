"""A clock on which waiting takes no time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from flowroute_ext._base.clock import Clock

START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class FakeClock(Clock):
    """Time that passes only by sleeping, and the durations of it."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return 1000.0 + self.passed

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed)

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 6))
        self.passed += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)
        await asyncio.sleep(0)
