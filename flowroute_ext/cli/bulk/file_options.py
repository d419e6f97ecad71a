"""The options of `flowroute send-bulk` that say how its file is to be read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypedDict, TypeVar

import click

from flowroute_ext._base.errors import ConfigurationError
from flowroute_ext._base.problems import InvalidValue, shown
from flowroute_ext._outbox.errors import OutboxError
from flowroute_ext._outbox.files.header import Layout, needed_columns
from flowroute_ext.cli.bulk import checking
from flowroute_ext.cli.formatting import shell_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import BinaryIO

    from flowroute_ext._outbox.drafts import Defaults
    from flowroute_ext.cli.bulk.checking import Rows

F = TypeVar("F", bound="Callable[..., object]")


class FileOptions(TypedDict):
    """What they are given as."""

    to_column: str | None
    columns: dict[str, str]
    encoding: str | None
    sheet: str | None
    keep_duplicates: bool


def _columns(
    _ctx: click.Context, _option: click.Parameter, values: Iterable[str]
) -> dict[str, str]:
    """Return the headers by fields, of options such as ``name=First name``."""
    headers: dict[str, str] = {}
    for value in values:
        field, equals, header = value.partition("=")
        if not (field.strip() and equals and header.strip()):
            raise click.BadParameter(f"{shown(value)} is no field and column, as name=Surname is.")
        if field.strip() in headers:
            raise click.BadParameter(f"{shown(field)} is given twice.")
        headers[field.strip()] = header.strip()
    return headers


OPTIONS = (
    click.option("--to-column", metavar="HEADER", help="The column of the phone numbers."),
    click.option(
        "--column",
        "columns",
        metavar="FIELD=HEADER",
        multiple=True,
        callback=_columns,
        help="Another column: of the body, or of a field in the template.",
    ),
    click.option("--sheet", metavar="NAME", help="The sheet of a workbook, if several have rows."),
    click.option("--encoding", metavar="NAME", help="That of a file that does not show it."),
    click.option(
        "--keep-duplicates",
        is_flag=True,
        help="Send the same text to the same number as often as it is in the file.",
    ),
)


def file_options(command: F) -> F:
    """Add the options to *command*."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def read_rows(file: Path, defaults: Defaults, options: FileOptions) -> Rows:
    """Return the rows of *file*, checked; the command ends where an option is wrong."""
    columns = options["columns"]
    if options["to_column"] is not None:
        columns = {"to": options["to_column"]} | columns
    layout = Layout(
        columns, needed_columns(defaults.template), options["encoding"], options["sheet"], _cure
    )
    source = _stdin() if str(file) == "-" else file
    try:
        return checking.check(source, defaults, layout, once=not options["keep_duplicates"])
    except (ConfigurationError, InvalidValue) as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}.") from error
    except OutboxError as error:
        raise click.ClickException(str(error)) from error


def _cure(field: str, header: str) -> str:
    if field == "to":
        return f"give --to-column {shell_word(header)}"
    return f"give --template TEXT, or --column {shell_word(f'{field}={header}')}"


def _stdin() -> BinaryIO:
    if sys.stdin is None:
        raise click.UsageError("There is no standard input.")
    return sys.stdin.buffer
