"""The `flowroute send-bulk` command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowroute_ext import ConfigurationError, Flowroute, FlowrouteError, InvalidValue, phone_number
from flowroute_ext._builders.callbacks import callback_url
from flowroute_ext._outbox.drafts import Defaults
from flowroute_ext._outbox.templates import Template
from flowroute_ext.cli.bulk import opt_outs, pace, plan, report, schedule
from flowroute_ext.cli.bulk.estimate import SAMPLE_MMS, SAMPLE_SEGMENT, Prices
from flowroute_ext.cli.bulk.file_options import FileOptions, file_options, read_rows
from flowroute_ext.cli.bulk.opt_outs import known
from flowroute_ext.cli.options import BASE_URL, COMMAND, Repeatable, Text, dollars

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from decimal import Decimal
    from typing import Unpack

    from flowroute_ext._receiver.opt_outs import OptOuts
    from flowroute_ext.cli.bulk.job import Job
    from flowroute_ext.cli.bulk.schedule import QuietHours

NOTHING = "Nothing was written, and nothing sent."
PER_SECOND = click.IntRange(min=1)
EXIT_STATUS = """\b
Exit status:
  0    every row is sent, or its number has opted out; with --dry-run, every row can be
  1    rows are bad, failed, left in the queue, or of an unknown outcome
  2    the command cannot be understood
  130  it was interrupted
"""


@click.command(name="send-bulk", cls=Repeatable, epilog=EXIT_STATUS)
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
)
@click.option(
    "--template",
    metavar="TEXT",
    type=Text(),
    help='The text, as "Hi {name}": each name in braces is a column of FILE. Without it, each row'
    " has its text in the column body.",
)
@file_options
@click.option("--from", "from_", metavar="NUMBER", help="Your number, for rows without a from.")
@click.option(
    "--outbox",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file that records the state of each row. It is made if there is none.",
)
@click.option(
    "--opt-outs",
    metavar="STORE",
    callback=opt_outs.opt_outs,
    help="The file or database of your WebhookReceiver: numbers that opted out get nothing.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Check and count. On a terminal, with --outbox, it then asks whether to send.",
)
@click.option("--yes", "-y", is_flag=True, help="Send without asking.")
@click.option(
    "--at",
    metavar="TIME",
    callback=schedule.moment,
    help="When to begin, as 2026-12-01 09:00, by this machine's clock or with an offset.",
)
@click.option(
    "--quiet-hours",
    "quiet",
    metavar="HOURS",
    callback=schedule.quiet_hours,
    help="When to send nothing, as 21:00-8:00, in the time zone of each number's area code.",
)
@click.option("--dlr-callback", metavar="URL", help="Where delivery receipts are posted.")
@click.option(
    "--rate",
    metavar="RATE",
    callback=pace.rate,
    help="How fast to send, if slower than your account takes, as 2, 30/minute or 100/hour.",
)
@click.option(
    "--sms-per-second",
    "sms",
    type=PER_SECOND,
    default=5,
    show_default=True,
    metavar="N",
    help="How many SMS your account takes.",
)
@click.option(
    "--mms-per-second",
    "mms",
    type=PER_SECOND,
    default=1,
    show_default=True,
    metavar="N",
    help="How many MMS your account takes.",
)
@click.option(
    "--price-per-segment",
    metavar="DOLLARS",
    default=str(SAMPLE_SEGMENT),
    callback=dollars,
    help=f"What you pay for a segment of SMS. {SAMPLE_SEGMENT} is Flowroute's sample.",
)
@click.option(
    "--price-per-mms",
    metavar="DOLLARS",
    default=str(SAMPLE_MMS),
    callback=dollars,
    help=f"What you pay for an MMS. {SAMPLE_MMS} is Flowroute's sample.",
)
@BASE_URL
@click.pass_context
def send_bulk(
    ctx: click.Context,
    *,
    file: Path,
    template: str | None,
    from_: str | None,
    path: Path | None,
    dry_run: bool,
    yes: bool,
    dlr_callback: str | None,
    opt_outs: OptOuts | None,
    at: datetime | None,
    quiet: QuietHours | None,
    rate: float | None,
    sms: int,
    mms: int,
    price_per_segment: Decimal,
    price_per_mms: Decimal,
    base_url: str | None,
    **reading: Unpack[FileOptions],
) -> None:
    """Send a text to each row of FILE, once.

    FILE is CSV, XLSX or JSON Lines, with a column "to" for the number, or - for the standard
    input. The outbox records the state of each row, before and after it is sent: to go on after
    Ctrl-C, a crash or a power cut, give the same command again. No row is sent twice, and none is
    left out.

    The keys to the account are FR_ACCESS_KEY and FR_SECRET_KEY in the environment.
    """
    prices = Prices(price_per_segment, price_per_mms)
    rates = pace.Rates.of(sms, mms, rate)
    if not dry_run and path is None:
        raise click.UsageError("Give --outbox FILE, which records the state of each row.")
    name = "stdin" if str(file) == "-" else file.name
    defaults = _defaults(template, from_, dlr_callback)
    rows = read_rows(file, defaults, reading)
    skipping = known(opt_outs)
    times = schedule.Schedule(at, quiet) if at or quiet else None
    if dry_run:
        todo = plan.plan(rows.good, path, skipping, times)
        outbox = "" if path is None else path.name
        _echo(report.dry_run(name, rows, todo, prices, rates=rates, outbox=outbox))
        if todo.clashes.count:
            ctx.exit(1)
    elif rows.bad.count:
        _echo(report.bad(rows.bad), err=True)
    else:
        _echo(report.read_as(name, rows))
    if rows.bad.count:
        ctx.exit(1)
    if path is None or (dry_run and not (len(rows.good) and _is_terminal())):
        click.echo(NOTHING)
        ctx.exit(0)
    if not yes and not _is_terminal():
        raise click.UsageError("Confirm on a terminal, or give --yes.")
    job = _job()(
        name=name,
        rows=rows.good,
        path=path,
        prices=prices,
        rates=rates,
        command=ctx.meta[COMMAND],
        opt_outs=skipping,
        schedule=times,
    )
    try:
        with Flowroute(base_url=base_url, rate_limit=rates.limit) as flowroute:
            ctx.exit(job.run(flowroute, yes=yes and not dry_run, estimated=dry_run))
    except ConfigurationError as error:
        if dry_run:
            click.echo(f"{NOTHING} To send it: {error}")
            ctx.exit(0)
        raise click.UsageError(str(error)) from error
    except FlowrouteError as error:
        raise click.ClickException(str(error)) from error


def _echo(lines: Iterable[str], *, err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err)


def _is_terminal() -> bool:
    return bool(sys.stdin and sys.stdin.isatty())


def _job() -> type[Job]:
    """Return `Job`; the command ends where rich, which shows the progress, is not installed."""
    try:
        from flowroute_ext.cli.bulk.job import Job
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "rich":
            raise
        raise click.ClickException(
            'flowroute send-bulk needs rich: pip install "flowroute-ext[cli]"'
        ) from error
    return Job


def _defaults(template: str | None, from_: str | None, dlr_callback: str | None) -> Defaults:
    """Return what rows without values of their own have; the command ends where it is wrong."""
    try:
        return Defaults(
            template=None if template is None else Template(template),
            from_=None if from_ is None else phone_number(from_, field="--from"),
            dlr_callback=dlr_callback and callback_url(dlr_callback, field="--dlr-callback"),
        )
    except InvalidValue as error:
        raise click.UsageError(str(error)) from error
