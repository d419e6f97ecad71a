"""Clocks for tests: clients that use them never wait."""

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

    from flowroute_sandbox import FrozenClock

DAY = 24 * 60 * 60

_days = count(1)


def next_offset() -> float:
    """Return how far a new clock is to be ahead of the earlier ones, in seconds.

    So much later, no rate limit counts messages that were sent by their time.
    """
    return float(DAY * next(_days))


class SkippingClock(Clock):
    """The real time plus all waits: each wait is over at once."""

    def __init__(self) -> None:
        self._waited = 0.0
        self._ahead = next_offset()
        self._lock = Lock()

    def monotonic(self) -> float:
        """Return seconds, which do not run backwards."""
        return super().monotonic() + self._ahead + self._waited

    def now(self) -> datetime:
        """Return the present time, aware and in UTC."""
        return super().now() + timedelta(seconds=self._waited)

    def sleep(self, seconds: float) -> None:
        """Add the wait to the time."""
        with self._lock:
            self._waited += seconds

    async def asleep(self, seconds: float) -> None:
        """Add the wait to the time, after the other tasks could run."""
        await asyncio.sleep(0)
        self.sleep(seconds)


class SandboxClock(Clock):
    """The account's time: constant from the test's start until it is advanced.

    A client that waits advances it, too.
    """

    def __init__(self, clock: FrozenClock, advanced: Callable[[], None]) -> None:
        self._clock = clock
        self._advanced = advanced
        self._start = clock.now()
        self._ahead = next_offset()
        self._lock = Lock()

    def now(self) -> datetime:
        """Return the account's present time, aware and in UTC."""
        return self._clock.now()

    def monotonic(self) -> float:
        """Return seconds, which pass as the account's time does."""
        return self._ahead + (self.now() - self._start).total_seconds()

    def advance(self, by: timedelta | float) -> None:
        """Advance by a duration or by seconds, and send the receipts that are due."""
        __tracebackhide__ = True
        self._move(by if isinstance(by, timedelta) else timedelta(seconds=by))
        self._advanced()

    def sleep(self, seconds: float) -> None:
        """Advance by seconds.

        No receipt is sent: the waiting code may hold a lock that the application needs for it.
        """
        # Never by zero: a caller that waits for a certain time asks again.
        self._move(timedelta(microseconds=ceil(seconds * 1_000_000)))

    async def asleep(self, seconds: float) -> None:
        """Advance by seconds, after the other tasks could run."""
        await asyncio.sleep(0)
        self.sleep(seconds)

    def _move(self, by: timedelta) -> None:
        with self._lock:
            self._clock.advance(by)
