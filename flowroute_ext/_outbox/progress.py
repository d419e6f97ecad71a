"""How a run goes, told on the standard error: one line that changes on a terminal, else a few."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .values import OutboxProgress

# Seconds between two lines where they stay.
RARELY = 10.0
CLEAR = "\r\x1b[K"


@contextmanager
def watching(
    progress: bool | Callable[[OutboxProgress], None],
) -> Generator[Callable[[OutboxProgress], None], None, None]:
    """What is to be called with the progress: your own, the meter for True, or nothing."""
    if callable(progress):
        yield progress
        return
    if not progress:
        yield lambda _: None
        return
    meter = Meter(sys.stderr)
    try:
        yield meter
    finally:
        meter.close()


def line(progress: OutboxProgress) -> str:
    """*progress* in a line: ``512 of 1000 sent, 3 failed, 5.0/s, 1:38 left``."""
    counts = progress.counts
    parts = [f"{counts.sent} of {counts.total} sent"]
    parts += [
        f"{count} {state}"
        for state, count in (("failed", counts.failed), ("unknown", counts.unknown))
        if count
    ]
    if progress.done:
        parts.append(f"{progress.rate:.1f}/s")
    if progress.eta:
        minutes, seconds = divmod(round(progress.eta), 60)
        parts.append(f"{minutes}:{seconds:02} left")
    return ", ".join(parts)


class Meter:
    """Writes the progress to *stream*."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = stream.isatty()
        self._line = ""
        self._written_at = float("-inf")

    def __call__(self, progress: OutboxProgress) -> None:
        """Tell of *progress*."""
        self._line = line(progress)
        if self._terminal:
            self._write(f"{CLEAR}{self._line}")
        elif progress.seconds - self._written_at >= RARELY:
            self._written_at = progress.seconds
            self._write(f"{self._line}\n")
            self._line = ""

    def close(self) -> None:
        """End the line, so that what follows begins another."""
        if self._line:
            self._write("\n" if self._terminal else f"{self._line}\n")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
