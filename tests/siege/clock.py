"""A clock that all processes of an episode share, and that may run fast or be stepped."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs

from flowroute_ext.types import Clock


@attrs.frozen
class TimeScale:
    """The time of an episode: from *origin* on it passes *speed* times as fast as in reality.

    `origin` is a moment of time.monotonic(), the same in all processes of this machine; `epoch`
    the wall time then. `steps` are pairs of real seconds since the origin and the seconds by
    which the wall clock is off from then on.
    """

    origin: float
    epoch: float
    speed: float = 1.0
    steps: Sequence[Sequence[float]] = ()

    @classmethod
    def starting_now(cls, speed: float) -> TimeScale:
        """The time of an episode that begins."""
        return cls(time.monotonic(), time.time(), speed)

    def stepped(self, *steps: tuple[float, float]) -> TimeScale:
        """The same time on a wall clock that is set: `(seconds since the origin, offset)`."""
        return attrs.evolve(self, steps=steps)

    def elapsed(self) -> float:
        """Seconds of this time since the origin."""
        return (time.monotonic() - self.origin) * self.speed

    def wall(self) -> datetime:
        """The present moment by the wall clock."""
        real = time.monotonic() - self.origin
        offset = next((off for since, off in reversed(self.steps) if real >= since), 0.0)
        seconds = self.epoch + self.elapsed() + offset
        return datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds)

    def as_json(self) -> dict[str, Any]:
        """What a child process makes the same time from."""
        return attrs.asdict(self)


class EpisodeClock(Clock):
    """The SDK's clock on the time of an episode."""

    def __init__(self, scale: TimeScale) -> None:
        self._scale = scale

    def monotonic(self) -> float:
        return self._scale.origin + self._scale.elapsed()

    def now(self) -> datetime:
        return self._scale.wall()

    def sleep(self, seconds: float) -> None:
        time.sleep(max(seconds, 0) / self._scale.speed)

    async def asleep(self, seconds: float) -> None:
        await asyncio.sleep(max(seconds, 0) / self._scale.speed)
