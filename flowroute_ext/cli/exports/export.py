"""The `flowroute export` command."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowroute_ext import ConfigurationError, FlowrouteError, InvalidValue
from flowroute_ext._exports.clients import exporter
from flowroute_ext._exports.columns import EXPORTABLE
from flowroute_ext._exports.targets import FORMATS, RECHECK, order
from flowroute_ext.cli.formatting import many
from flowroute_ext.cli.options import BASE_URL, INTERRUPTED, PROFILE
from flowroute_ext.cli.profiles.opening import opened
from flowroute_ext.cli.terminal import drawing, stream_of, unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from flowroute_ext._exports.values import Exported, Progress

OUTPUT = "-"


@click.command()
@click.argument("what", type=click.Choice(EXPORTABLE), metavar="|".join(EXPORTABLE))
@click.option(
    "--to",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, allow_dash=True),
    help="The file, by whose name the format is chosen: .csv, .jsonl, .sqlite or .parquet."
    " - is the output.",
)
@click.option(
    "--since", metavar="TIME", help="Messages or calls from this date or time on, in UTC."
)
@click.option("--until", metavar="TIME", help="Messages or calls before this date or time.")
@click.option(
    "--format", "kind", type=click.Choice(FORMATS), help="Another format than the name's."
)
@click.option(
    "--recheck",
    metavar="DAYS",
    type=click.FloatRange(min=0, max=3650),
    default=RECHECK.days,
    show_default=True,
    help="Read messages again until they are so old, for what was reported of them since.",
)
@click.option("--fresh", is_flag=True, help="Make the file anew, whatever is in it.")
@PROFILE
@BASE_URL
@click.pass_context
def export(
    ctx: click.Context,
    *,
    what: str,
    to: str,
    since: str | None,
    until: str | None,
    kind: str | None,
    recheck: float,
    fresh: bool,
    profile: str | None,
    base_url: str | None,
) -> None:
    """Write what the account has to a file; the same command adds what is new to it.

    Messages and calls (cdrs) are written from --since on. Of numbers, E911 addresses and CNAM
    records all are written each time. Numbers and texts are in full, so only you can read the
    file. A command that was interrupted is gone on with by the next one.

    The format "converter" is that of the program which Flowroute published for E911 addresses.
    """
    with ended(ctx, "Interrupted. The same command goes on."):
        wanted = order(
            what,
            _Output() if to == OUTPUT else to,
            since=since,
            until=until,
            format=kind,
            recheck=timedelta(days=recheck),
            fresh=fresh,
            progress=shown() if to != OUTPUT else None,
            named="--{}".format,
        )
        with opened(profile, base_url) as flowroute:
            done = exporter(flowroute)(wanted)
    if done.path is not None:
        click.echo(_said(done), err=True)


class _Output:
    """The output, for bytes."""

    def write(self, lines: bytes, /) -> None:
        """Write *lines*."""
        sys.stdout.flush()
        stream = stream_of(sys.stdout).buffer
        try:
            stream.write(lines)
            stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise unwritable(error) from error


@contextmanager
def ended(ctx: click.Context, interrupted: str) -> Generator[None, None, None]:
    """Have errors, and Ctrl-C, end the command with one line."""
    try:
        yield
    except (ConfigurationError, InvalidValue) as error:
        raise click.UsageError(str(error)) from error
    except FlowrouteError as error:
        message = str(error).replace("with fresh=True", "with --fresh")
        raise click.ClickException(message) from error
    except KeyboardInterrupt:
        click.echo(f"\n{interrupted}", err=True)
        ctx.exit(INTERRUPTED)
    except BrokenPipeError:
        ctx.exit(1)
    finally:
        if sys.stderr and sys.stderr.isatty():
            drawing(sys.stderr).write("\x1b[K")  # what is left of the progress


def shown() -> Callable[[Progress], None] | None:
    """Return what shows on one line of a terminal how far it is; None without a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    terminal = drawing(sys.stderr)

    def show(progress: Progress) -> None:
        until = f", until {progress.until:%Y-%m-%d %H:%M}" if progress.until else ""
        terminal.write(f"\r{many(progress.rows, 'row')} read{until}\x1b[K\r")
        terminal.flush()

    return show


def _said(done: Exported) -> str:
    """Return what the command says of an export."""
    assert done.path is not None
    name = Path(done.path).name
    lines = [f"{name}: {many(done.rows, 'row')}."]
    if done.since and done.until:
        new = {done.rows: "all", 0: "none"}.get(done.new, f"{done.new:,}")
        lines = [f"{name}: {many(done.rows, 'row')}, {new} new."]
        period = f"{done.since:%Y-%m-%d %H:%M} to {done.until:%Y-%m-%d %H:%M} UTC"
        lines.append(f"They are of {period}.")
    if done.repeated:
        lines.append("Some pages changed while they were read, and were read again.")
    return " ".join(lines)
