"""The `flowroute outbox` commands: the state of the rows of an outbox."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowroute_ext._base.masking import mask_number
from flowroute_ext._base.problems import InvalidValue, shortened
from flowroute_ext._outbox import queries
from flowroute_ext._outbox.database import Database
from flowroute_ext._outbox.deliveries.due_rows import OLDER_THAN
from flowroute_ext._outbox.errors import OutboxError
from flowroute_ext._outbox.outbox import Outbox
from flowroute_ext.cli.bulk import exporting, report
from flowroute_ext.cli.bulk.report import counted
from flowroute_ext.cli.formatting import many, shell_word
from flowroute_ext.cli.options import BASE_URL, INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flowroute_ext._outbox.values import OutboxRow

MOST_SHOWN = 5
MOST_REPORTS = 20

FILE = click.argument(
    "path", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
TARGET = click.argument("target", metavar="TARGET", type=click.Path(path_type=Path, dir_okay=False))
NUMBERS = click.option("--numbers", is_flag=True, help="Show phone numbers in full.")


class OutboxGroup(click.Group):
    """A group whose commands end with one line where an outbox, or a value, cannot be used.

    A misspelt command has all names for an answer: the nearest one may be one that sends.
    """

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first argument names, with the arguments that follow."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            names = ", ".join(sorted(self.commands))
            ctx.fail(f"No such command {shortened(args[0])!r}. There are {names}.")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (OutboxError, InvalidValue) as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=OutboxGroup)
def outbox() -> None:
    """Show the state of each row of an outbox."""


@outbox.command()
@FILE
@NUMBERS
def status(path: Path, *, numbers: bool) -> None:
    """Show how many rows are sent and delivered, and which failed and why."""
    box = Outbox(path)
    counts = box.status()
    name = shell_word(str(path))
    click.echo(f"{path.name}: {many(counts.total, 'row')}; {counted(counts)}.")
    _list_by_reason(box.rows("failed"), "failed", numbers=numbers)
    _list_by_reason(box.rows("undelivered"), "undelivered", numbers=numbers)
    with Database(box.path) as database:
        others = [
            group for group in queries.reports(database, MOST_REPORTS) if group[0] != "undelivered"
        ]
    if others:
        click.echo()
    for delivery, status, code, description, count in others:
        reported = report.reason(status, code, description, numbers=numbers)
        click.echo(f"{many(count, 'row')} {delivery or 'sent'}: {reported}")
    if counts.failed:
        click.echo(f"\nTo queue what failed again:\n\n  flowroute outbox retry {name}")
    if counts.sent > counts.delivered + counts.undelivered:
        click.echo(f"\nTo look up what no receipt reported:\n\n  flowroute outbox refresh {name}")
    if counts.unknown:
        click.echo(f"\nOf which the outcome is unknown:\n\n  flowroute outbox unknown {name}")


@outbox.command()
@FILE
@NUMBERS
def unknown(path: Path, *, numbers: bool) -> None:
    """List the rows whose outcome is unknown, as Flowroute's response was lost.

    Each may have been accepted or not. When the outbox is sent again, that is looked up first;
    what you find out yourself, in Flowroute's portal, is recorded by `flowroute outbox settle`.
    """
    box = Outbox(path)
    click.echo(f"{path.name}: {many(box.status().unknown, 'row')} with an unknown outcome.")
    _list(box.rows("unknown"), numbers=numbers, why=True)


@outbox.command()
@FILE
def check(path: Path) -> None:
    """Read the whole file, to see whether it is damaged."""
    box = Outbox(path)
    box.check()
    click.echo(f"{path.name}: {many(box.status().total, 'row')}, and nothing is damaged.")


@outbox.command()
@FILE
def retry(path: Path) -> None:
    """Queue the rows that failed again, once the reason is gone."""
    queued = Outbox(path).retry_failed()
    click.echo(f"{path.name}: {many(queued, 'row')} that failed, in the queue again.")


@outbox.command()
@FILE
@click.option(
    "--older-than",
    metavar="SECONDS",
    type=click.FloatRange(min=0),
    default=OLDER_THAN,
    show_default=True,
    help="Look up only what was sent so long ago.",
)
@BASE_URL
@click.pass_context
def refresh(ctx: click.Context, path: Path, *, older_than: float, base_url: str | None) -> None:
    """Look up in Flowroute's records what no receipt reported: what was delivered.

    It may be interrupted, and called again: what was found out is in the file.
    """
    # Here, as the other commands need no HTTP library.
    from flowroute_ext import ConfigurationError, Flowroute

    try:
        with Flowroute(base_url=base_url) as flowroute:
            done = Outbox(path).refresh(flowroute, older_than=older_than)
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from error
    except KeyboardInterrupt:
        click.echo("Stopped. The same command goes on.", err=True)
        ctx.exit(INTERRUPTED)
    counts = {
        "delivered": done.delivered,
        "undelivered": done.undelivered,
        "not known yet": done.pending,
        "without a record": done.missing,
    }
    parts = ", ".join(f"{count:,} {label}" for label, count in counts.items() if count)
    click.echo(f"{path.name}: {parts or 'nothing to look up'}.")
    click.echo(f"Now {report.counted(done.counts)}.")
    if done.stopped:
        raise click.ClickException(done.stopped)


@outbox.command()
@FILE
@click.argument("reference")
@click.option("--sent", "message_id", metavar="ID", help="It was accepted, with this id.")
@click.option("--not-sent", is_flag=True, help="It was not accepted, and is to be sent again.")
def settle(path: Path, reference: str, *, message_id: str | None, not_sent: bool) -> None:
    """Set the outcome of a row that is unknown."""
    if (message_id is None) is not not_sent:
        raise click.UsageError("Give either --sent ID or --not-sent.")
    if not Outbox(path).settle(reference, message_id):
        raise click.ClickException(f"{path.name} has no unknown row {reference!r}.")
    click.echo(f"{path.name}: {reference} is {'in the queue again' if not_sent else 'sent'}.")


@outbox.command()
@FILE
@TARGET
def move(path: Path, target: Path) -> None:
    """Move the outbox, while nothing is being sent from it.

    It is one file only while it is not in use: a run keeps what was sent last in a log beside it.
    """
    Outbox(path).move(target)
    click.echo(f"{path.name}: moved to {target}.")


@outbox.command()
@FILE
@TARGET
def backup(path: Path, target: Path) -> None:
    """Copy the outbox as it is now, even while it is being sent from.

    Nothing is sent from the copy before `flowroute outbox recover`.
    """
    Outbox(path).backup(target)
    click.echo(f"{path.name}: copied to {target}.")


@outbox.command()
@FILE
def recover(path: Path) -> None:
    """Use a backup, or a file whose log is lost, as the outbox from now on.

    Each row that may have been sent since is looked up before it is sent.
    """
    rows = Outbox.recover(path)
    click.echo(f"{path.name}: {many(rows, 'row')} to be looked up before anything is sent again.")


@outbox.command()
@FILE
@click.option(
    "--format", "kind", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, writable=True, allow_dash=True),
    default="-",
    metavar="FILE",
    help="Where to write to, if not to stdout.",
)
def export(path: Path, *, kind: str, output: str) -> None:
    """Write all rows, each with its state, and with the other columns of your file.

    Numbers and texts are written in full, so only you can read the FILE. In CSV an apostrophe
    keeps what begins like a formula from being one; it is no part of the text.
    """
    if _belongs_to(path, Path(output)):
        raise click.UsageError("--output must be another file than those of the outbox.")
    box = Outbox(path)
    with Database(box.path) as database:
        fields = queries.field_names(database) if kind == "csv" else []
    with exporting.destination(output) as file:
        if kind == "csv":
            exporting.write_csv(box.rows(), file, fields)
        else:
            exporting.write_jsonl(box.rows(), file)


def _belongs_to(outbox: Path, file: Path) -> bool:
    """Whether *file* is that of the outbox, by any name, or one of those beside it."""
    if file.exists() and file.samefile(outbox):
        return True
    path, other = outbox.resolve(), file.resolve()
    beside = {f"{path.name}{suffix}" for suffix in ("-wal", "-shm", "-journal", ".lock")}
    return path.parent in other.parents and other.relative_to(path.parent).parts[0] in beside


def _list_by_reason(rows: Iterable[OutboxRow], what: str, *, numbers: bool) -> None:
    """Print how many of *rows* there are of each reason, and some of them."""
    counts: Counter[str] = Counter()
    shown: dict[str, list[OutboxRow]] = {}
    for row in rows:
        reported = report.reason(row.status, row.code, row.description, numbers=numbers)
        reason = reported if what == "undelivered" else row.reason or ""
        if reason not in counts and len(counts) == MOST_REPORTS:
            reason = "for other reasons"
        counts[reason] += 1
        if counts[reason] <= MOST_SHOWN:
            shown.setdefault(reason, []).append(row)
    for reason, first_rows in shown.items():
        click.echo(f"\n{many(counts[reason], 'row')} {what}: {reason}")
        _list(first_rows, numbers=numbers)
        if counts[reason] > MOST_SHOWN:
            click.echo(f"  and {counts[reason] - MOST_SHOWN:,} more")


def _list(rows: Iterable[OutboxRow], *, numbers: bool, why: bool = False) -> None:
    """Print a line for each of *rows*: which it is, when it was sent, and *why* it is here."""
    for row in rows:
        to = row.message.to if numbers else mask_number(row.message.to)
        when = f"{row.started:%Y-%m-%d %H:%M:%S} UTC" if row.started else ""
        reason = row.reason or "" if why else ""
        click.echo(f"  {row.reference}  {to}  {when}  {reason}".rstrip())
