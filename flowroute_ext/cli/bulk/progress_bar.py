"""The progress of a run of an outbox: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

import attrs
import click
from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Live

from flowroute_ext._outbox.progress import RecentRate, parts, reporting
from flowroute_ext.cli.terminal import drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from flowroute_ext._outbox.values import OutboxProgress

STOPPING = "Stopping, once the requests in progress have ended."
STYLES = {"failed": "red", "unknown": "yellow"}
COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(bar_width=None),
    TextColumn("{task.fields[text]}"),
)


@attrs.frozen
class Display:
    """What shows the progress: `update` is called with it, `stopping` once the run is to stop."""

    update: Callable[[OutboxProgress], None]
    stopping: Callable[[], object]


@contextmanager
def displayed() -> Generator[Display, None, None]:
    """Show the progress of a run on stderr, until the block ends."""
    # Where there is no stderr, rich is not to take stdout.
    stderr = drawing(sys.stderr) if sys.stderr else io.StringIO()
    console = Console(file=stderr)
    if not console.is_interactive:
        with reporting(progress=True) as report:
            yield Display(report, lambda: click.echo(STOPPING, err=True))
        return
    with Live(*COLUMNS, console=console, expand=True) as live:
        bar = Bar(live)
        yield Display(bar.update, bar.stop)


class Bar:
    """The bar on a terminal."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._task = live.add_task("Sending", total=None, text="")
        self._rate = RecentRate()
        self._stopping = False
        self._lock = RLock()  # a signal handler takes it again in the thread that holds it

    def update(self, progress: OutboxProgress) -> None:
        """Show *progress*."""
        counts = progress.counts
        # Then only the unknown rows are left, whose outcomes are looked up.
        waits = counts.unknown and not (counts.queued or counts.sending)
        with self._lock:
            doing = "Stopping" if self._stopping else "Looking up" if waits else "Sending"
            self._live.update(
                self._task,
                description=doing,
                total=counts.total,
                completed=counts.sent + counts.failed + counts.opted_out,
                text=_styled(progress, self._rate.after(progress)),
            )

    def stop(self) -> None:
        """Show that the run is to stop."""
        with self._lock:
            self._stopping = True
            self._live.update(self._task, description="Stopping")


def _styled(progress: OutboxProgress, rate: float) -> str:
    """The text beside the bar, in rich's markup."""
    return ", ".join(
        f"[{STYLES[name]}]{text}[/]" if name in STYLES else text
        for name, text in parts(progress, rate).items()
    )
