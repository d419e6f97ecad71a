"""The time in a test: the clients under test go by one of these, and none of them waits."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from itertools import count
from math import ceil
from threading import Lock
from typing import TYPE_CHECKING

from flowroute_ext.types import Clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowroute_sandbox.state.clock import FrozenClock

DAY = 24 * 60 * 60

_days = count(1)


def another_day() -> float:
    """Return how far a clock is to be ahead of those before it, in seconds.

    So much later, no limit on sending counts what was sent by them.
    """
    return float(DAY * next(_days))


class SkippingClock(Clock):
    """The real time and all that was waited for: each wait is over at once."""

    def __init__(self) -> None:
        self._waited = 0.0
        self._ahead = another_day()
        self._lock = Lock()

    def monotonic(self) -> float:
        """Return seconds, which do not run backwards."""
        return super().monotonic() + self._ahead + self._waited

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        return super().now() + timedelta(seconds=self._waited)

    def sleep(self, seconds: float) -> None:
        """Let it be so much later."""
        with self._lock:
            self._waited += seconds

    async def asleep(self, seconds: float) -> None:
        """Let it be so much later, once the other tasks had a turn."""
        await asyncio.sleep(0)
        self.sleep(seconds)


class SandboxClock(Clock):
    """The account's time. It stands still, from the test's start, until it is advanced.

    A client that waits moves it on, too.
    """

    def __init__(self, clock: FrozenClock, advanced: Callable[[], None]) -> None:
        self._clock = clock
        self._advanced = advanced
        self._start = clock.now()
        self._ahead = another_day()
        self._lock = Lock()

    def now(self) -> datetime:
        """Return the account's present moment, aware and in UTC."""
        return self._clock.now()

    def monotonic(self) -> float:
        """Return seconds, which pass as the account's time does."""
        return self._ahead + (self.now() - self._start).total_seconds()

    def advance(self, by: timedelta | float) -> None:
        """Move on by a duration or by seconds; the receipts that fell due are sent."""
        __tracebackhide__ = True
        self._move(by if isinstance(by, timedelta) else timedelta(seconds=by))
        self._advanced()

    def sleep(self, seconds: float) -> None:
        """Move on by seconds.

        No receipt is sent: whoever waits may hold what the application needs to take it.
        """
        # Never by nothing: who waits for a moment asks again whether it has come.
        self._move(timedelta(microseconds=ceil(seconds * 1_000_000)))

    async def asleep(self, seconds: float) -> None:
        """Move on by seconds, once the other tasks had a turn."""
        await asyncio.sleep(0)
        self.sleep(seconds)

    def _move(self, by: timedelta) -> None:
        with self._lock:
            self._clock.advance(by)
