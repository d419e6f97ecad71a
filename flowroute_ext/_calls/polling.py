"""Polling: the pauses between two looks at something that changes by itself. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .options import checked_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator


@attrs.frozen
class Pauses:
    """Pauses in seconds: the first one, then `growth` times as long each, up to the longest."""

    first: float
    longest: float
    growth: float = 1.5

    def __iter__(self) -> Iterator[float]:
        """Yield the pauses, without an end."""
        pause = min(self.first, self.longest)
        while True:
            yield pause
            pause = min(pause * self.growth, self.longest)


def pauses(interval: float | None, *, first: float, longest: float) -> Pauses:
    """Return the pauses: all of *interval* seconds if it is given, which is checked."""
    if interval is None:
        return Pauses(first, longest)
    checked_seconds(interval, "interval")
    return Pauses(interval, interval)
