"""The progress of a run as text: one line that changes on a terminal, elsewhere a few lines."""

from __future__ import annotations

import os
import sys
from collections import deque
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from .._base.durations import duration

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .values import OutboxProgress

# Seconds between two lines where they stay.
LINE_INTERVAL = 10.0
# Seconds over which the rate is measured; rows are sent in bursts of one second.
RATE_PERIOD = 10.0
CLEAR = "\r\x1b[K"


@contextmanager
def reporting(
    progress: bool | Callable[[OutboxProgress], None],
) -> Generator[Callable[[OutboxProgress], None], None, None]:
    """The function to call with the progress of a run: *progress* itself, or one that writes.

    For True it writes to the standard error, for False it does nothing.
    """
    if callable(progress):
        yield progress
        return
    if not progress:
        yield lambda _: None
        return
    if sys.stderr is None:  # as under pythonw, and after `2>&-`
        yield lambda _: None
        return
    writer = ProgressLine(sys.stderr)
    try:
        yield writer
    finally:
        writer.close()


def parts(progress: OutboxProgress, rate: float) -> dict[str, str]:
    """The parts of the line that shows *progress*, in order, at a *rate* of rows a second.

    The keys are ``"sent"``, ``"failed"``, ``"unknown"``, ``"rate"`` and ``"left"``; what is zero
    or not known is left out.
    """
    counts = progress.counts
    texts = {"sent": f"{counts.sent:,} of {counts.total:,} sent"}
    if counts.failed:
        texts["failed"] = f"{counts.failed:,} failed"
    if counts.unknown:
        texts["unknown"] = f"{counts.unknown:,} unknown"
    if rate:
        texts["rate"] = f"{rate:.1f}/s"
        if left := counts.queued + counts.sending:
            texts["left"] = f"{duration(left / rate)} left"
    return texts


class RecentRate:
    """How many rows were done a second lately; a wait that is over does not count."""

    def __init__(self) -> None:
        self._reports = deque([(0.0, 0)])

    def after(self, progress: OutboxProgress) -> float:
        """The rate, now that *progress* was reported."""
        self._reports.append((progress.seconds, progress.done))
        while len(self._reports) > 2 and self._reports[1][0] <= progress.seconds - RATE_PERIOD:
            self._reports.popleft()
        since, before = self._reports[0]
        passed = progress.seconds - since
        return (progress.done - before) / passed if passed > 0 else 0.0


class ProgressLine:
    """Writes the progress to *stream*; where that fails, a run goes on without it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._rate = RecentRate()
        self._line = ""
        self._written_at = float("-inf")

    def __call__(self, progress: OutboxProgress) -> None:
        """Write *progress*, unless a line that stays was written a short time ago."""
        self._line = ", ".join(parts(progress, self._rate.after(progress)).values())
        if self._terminal:
            self._write(f"{CLEAR}{self._line}")
        elif progress.seconds - self._written_at >= LINE_INTERVAL:
            self._written_at = progress.seconds
            self._write(f"{self._line}\n")
            self._line = ""

    def close(self) -> None:
        """End the line, so that other output begins on the next one."""
        if self._line:
            self._write("\n" if self._terminal else f"{self._line}\n")

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._stream.write(text)
            self._stream.flush()
