"""How a run of an outbox goes: a bar on a terminal, plain lines anywhere else."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Live

from flowroute_ext._outbox import progress as meter
from flowroute_ext.cli.formatting import duration

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from flowroute_ext._outbox.values import OutboxProgress

# Seconds. The rate comes in bursts of one second.
LATELY = 10.0
STOPPING = "Stopping, once what is under way has come to its end."
COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(bar_width=None),
    TextColumn("{task.fields[told]}"),
)


class Watch:
    """Who is called with the progress of a run, and told when the run is to stop."""

    def __init__(
        self, draw: Callable[[OutboxProgress], None], stopping: Callable[[], object]
    ) -> None:
        self.draw = draw
        self.stopping = stopping


@contextmanager
def watching() -> Generator[Watch, None, None]:
    """Show on stderr how a run goes, until the block ends."""
    console = Console(stderr=True)
    if not console.is_interactive:
        with meter.watching(progress=True) as show:
            yield Watch(show, lambda: click.echo(STOPPING, err=True))
        return
    with Live(*COLUMNS, console=console, expand=True) as live:
        bar = Bar(live)
        yield Watch(bar.draw, bar.stop)


class Bar:
    """The bar on a terminal."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._task = live.add_task("Sending", total=None, told="")
        self._pace = Pace()
        self._stopping = False
        self._lock = RLock()  # to be taken again by a signal that comes while it is held

    def draw(self, progress: OutboxProgress) -> None:
        """Show *progress*."""
        counts = progress.counts
        # What is left to do then is to find out what became of those whose answers were lost.
        waits = counts.unknown and not (counts.queued or counts.sending)
        with self._lock:
            doing = "Stopping" if self._stopping else "Looking up" if waits else "Sending"
            self._live.update(
                self._task,
                description=doing,
                total=counts.total,
                completed=counts.sent + counts.failed,
                told=_told(progress, self._pace.of(progress)),
            )

    def stop(self) -> None:
        """Show that the run is to stop."""
        with self._lock:
            self._stopping = True
            self._live.update(self._task, description="Stopping")


class Pace:
    """How many rows were done a second lately; a wait that is over does not count."""

    def __init__(self) -> None:
        self._seen = deque([(0.0, 0)])

    def of(self, progress: OutboxProgress) -> float:
        """Return the rate now that there is this *progress*."""
        self._seen.append((progress.seconds, progress.done))
        while len(self._seen) > 2 and self._seen[1][0] <= progress.seconds - LATELY:
            self._seen.popleft()
        since, before = self._seen[0]
        passed = progress.seconds - since
        return (progress.done - before) / passed if passed > 0 else 0.0


def _told(progress: OutboxProgress, rate: float) -> str:
    """What stands beside the bar: outcomes, rate, and the time that is left."""
    counts = progress.counts
    told = [f"{counts.sent:,} of {counts.total:,} sent"]
    told.append(f"[red]{counts.failed:,} failed[/]" if counts.failed else "0 failed")
    told.append(f"[yellow]{counts.unknown:,} unknown[/]" if counts.unknown else "0 unknown")
    told.append(f"{rate:.1f}/s")
    left = counts.queued + counts.sending
    if left and rate:
        told.append(f"{duration(left / rate)} left")
    return ", ".join(told)
