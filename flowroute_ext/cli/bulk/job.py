"""Sending the rows of an outbox for `flowroute send-bulk`, after a question, with a display."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import click

from flowroute_ext._base.durations import duration
from flowroute_ext._outbox import queries
from flowroute_ext._outbox.adding import add_staged
from flowroute_ext._outbox.database import Database
from flowroute_ext._outbox.outbox import Outbox
from flowroute_ext.cli.bulk import plan, report
from flowroute_ext.cli.bulk.progress_bar import displayed
from flowroute_ext.cli.bulk.schedule import Timed, Waiting
from flowroute_ext.cli.formatting import many, shell_word
from flowroute_ext.cli.options import INTERRUPTED, interruptible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from flowroute_ext import Flowroute
    from flowroute_ext._outbox.staging import StagedRows
    from flowroute_ext._outbox.values import OutboxCounts, OutboxReport
    from flowroute_ext.cli.bulk.estimate import Prices
    from flowroute_ext.cli.bulk.opt_outs import KnownOptOuts
    from flowroute_ext.cli.bulk.pace import Rates
    from flowroute_ext.cli.bulk.schedule import Schedule


LONGEST_SLEEP = 60.0  # seconds; the wall clock may be set, and a machine suspended


@attrs.frozen(kw_only=True)
class Job:
    """One call of the command: the rows to send, the outbox, and the `command` line itself."""

    name: str
    rows: StagedRows
    path: Path
    prices: Prices
    rates: Rates
    command: str
    opt_outs: KnownOptOuts | None = None
    schedule: Schedule | None = None

    def run(self, flowroute: Flowroute, *, yes: bool, estimated: bool = False) -> int:
        """Show what there is to send, ask whether to, and send it; return the exit status.

        What was *estimated* already, as by a dry run, is not shown again.
        """
        todo = plan.plan(self.rows, self.path, self.opt_outs, self.schedule)
        if todo.clashes.count:
            _print(report.bad(todo.clashes), err=True)
            return 1
        if not estimated:
            _print(report.planned(todo, self.name, self.path.name))
        if todo.is_done:
            click.echo("Nothing is left to send.")
            self._explain(todo.before)
            return self._status()
        if not estimated:
            self._print_plan(todo)
        try:
            agreed = yes or click.confirm("Send?", err=True)
        except click.Abort:
            click.echo("\nNothing was sent.", err=True)
            return INTERRUPTED
        if not agreed:
            click.echo("Nothing was sent.", err=True)
            return 1
        with Database(self.path) as database:
            add_staged(database, self.rows, what=self.name, unit="line")
        return self._send(flowroute)

    def _print_plan(self, todo: plan.Plan) -> None:
        if todo.estimate.total:
            click.echo()
            _print(report.estimated(todo.estimate, self.prices, self.rates))
            click.echo()
        if todo.waiting is not None:
            _print(todo.waiting)
            click.echo()

    def _send(self, flowroute: Flowroute) -> int:
        """Send what is queued, and print the result; return the exit status."""
        store = None if self.opt_outs is None else self.opt_outs.store
        timed = None if self.schedule is None else Timed(self.schedule, store)
        outbox = Outbox(self.path, opt_outs=timed or store)
        try:
            done = self._run(outbox, flowroute)
            while not done.stopped and self._waits(outbox):
                done = self._run(outbox, flowroute)
        except KeyboardInterrupt:
            click.echo(f"Stopped. {self.path.name}: {report.counted(outbox.status())}.", err=True)
            _point_to("To go on", self.command)
            return INTERRUPTED
        self._print_result(done)
        return self._status()

    def _run(self, outbox: Outbox, flowroute: Flowroute) -> OutboxReport:
        with displayed() as display, interruptible(display.stopping):
            return outbox.send(flowroute, progress=display.update)

    def _waits(self, outbox: Outbox) -> bool:
        """Wait until the first row that waits may be sent; whether there is one."""
        if self.schedule is None:
            return False
        waiting = Waiting(self.schedule)
        with Database(outbox.path) as database:
            for message in queries.postponed(database):
                waiting.add(message)
        if waiting.next is not None and not waiting.ready:
            count = sum(waiting.later.values())
            begins = f"{waiting.next:%Y-%m-%d %H:%M} UTC"
            click.echo(f"{many(count, 'row')} to be sent from {begins} on. It waits for that.")
            with interruptible(lambda: None):
                while (seconds := (waiting.next - self.schedule.clock.now()).total_seconds()) > 0:
                    self.schedule.clock.sleep(min(seconds, LONGEST_SLEEP))
        return bool(waiting.ready or waiting.next)

    def _status(self) -> int:
        """The exit status: whether all rows of the outbox are sent, but those opted out."""
        counts = Outbox(self.path).status()
        return int(counts.sent + counts.opted_out < counts.total)

    def _print_result(self, done: OutboxReport) -> None:
        left = done.counts
        summary = f"all {left.sent:,} sent" if left.sent == left.total else report.counted(left)
        click.echo(f"{self.path.name}: {summary}, in {duration(done.seconds)}.")
        if done.stopped:
            click.echo(f"It stopped before the end: {done.stopped}", err=True)
        self._explain(left)
        if left.queued or left.unknown:
            _point_to("To go on", self.command)

    def _explain(self, left: OutboxCounts) -> None:
        """Print the commands that list the rows that are not sent."""
        name = shell_word(str(self.path))
        if left.failed:
            _point_to("What failed, and why", f"flowroute outbox status {name}")
        if left.unknown:
            _point_to("What is unknown, and why", f"flowroute outbox unknown {name}")


def _point_to(purpose: str, command: str) -> None:
    """Print a command, and its *purpose*."""
    click.echo(f"{purpose}:\n\n  {command}\n", err=True)


def _print(lines: Iterable[str], *, err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err)
