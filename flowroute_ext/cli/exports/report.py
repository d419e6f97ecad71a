"""The `flowroute report` commands."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowroute_ext._base import private_files
from flowroute_ext._base.masking import visible_name
from flowroute_ext._exports.clients import exporter
from flowroute_ext._exports.report.page import MARK, page
from flowroute_ext._exports.report.tally import Tally
from flowroute_ext._exports.targets import report_order
from flowroute_ext.cli.exports.export import ended, shown
from flowroute_ext.cli.options import BASE_URL, PROFILE
from flowroute_ext.cli.profiles.opening import opened

if TYPE_CHECKING:
    from flowroute_ext._exports.report.values import MessageReport


@click.group()
def report() -> None:
    """Show what records come to, or make a page of it."""


@report.command()
@click.option("--since", metavar="TIME", help="The messages from this date or time on, in UTC.")
@click.option("--until", metavar="TIME", help="The messages before this date or time.")
@click.option(
    "--output",
    "-o",
    "output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Make a page with pictures, which needs nothing else, instead of printing.",
)
@PROFILE
@BASE_URL
@click.pass_context
def messages(
    ctx: click.Context,
    *,
    since: str | None,
    until: str | None,
    output: Path | None,
    profile: str | None,
    base_url: str | None,
) -> None:
    """Show volume, delivery, time to deliver, failures by code, and spend by number.

    The page is one file, for its owner alone: it has no scripts, loads nothing, and is light or
    dark as the browser is. All that is in its pictures is in tables, too.
    """
    if output is not None:
        output = Path(os.path.realpath(output))  # a link stays one
        _check(output)
    tally = Tally()
    with ended(ctx, "Interrupted."):
        wanted = report_order(tally, since, until, shown(), "--{}".format)
        with opened(profile, base_url) as flowroute:
            exporter(flowroute)(wanted)
        summary = tally.report()
        if output is not None:
            _write(output, page(summary))
            click.echo(
                f"{output.name}: {summary.sent:,} sent, {summary.received:,} received.",
                err=True,
            )
            return
    _print(summary)


def _print(summary: MessageReport) -> None:
    """Print a report; the command ends where rich, which draws it, is not installed."""
    try:
        from flowroute_ext.cli.exports.bars import draw
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "rich":
            raise
        raise click.ClickException(
            'flowroute report needs rich: pip install "flowroute-ext[cli]"'
        ) from error
    draw(summary)


def _check(output: Path) -> None:
    """Have the command end before a file is replaced that is no report."""
    try:
        if not stat.S_ISREG(output.stat().st_mode):
            raise click.UsageError(f"{visible_name(output)} is not a file: give another name.")
        with output.open("rb") as file:
            start = file.read(len(MARK))
    except FileNotFoundError:
        return
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error
    if start and start != MARK.encode():
        raise click.UsageError(
            f"{visible_name(output)} is there already, and is no report: give another name."
        )


def _write(output: Path, text: str) -> None:
    """Replace the file at once, or not at all."""
    try:
        private_files.replace(output, text.encode())
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error
