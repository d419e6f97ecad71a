"""A file of lines that each run makes anew beside the last one, from where that is settled.

So the export is always that of a run which ended, and a run that was interrupted is gone on with.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import attrs

from ..cells import spelt_if
from ..errors import ANEW, ExportError
from ..part_files import part_of, take
from ..sinks import Counts
from .cursor import Cursor, Extent, content_of, cursor_of, load, put, save
from .encoding import ENCODERS

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from ..columns import Row
    from ..sinks import Request
    from .encoding import LineFormat

PIECE = 1 << 20  # bytes that are copied at once, and after which it is noted how far a run is


class GrowingFile:
    """The sink of an export in CSV or JSON Lines."""

    def __init__(self, path: Path, lines: LineFormat, *, fresh: bool = False) -> None:
        self.path = Path(os.path.realpath(path))  # a link stays one
        self._part = part_of(self.path)
        self._lines: LineFormat = lines
        self._fresh = fresh
        self._file: IO[bytes] | None = None
        self._size = self._rows = self._noted = self._before = 0
        self._beginning = -1  # of what this run writes; not where it goes on with that of another
        self._until: str | None = None
        self._settled: tuple[str | None, int, int] = None, 0, 0

    def begin(self, request: Request) -> datetime | None:
        """Begin the new file with what is settled in the old one."""
        self._encoder = ENCODERS[self._lines](request.table)
        with self._faults():
            self._take()
            try:
                old = self._checked(request)
            except ExportError:
                self._drop()
                raise
            self._cursor = old or Cursor(
                what=request.table.name,
                lines=self._lines,
                account=request.account,
                columns=request.table.names,
                since=spelt_if(request.since),
            )
            self._before = 0 if old is None or old.whole is None else old.whole.rows
            self._former = content_of(self.path)
            start = self._resume()
            # From now on the new file is known to be ours.
            self._note()
            return start

    def write(self, rows: Sequence[Row], until: datetime | None, *, settled: bool) -> None:
        """Write *rows*."""
        with self._faults():
            self._size += self._open.write(self._encoder.lines(rows))
            self._rows += len(rows)
            self._until = spelt_if(until)
            if settled:
                self._settled = self._until, self._size, self._rows
                if self._size >= self._noted + PIECE:
                    self._note()

    def again(self) -> None:
        """Drop the rows of a list."""
        with self._faults():
            self._reset(len(self._encoder.head()), 0)

    def finish(self, until: datetime | None) -> Counts:
        """Put the new file in the place of the old one."""
        with self._faults():
            self._until = spelt_if(until)
            self._note(complete=True)
            self._beginning = -1
            self._replace()
        return Counts.of(self._rows, self._before, self._cursor.since)

    def close(self) -> None:
        """Close the new file; what nothing was written to is removed."""
        file, self._file = self._file, None
        if file is None:
            return
        if self._size == self._beginning:
            with suppress(OSError):
                self._part.unlink(missing_ok=True)
                put(self.path, self._former)
        file.close()

    def _take(self) -> None:
        """Open the new file, and lock it; raise where it is of another origin, or in use."""
        self._file = take(self.path, lambda _: cursor_of(self.path).exists())

    def _drop(self) -> None:
        """Close the new file, and remove it if there is nothing in it."""
        empty = os.fstat(self._open.fileno()).st_size == 0
        self.close()
        if empty:
            self._part.unlink(missing_ok=True)

    @property
    def _open(self) -> IO[bytes]:
        assert self._file is not None
        return self._file

    def _checked(self, request: Request) -> Cursor | None:
        """Return the cursor to go on from, None to begin anew; raise where neither is right."""
        if self._fresh:
            return None
        old = load(self.path)
        exists = self.path.exists()
        if old is None:
            if exists:
                problem = "is there already, and is no export that could be gone on with"
                raise ExportError(self.path, problem, ANEW)
            return None
        if (old.what, old.lines) != (request.table.name, self._lines):
            raise self._other(f"is an export of {old.what} as {old.lines}")
        if old.account != request.account:
            raise self._other("is an export of another account, or of another server")
        if old.columns != request.table.names:
            raise self._other("has other columns than this release writes")
        if old.complete and self._part_is(old):
            old = self._completed(old)
            exists = True
        elif old.complete:
            old = attrs.evolve(old, whole=old.part, part=None, complete=False)
        if old.whole is not None and not exists:
            old = attrs.evolve(old, whole=None)
        if old.whole is not None and not _is(self.path, old.whole):
            raise self._other("was changed since it was exported")
        since = spelt_if(request.since)
        if since is not None and old.since is not None and since < old.since:
            raise self._other(f"begins at {old.since}, which is later than {since}")
        return old

    def _other(self, problem: str) -> ExportError:
        return ExportError(self.path, problem, ANEW)

    def _part_is(self, old: Cursor) -> bool:
        return old.part is not None and _is(self._part, old.part)

    def _completed(self, old: Cursor) -> Cursor:
        """Do what a run that ended too early had left to do, and make another new file."""
        self._cursor = old
        self._replace()
        self.close()
        self._take()
        return self._cursor

    def _resume(self) -> datetime | None:
        """Bring the new file to what is settled; return from when on to read."""
        cursor = self._cursor
        if cursor.since is None:
            self._reset(0, 0)
            self._write_head()
            self._beginning = self._size
            return None
        whole, part = cursor.whole, cursor.part
        settled = None
        resumed = False
        if part is not None and part.settled and _holds(self._part, part.settled_size):
            self._reset(part.settled_size, part.settled_rows)
            settled = part.settled
            resumed = True
        else:
            self._reset(0, 0)
            if whole is not None and whole.settled is not None:
                self._copy(whole.settled_size)
                self._rows, settled = whole.settled_rows, whole.settled
            else:
                self._write_head()
        since = settled or cursor.since
        self._beginning = -1 if resumed else self._size
        self._settled = since, self._size, self._rows
        return datetime.fromisoformat(since)

    def _write_head(self) -> None:
        self._size += self._open.write(self._encoder.head())
        self._settled = None, self._size, self._rows

    def _reset(self, size: int, rows: int) -> None:
        self._open.flush()
        self._open.truncate(size)
        self._open.seek(size)
        self._size, self._rows = size, rows
        self._noted = size
        self._until = None
        self._settled = None, size, rows

    def _copy(self, size: int) -> None:
        """Copy so much of the old file."""
        with self.path.open("rb") as old:
            while self._size < size:
                piece = old.read(min(PIECE, size - self._size))
                if not piece:
                    raise self._other("was changed since it was exported")
                self._size += self._open.write(piece)
        self._noted = self._size

    def _note(self, *, complete: bool = False) -> None:
        """Note how far the new file is, once it is on the disk."""
        self._open.flush()
        os.fsync(self._open.fileno())
        settled, settled_size, settled_rows = self._settled
        part = Extent(
            size=self._size,
            rows=self._rows,
            until=self._until,
            settled=settled,
            settled_size=settled_size,
            settled_rows=settled_rows,
            digest=_digest(self._part) if complete else "",
        )
        self._cursor = attrs.evolve(self._cursor, part=part, complete=complete)
        save(self.path, self._cursor)
        self._noted = self._size

    def _replace(self) -> None:
        if os.name == "nt":
            self.close()  # an open file has to stay in its place there
        self._part.replace(self.path)
        self._cursor = attrs.evolve(
            self._cursor, whole=self._cursor.part, part=None, complete=False
        )
        save(self.path, self._cursor)

    @contextmanager
    def _faults(self) -> Generator[None, None, None]:
        """Raise errors of the system as what they mean for the export."""
        try:
            yield
        except OSError as error:
            problem = f"cannot be written ({error.strerror or error})"
            raise ExportError(self.path, problem, "See to it, and export again") from error


def _holds(path: Path, size: int) -> bool:
    return path.stat().st_size >= size


def _is(path: Path, extent: Extent) -> bool:
    """Whether the file at *path* is as it was written, to the last byte."""
    try:
        return path.stat().st_size == extent.size and _digest(path) == extent.digest
    except FileNotFoundError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
