"""The clock: time and sleep in one place, so that tests can make an hour pass at once."""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

# On Linux this clock also runs while the machine is suspended, and so do deadlines.
_monotonic: Callable[[], float] = (
    partial(time.clock_gettime, time.CLOCK_BOOTTIME)
    if hasattr(time, "CLOCK_BOOTTIME")
    else time.monotonic
)


class Instant(NamedTuple):
    """A moment by both clocks: the wall clock may be set at any time, the other one never is."""

    wall: datetime
    monotonic: float


class Clock:
    """The real time. A subclass for tests overrides all four methods.

    A test can override it for all clients (`flowroute_ext.testing.clock_override`), as
    pytest_flowroute does where it answers for Flowroute: then no wait takes any time.
    """

    def monotonic(self) -> float:
        """Return seconds since some moment, the same in all processes; they never decrease."""
        other = self._other()
        return _monotonic() if other is None else other.monotonic()

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        other = self._other()
        return datetime.now(UTC) if other is None else other.now()

    def instant(self) -> Instant:
        """Return the present moment by both clocks."""
        if _overrides or type(self) is not Clock:
            return Instant(self.now(), self.monotonic())
        return Instant(datetime.now(UTC), _monotonic())

    def sleep(self, seconds: float) -> None:
        """Sleep in this thread."""
        other = self._other()
        (time if other is None else other).sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        """Sleep in this task."""
        import asyncio  # loaded by then, and never needed by the sync client

        other = self._other()
        await (asyncio.sleep(seconds) if other is None else other.asleep(seconds))

    def _other(self) -> Clock | None:
        """Return the clock that replaces this one, if any; a subclass is never replaced."""
        return _overrides[-1]() if _overrides and type(self) is Clock else None


def timeline(clock: Clock, *, overridden: bool = True) -> object:
    """Return what identifies the time that *clock* shows: the same for all that show real time.

    With *overridden* False, as if no clock was overridden.
    """
    if type(clock) is not Clock:
        return clock
    other = _overrides[-1]() if overridden and _overrides else None
    return Clock if other is None else other


_overrides: list[Callable[[], Clock | None]] = []


@contextmanager
def clock_override(find: Callable[[], Clock | None]) -> Generator[None, None, None]:
    """Let every plain `Clock` use the clock that *find* returns, inside of the ``with`` block.

    *find* is called each time a clock is read or sleeps, in the thread and task that does so;
    None is the real time. A clock of a subclass is left alone. Overrides nest: the one that was
    entered last counts.
    """
    _overrides.append(find)
    try:
        yield
    finally:
        _overrides.remove(find)
