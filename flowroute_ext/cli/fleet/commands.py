"""The commands of a fleet."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowroute_ext import ConfigurationError, InvalidValue, fleet
from flowroute_ext.cli.fleet import showing
from flowroute_ext.cli.formatting import shell_word
from flowroute_ext.cli.options import BASE_URL, COMMAND, INTERRUPTED, PROFILE, Repeatable
from flowroute_ext.cli.output.errors import reported
from flowroute_ext.cli.profiles.opening import opened

if TYPE_CHECKING:
    from collections.abc import Generator

    from flowroute_ext import Flowroute

STATUS = """\b
Exit status:
  0    {zero}
  1    {one}
  2    the command, or the file, cannot be understood
  130  it was interrupted
"""
EXISTING = click.Path(path_type=Path, exists=True, dir_okay=False)
FILE = click.argument("file", type=EXISTING)
OUTPUT = click.option(
    "--output",
    "kind",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)


@click.command(
    cls=Repeatable,
    epilog=STATUS.format(
        zero="the plan is made, or there is nothing to do", one="something is in the way"
    ),
)
@FILE
@click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PLAN",
    help="Write the plan to a new file, for `flowroute apply --plan`.",
)
@OUTPUT
@PROFILE
@BASE_URL
@click.pass_context
def plan(
    ctx: click.Context,
    *,
    file: Path,
    save: Path | None,
    kind: str,
    profile: str | None,
    base_url: str | None,
) -> None:
    """Show what would be done so that the account is as FILE describes it.

    FILE is TOML that describes numbers, routes and E911 addresses, or CSV with the E911 addresses
    of numbers. Nothing is changed. What costs money is shown at the prices of now.
    """
    described = _read(file)
    with _client(profile, base_url) as flowroute:
        planned = fleet.plan(flowroute, described)
    if save is not None:
        try:
            fleet.save(planned, save)
        except OSError as error:
            raise click.ClickException(f"{save}: {error.strerror or error}.") from error
    if kind == "json":
        click.echo(json.dumps(planned.to_dict(), indent=1))
    else:
        for line in showing.plan(planned, file.name):
            click.echo(line)
    ctx.exit(1 if planned.blocked else 0)


@click.command(
    cls=Repeatable,
    epilog=STATUS.format(zero="all is done", one="a step failed, or nothing was begun"),
)
@FILE
@click.option(
    "--plan", "saved", type=EXISTING, metavar="PLAN", help="Do what this plan says, or nothing."
)
@click.option("--yes", "-y", is_flag=True, help="Do it without showing the plan and asking.")
@PROFILE
@BASE_URL
@click.pass_context
def apply(
    ctx: click.Context,
    *,
    file: Path,
    saved: Path | None,
    yes: bool,
    profile: str | None,
    base_url: str | None,
) -> None:
    """Make the account as FILE describes it.

    The plan is shown, and done after you confirm it. Each step is done once: after Ctrl-C, a crash
    or a power cut give the same command again, and what is left is done. The file FILE.journal
    beside FILE makes it so; keep it. What FILE does not name is never changed or released.
    """
    described = _read(file)
    if not yes and not (sys.stdin and sys.stdin.isatty()):
        raise click.UsageError("Confirm on a terminal, or give --yes.")
    with _client(profile, base_url) as flowroute:
        planned = fleet.plan(flowroute, described) if saved is None else _saved(saved)
        if not yes or planned.blocked or planned.is_done:
            for line in showing.plan(planned, file.name):
                click.echo(line)
        if planned.blocked:
            ctx.exit(1)
        if planned.is_done:
            return
        if not yes and not click.confirm(showing.question(planned)):
            click.echo("Nothing was done.", err=True)
            ctx.exit(1)
        try:
            report = fleet.apply(flowroute, described, planned, report=_print)
        except KeyboardInterrupt:
            click.echo("\nInterrupted. The same command goes on.", err=True)
            ctx.exit(INTERRUPTED)
        except fleet.ApplyStopped as stopped:
            command = ctx.meta[COMMAND]
            raise click.ClickException(
                f"{stopped.report.left[0]}: {stopped.reason}.\n{len(stopped.report.left)} of"
                f" {len(planned.steps)} steps are left. Then give the same command again: {command}"
            ) from stopped
    for line in showing.done(report, file.name):
        click.echo(line)


@click.command(
    cls=Repeatable,
    epilog=STATUS.format(zero="nothing is wrong", one="something is wrong"),
)
@click.argument("file", type=EXISTING, required=False)
@OUTPUT
@PROFILE
@BASE_URL
@click.pass_context
def audit(
    ctx: click.Context, *, file: Path | None, kind: str, profile: str | None, base_url: str | None
) -> None:
    """List the numbers of the account that something is wrong with.

    Those without an E911 address, or with one that is not valid any more, and those without a
    route; with FILE also those that it does not describe, and those of it that are not there.
    """
    described = None if file is None else _read(file)
    with _client(profile, base_url) as flowroute:
        report = fleet.audit(flowroute, described)
    if kind == "json":
        click.echo(json.dumps(report.to_dict(), indent=1))
    else:
        for line in showing.audit(report, "the account" if file is None else file.name):
            click.echo(line)
    ctx.exit(0 if report.is_clean else 1)


def _print(step: fleet.Step) -> None:
    click.echo(f"done: {step}")


def _read(file: Path) -> fleet.Fleet:
    try:
        return fleet.read(file)
    except InvalidValue as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror or error}.") from error


def _saved(path: Path) -> fleet.FleetPlan:
    try:
        return fleet.load(path)
    except (ConfigurationError, OSError) as error:
        raise click.UsageError(f"{shell_word(str(path))}: {error}") from error


@contextmanager
def _client(profile: str | None, base_url: str | None) -> Generator[Flowroute, None, None]:
    """The client of the account; what goes wrong ends the command with one sentence."""
    with reported(), opened(profile, base_url) as flowroute:
        yield flowroute
