"""The clock of Flowroute, as far as its responses show it, beside the clocks of this machine."""

from __future__ import annotations

from collections import deque
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._base.clock import timeline
from .skew import combined, date_of, measured
from .windows import AttemptTimes, Here, on_server

if TYPE_CHECKING:
    from datetime import datetime

    from .._base.clock import Clock, Instant
    from .skew import Offset

# How many of the latest responses count.
OBSERVED = 8


@cache
def machine() -> str | None:
    """Return what identifies this machine since it started: its monotonic clock counts from then.

    None where that is unknown.
    """
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8").strip() or None
    except (OSError, ValueError):
        return None


class ServerClock:
    """Measures Flowroute's clock by the responses of one client. Safe in threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        # Read when needed, which is rarely.
        self._observed: deque[tuple[Any, float, float]] = deque(maxlen=OBSERVED)
        self._first = clock.instant()

    def observe(self, headers: Any, sent_at: float, received_at: float) -> None:
        """Note the *headers* of a response, and when its request was sent and it was received.

        Those are moments of the clock's `monotonic()`.
        """
        self._observed.append((headers, sent_at, received_at))

    def offset(self) -> Offset | None:
        """Return how far Flowroute's clock is from the monotonic one; None if not measured."""
        if timeline(self._clock) is not timeline(self._clock, overridden=False):
            # Something else answers for Flowroute, at a time that is not the present one.
            return None
        # A copy, as other threads note theirs meanwhile.
        dates = [(date_of(headers), sent, got) for headers, sent, got in tuple(self._observed)]
        return combined(
            [measured(date, sent, got) for date, sent, got in dates if date is not None]
        )

    def here(self) -> Here:
        """Return the present moment by all clocks."""
        present = self._clock.instant()
        stepped = (present.wall - self._first.wall).total_seconds() - (
            present.monotonic - self._first.monotonic
        )
        return Here(
            present.wall,
            present.monotonic,
            machine(),
            timeline(self._clock),
            self.offset(),
            stepped,
        )

    def times(self, started: Instant, ended: datetime) -> AttemptTimes:
        """Return the times of an attempt that has just ended, for this client and for others."""
        here = self.here()
        times = AttemptTimes(
            started.wall, ended, started.monotonic, here.monotonic, here.machine, home=here.home
        )
        return on_server(times, here)
