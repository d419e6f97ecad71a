"""A Parquet file as the sink of an export: each run makes it anew beside the last one.

What is settled is copied from that, a piece at a time. Its cursor is in the metadata of the file.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..._base.errors import ConfigurationError
from ..cells import spelt_if
from ..errors import ANEW, ExportError
from ..part_files import part_of, take
from ..sinks import Counts
from . import columns

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from ..columns import Row
    from ..sinks import Request

VERSION = 1
KEY = b"flowroute_ext"
MAGIC = b"PAR1"
GROUP = 20_000  # rows that are compressed together, and kept in memory until then


class ParquetFile:
    """The sink of an export in Parquet. What an interrupted run wrote is written again."""

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        self.path = Path(os.path.realpath(path))  # a link stays one
        self._part = part_of(self.path)
        self._fresh = fresh
        self._file: IO[bytes] | None = None
        self._writer: Any = None
        self._rows: list[Row] = []
        self._count = self._settled_count = self._before = 0
        self._settled: str | None = None

    def begin(self, request: Request) -> datetime | None:
        """Begin the new file with what is settled in the old one."""
        try:
            self._parquet: Any = import_module("pyarrow.parquet")
        except ModuleNotFoundError as error:
            raise ConfigurationError(
                'Parquet needs pyarrow: pip install "flowroute-ext[parquet]"'
            ) from error
        self._schema = columns.schema(request.table)
        self._about: dict[str, Any] = {
            "version": VERSION,
            "what": request.table.name,
            "account": request.account,
            "since": spelt_if(request.since),
        }
        with self._faults():
            old = None if self._fresh or not self.path.exists() else self._checked()
            self._file = take(self.path, _is_ours)
            self._start()
            if old is None:
                return request.since
            self._before = old["rows"]
            if not request.table.is_dated:
                return None
            self._about["since"] = old["since"]
            if old["settled"]:
                self._copy(old["settled_rows"])
                self._settled = old["settled"]
        return datetime.fromisoformat(old["settled"] or old["since"])

    def write(self, rows: Sequence[Row], until: datetime | None, *, settled: bool) -> None:
        """Write *rows*, some thousands at once."""
        self._rows.extend(rows)
        self._count += len(rows)
        if settled:
            self._settled, self._settled_count = spelt_if(until), self._count
        if len(self._rows) >= GROUP:
            self._flush()

    def again(self) -> None:
        """Drop the rows of a list."""
        with self._faults():
            self._writer.close()
            self._start()
        self._rows.clear()
        self._count = 0

    def finish(self, until: datetime | None) -> Counts:
        """Put the new file in the place of the old one."""
        self._flush()
        about: dict[str, Any] = self._about | {
            "until": spelt_if(until),
            "rows": self._count,
            "settled": self._settled,
            "settled_rows": self._settled_count,
        }
        with self._faults():
            self._writer.add_key_value_metadata({KEY: json.dumps(about).encode()})
            self._writer.close()
            self._writer = None
            self._open.flush()
            os.fsync(self._open.fileno())
            if os.name == "nt":
                self.close()  # an open file has to stay in its place there
            self._part.replace(self.path)
        return Counts.of(self._count, self._before, self._about["since"])

    def close(self) -> None:
        """Remove what was not finished."""
        writer, self._writer = self._writer, None
        file, self._file = self._file, None
        if writer is not None:
            with suppress(OSError):
                writer.close()
                self._part.unlink(missing_ok=True)
        if file is not None:
            file.close()

    @property
    def _open(self) -> IO[bytes]:
        assert self._file is not None
        return self._file

    def _start(self) -> None:
        """Begin the new file."""
        self._open.seek(0)
        self._open.truncate()
        self._writer = self._parquet.ParquetWriter(self._open, self._schema)

    def _flush(self) -> None:
        if self._rows:
            with self._faults():
                self._writer.write_table(self._table())
            self._rows.clear()

    def _table(self) -> Any:
        try:
            return columns.arrow(self._schema, self._rows)
        except ValueError as error:  # of pyarrow
            problem = "is unchanged, as Parquet has no room for an amount that Flowroute reported"
            raise ExportError(self.path, problem, "Export as CSV, JSON Lines or SQLite") from error

    def _checked(self) -> dict[str, Any]:
        """Return what the file there says of itself; raise unless it can be gone on with."""
        try:
            metadata: Any = self._parquet.read_metadata(self.path).metadata or {}
            old: dict[str, Any] = json.loads(metadata[KEY])
        except (ValueError, KeyError) as error:
            raise self._other("is no export that could be gone on with") from error
        if old["version"] != VERSION or old["what"] != self._about["what"]:
            raise self._other(f"is an export of {old['what']}, or of another release")
        if old["account"] != self._about["account"]:
            raise self._other("is an export of another account, or of another server")
        since = self._about["since"]
        if since is not None and since < old["since"]:
            raise self._other(f"begins at {old['since']}, which is later than {since}")
        return old

    def _other(self, problem: str) -> ExportError:
        return ExportError(self.path, problem, ANEW)

    def _copy(self, rows: int) -> None:
        """Copy so many rows of the old file."""
        with self._parquet.ParquetFile(self.path) as file:
            for batch in file.iter_batches(batch_size=GROUP):
                piece = batch.slice(0, rows - self._count)
                self._writer.write_batch(piece)
                self._count += piece.num_rows
                if self._count == rows:
                    break
        self._settled_count = self._count

    @contextmanager
    def _faults(self) -> Generator[None, None, None]:
        """Raise errors of the system as what they mean for the export."""
        try:
            yield
        except OSError as error:
            problem = f"cannot be written ({error.strerror or error})"
            raise ExportError(self.path, problem, "See to it, and export again") from error


def _is_ours(part: Path) -> bool:
    with part.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
