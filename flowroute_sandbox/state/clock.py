"""The sandbox's time: a clock that can be frozen and moved forward."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus an offset that only `advance` changes."""

    def __init__(self) -> None:
        self.offset = timedelta()

    def now(self) -> datetime:
        """Return the sandbox's present moment, aware and in UTC."""
        return self._base() + self.offset

    def advance(self, by: timedelta) -> None:
        """Move the present forward; raise `ValueError` for a step back.

        Time never runs backwards, so what was sent later is always listed as newer.
        """
        if by < timedelta():
            raise ValueError(f"cannot advance the clock by {by}: the step must not be negative")
        self.offset += by

    def _base(self) -> datetime:
        return datetime.now(UTC)


class FrozenClock(Clock):
    """A clock that only `advance` moves."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError(f"{at.isoformat()} has no time zone: give an aware datetime")
        super().__init__()
        self._at = at.astimezone(UTC)

    def _base(self) -> datetime:
        return self._at
