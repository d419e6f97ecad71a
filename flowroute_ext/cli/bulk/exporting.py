"""The rows of an outbox as CSV and JSON Lines, written to a file of its owner alone."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import sys
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, TextIO

import click

from flowroute_ext._base.masking import visible
from flowroute_ext._base.private_files import MODE, restrict_open
from flowroute_ext._outbox.csv_cells import as_text
from flowroute_ext.cli.terminal import stream_of, unwritable

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from flowroute_ext._outbox.values import OutboxRow

COLUMNS = (
    *("reference", "to", "from", "body", "media_urls"),
    *("state", "message_id", "reason", "attempts", "started", "ended"),
    *("delivery", "status", "code", "description", "reported"),
)


@contextmanager
def destination(name: str) -> Generator[TextIO, None, None]:
    """Open the file of this *name*, which only its owner can read; ``"-"`` is the output.

    It is UTF-8, as it is. Only on a terminal is it made visible.
    """
    if name != "-":
        with _opened(name) as file:
            yield file
    elif sys.stdout is None or sys.stdout.isatty():
        yield sys.stdout or io.StringIO()
    else:
        sys.stdout.flush()
        file = io.TextIOWrapper(stream_of(sys.stdout).buffer, "utf-8", newline="")
        try:
            yield file
            file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise unwritable(error) from error
        finally:
            with suppress(OSError):
                file.detach()  # so that it does not close the output


def write_csv(rows: Iterable[OutboxRow], file: IO[str], fields: Sequence[str] = ()) -> None:
    """Write *rows* to *file* as CSV; several URLs of media have blanks between them.

    *fields* are the columns of your own file.

    What a spreadsheet would take for a formula has an apostrophe before it, which reading removes.
    """
    minimal = csv.writer(file, lineterminator="\n")
    quoted = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    header = (*COLUMNS, *map(_own, fields))
    minimal.writerow(map(as_text, header))
    for row in rows:
        record = _record(row) | {"media_urls": " ".join(row.message.media_urls)}
        cells = ["" if value is None else as_text(str(value)) for value in map(record.get, header)]
        # Python itself quotes only the line breaks that end its own lines.
        (quoted if any("\r" in cell for cell in cells) else minimal).writerow(cells)


def write_jsonl(rows: Iterable[OutboxRow], file: IO[str]) -> None:
    """Write *rows* to *file* as JSON, an object on each line; what is invisible is escaped."""
    for row in rows:
        line = json.dumps(_record(row), ensure_ascii=False)
        if not line.isprintable():
            line = re.sub(r"[^ -~]", _escaped, line)
        file.write(f"{line}\n")


@contextmanager
def _opened(name: str) -> Generator[TextIO, None, None]:
    try:
        descriptor = os.open(name, os.O_WRONLY | os.O_CREAT, MODE)
        restrict_open(descriptor)  # before there is anything in it
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                file.truncate()
            yield file
    except OSError as error:
        raise click.FileError(name, error.strerror or str(error)) from error


def _escaped(character: re.Match[str]) -> str:
    if visible(character[0]) == character[0]:
        return character[0]
    return json.dumps(character[0])[1:-1]


def _record(row: OutboxRow) -> dict[str, object]:
    """The values of *row* by the names in `COLUMNS`."""
    message = row.message
    values: tuple[object, ...] = (
        *(row.reference, message.to, message.from_, message.body, message.media_urls),
        *(row.state, row.message_id, row.reason, row.attempts),
        *(moment and moment.isoformat() for moment in (row.started, row.ended)),
        *(row.delivery, row.status, row.code, row.description),
        row.reported and row.reported.isoformat(),
    )
    own = {_own(name): value for name, value in row.fields.items()}
    return dict(zip(COLUMNS, values, strict=True)) | own


def _own(name: str) -> str:
    """What a column of your own file is called beside those of the outbox."""
    return f"{name} (file)" if name.casefold() in COLUMNS else name
