"""Results on standard output, in the format that is asked for."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs
import click

from flowroute_ext._outbox.csv_cells import as_text
from flowroute_ext.cli.output.rows import Row, known_fields, picked, row
from flowroute_ext.cli.output.tables import record, table

if TYPE_CHECKING:
    from collections.abc import Iterable

Format = Literal["table", "json", "jsonl", "csv"]
FORMATS: Final = ("table", "json", "jsonl", "csv")
# Of a list, on a terminal, unless --limit or --all is given.
FIRST: Final = 50
LINE_BREAK: Final = "\r\n"


@attrs.frozen
class Printer:
    """What prints results: in a `format`, their `fields` or all."""

    format: Format
    fields: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    """The names of the fields that rows will have, where they are known."""

    @classmethod
    def of(cls, output: str | None, fields: str | None, kind: Any) -> Printer:
        """Return the one for the options; by default a table on a terminal, else JSON Lines.

        Raises `click.UsageError` for fields that values of the class *kind* do not have.
        """
        names = tuple(name.strip() for name in (fields or "").split(",") if name.strip())
        known = known_fields(kind)
        if fields is not None and not names:
            raise click.BadParameter("name at least one field.", param_hint="--fields")
        if known is not None:
            for name in names:
                _check(name, [*known])
        columns = names or tuple(name for name in known or () if "." not in name)
        for known_format in FORMATS:
            if known_format == output:
                return cls(known_format, names, columns)
        return cls("table" if on_terminal() else "jsonl", names, columns)

    def one(self, value: object) -> None:
        """Print a value."""
        shown = self._shown(value)
        match self.format:
            case "table":
                click.echo("\n".join(record(shown, width())))
            case "json":
                click.echo(dumped(shown, indent=2))
            case "jsonl":
                click.echo(dumped(shown))
            case "csv":
                _print_csv([shown], ())

    def several(self, values: Iterable[object], most: int | None = None) -> None:
        """Print values, as they come where the format allows it; of a table, only *most*."""
        rows = (self._shown(value) for value in values)
        match self.format:
            case "table":
                shown = [*islice(rows, most)]
                self._print_table(shown)
                if next(rows, None) is not None:
                    click.echo(f"These are the first {most}: give --limit, or --all.", err=True)
            case "json":
                click.echo(dumped([*rows], indent=2))
            case "jsonl":
                for shown_row in rows:
                    click.echo(dumped(shown_row))
            case "csv":
                _print_csv(rows, self.columns)

    def _print_table(self, rows: list[Row]) -> None:
        fitted = table(rows, width(), whole=bool(self.fields))
        if not rows:
            click.echo("There are none.", err=True)
        for line in fitted.lines:
            click.echo(line)
        if fitted.left_out:
            names = ", ".join(fitted.left_out)
            click.echo(f"Left out, for want of room: {names}. See --fields and --output.", err=True)

    def _shown(self, value: object) -> Row:
        shown_row = row(value)
        return picked(shown_row, self.fields) if self.fields else shown_row


def on_terminal() -> bool:
    """Return whether what is printed is shown on a terminal."""
    return bool(sys.stdout and sys.stdout.isatty())


def width() -> int:
    """Return how many columns the terminal has; 80 where there is none."""
    return max(shutil.get_terminal_size().columns, 20)


def dumped(value: object, indent: int | None = None) -> str:
    """Return JSON that standard output can write, with escapes where its encoding needs them."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    # What a terminal may not get would be escaped in a way that JSON has not.
    return text if text.replace("\n", "").isprintable() else json.dumps(value, indent=indent)


def _print_csv(rows: Iterable[Row], known: tuple[str, ...]) -> None:
    """Print rows below a header, that of the *known* columns where there are no rows.

    No cell is a formula for a spreadsheet.
    """
    iterator = iter(rows)
    first = next(iterator, None)
    header = list(first or known)
    if not header:
        return
    all_rows = chain([] if first is None else [first], iterator)
    cells_of = ([_cell(values.get(name)) for name in header] for values in all_rows)
    for cells in chain([header], cells_of):
        line = io.StringIO()
        # Until Python 3.13 only the line breaks that are in its own are quoted.
        csv.writer(line, lineterminator=LINE_BREAK).writerow(cells)
        click.echo(line.getvalue().removesuffix(LINE_BREAK))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return as_text(value)
    return json.dumps(value, ensure_ascii=False)


def _check(name: str, known: list[str]) -> None:
    from flowroute_ext._base.problems import nearest, shortened

    if name in known:
        return
    near = nearest(name, known)
    first = ", ".join(field for field in known if "." not in field)
    cure = f"did you mean {near}?" if near else f"there are {first}."
    wrong = f"there is no field {shortened(name)!r}: {cure}"
    raise click.BadParameter(wrong, param_hint="--fields")
