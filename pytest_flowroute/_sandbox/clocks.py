"""The time of the account of a test."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from math import ceil
from threading import Lock
from typing import TYPE_CHECKING, Any

from flowroute_ext.types import Clock
from flowroute_sandbox import FrozenClock
from pytest_flowroute._base.clocks import later_by, let_others_run, reached

if TYPE_CHECKING:
    from collections.abc import Callable


class AccountClock(FrozenClock):
    """A clock that moves when it is advanced, or freezegun or time-machine moves the time.

    While one of them sets the time, this is that time, plus what was advanced meanwhile. After it,
    this is the time before it, plus what has passed.
    """

    _at: datetime

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self._start = self._at
        self._shown: datetime | None = None
        self._jump = timedelta()
        self._lock = Lock()

    def passed(self) -> timedelta:
        """Return the time that has passed. It never decreases, whatever the date is set to."""
        self._base()
        return self._at - self._start + self.offset

    def _base(self) -> datetime:
        with self._lock:
            shown = _set_time()
            if shown is None:
                self._jump = timedelta()
            elif self._shown is None:
                self._jump = shown - self._at - self.offset
            elif shown >= self._shown:
                self._at += shown - self._shown
            else:
                self._jump += shown - self._shown
            self._shown = shown
            return self._at + self._jump


def _set_time() -> datetime | None:
    """Return the time that freezegun or time-machine has set; None is the real time."""
    freezegun: Any = sys.modules.get("freezegun.api")
    if freezegun is not None and freezegun.freeze_factories:
        shown: datetime = freezegun.freeze_factories[-1]()  # without a zone, in UTC
        return shown.replace(tzinfo=UTC)
    time_machine: Any = sys.modules.get("time_machine")
    if time_machine is not None and time_machine.escape_hatch.is_travelling():
        return datetime.now(UTC)
    return None


class SandboxClock(Clock):
    """The account's time: constant from the test's start until it is advanced.

    A client that waits advances it, too, and so does what sets the time of the test.
    """

    def __init__(self, clock: AccountClock, advanced: Callable[[], None]) -> None:
        self._clock = clock
        self._advanced = advanced
        self._ahead = later_by(0.0)
        self._lock = Lock()

    def now(self) -> datetime:
        """Return the account's present time, aware and in UTC."""
        return self._clock.now()

    def monotonic(self) -> float:
        """Return seconds that grow with the account's time."""
        return reached(self._ahead + self._clock.passed().total_seconds())

    def leap(self) -> None:
        """Move `monotonic` past its value from before the time was put back."""
        self._ahead += later_by(self.monotonic())

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
        await let_others_run()
        self.sleep(seconds)

    def _move(self, by: timedelta) -> None:
        with self._lock:
            self._clock.advance(by)
