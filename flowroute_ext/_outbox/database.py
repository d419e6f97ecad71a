"""The SQLite file of an outbox: opened, checked, and changed by whole transactions only."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from .._base import private_files
from .._base.sqlite_faults import (
    BUSY_TIMEOUT,
    DAMAGED,
    NOT_A_DATABASE,
    UNWRITABLE,
    SQLiteFault,
    fault_of,
)
from . import indexes, runs, schema
from .connection import Connected
from .errors import OutboxError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from .runs import RegisteredRun

# A file of so many pages is read as a whole in some milliseconds.
FEW_PAGES = 256

# Here these mean more than for any file.
_FAULTS = {
    DAMAGED: SQLiteFault(
        DAMAGED.problem,
        "Nothing was sent from it. Keep it, and restore a copy: only it shows what was sent.",
    ),
    NOT_A_DATABASE: SQLiteFault("is not the file of an outbox", NOT_A_DATABASE.cure),
}
_NO_FILE = SQLiteFault("is not a file", "Give another one; this is left as it is.")
_LINKED = SQLiteFault(
    "has a second name (a hard link), and by each name it would have another write-ahead log",
    "Remove one of the names; a copy of it is made by `flowroute outbox backup`.",
)
_MOVED = SQLiteFault(
    "was renamed, removed or replaced while it was in use",
    "Nothing more was sent. Send again from where it is now; "
    "it is moved by `flowroute outbox move` while nothing is being sent from it.",
)


class Database(Connected):
    """A connection to the file at `path`, which is made if there is none.

    A transaction survives the death of the process, and of the machine: each commit waits for
    the disk. Its methods may be called from any thread.

    Raises `OutboxError` when the file is of another program or another release, damaged, not
    to be written, or the disk is full; and where it was moved without its write-ahead log, unless
    it need not be *whole*.
    """

    def __init__(self, path: Path, *, whole: bool = True) -> None:
        self.path = path.absolute()  # a relative ":memory:" is no file to SQLite
        super().__init__()
        try:
            private_files.ensure(self.path)
            status = self.path.stat()
        except OSError as error:
            raise self._error(UNWRITABLE) from error
        self._identity = status.st_dev, status.st_ino
        if not stat.S_ISREG(status.st_mode):
            raise self._error(_NO_FILE)
        if status.st_nlink > 1:
            raise self._error(_LINKED)
        had_log = _size(log_of(self.path)) > 0
        if 0 < status.st_size < 512:  # no database, but SQLite would write over it
            raise self._error(NOT_A_DATABASE)
        if not os.access(self.path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise self._error(UNWRITABLE)  # SQLite would find out at the first row
        with self._faults():
            self._connect(BUSY_TIMEOUT)
        try:
            with self._faults():
                self._open()
            self._check_runs(had_log=had_log, whole=whole)
            self.check_place()
        except BaseException:
            self._connection.close()
            raise
        self._close_at_forks()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, once no transaction is in progress."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection, None, None]:
        """The connection, for queries."""
        with self._lock, self._faults():
            yield self._connection

    @contextmanager
    def changing(self, *, moved: bool = False) -> Generator[sqlite3.Connection, None, None]:
        """The connection within a transaction: all of it is on the disk afterwards, or nothing.

        Raises `OutboxError` where the file is no longer at its path, unless it may be *moved*.
        """
        with self._lock, self._faults(), self._transaction():
            # Another process may have brought the file to its own release in the meantime.
            self._check_version()
            if not moved:
                self.check_place()
            yield self._connection

    def check(self, *, fully: bool = False) -> None:
        """Raise `OutboxError` if the file is damaged, as far as a sample or all of it shows.

        All is read *fully*, and where that takes no longer.
        """
        with self.reading() as connection:
            if fully or self._pragma("page_count") <= FEW_PAGES:
                sound = self._pragma("integrity_check(1)") == "ok"
            else:
                sound = indexes.sample_is_sound(connection)
            if not sound:
                raise self._error(DAMAGED)

    def check_place(self) -> None:
        """Raise `OutboxError` unless the path still is that of this file."""
        if not self.is_in_place():
            raise self._error(_MOVED)

    def is_in_place(self) -> bool:
        """Whether the path still is that of this file."""
        try:
            status = self.path.stat()
        except OSError:
            return False
        return (status.st_dev, status.st_ino) == self._identity

    @contextmanager
    def alone(self) -> Generator[sqlite3.Connection, None, None]:
        """The connection, to be closed afterwards; no other one has the file open until then.

        The whole database is in the file.

        Raises `OutboxError` where another one has.
        """
        with self._lock, self._faults():
            try:
                self._pragma("busy_timeout = 1000")
                self._pragma("journal_mode = DELETE")
                # Kept after the transaction, as nothing can be copied within it.
                self._pragma("locking_mode = EXCLUSIVE")
                self._connection.execute("BEGIN EXCLUSIVE")
                self._connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                raise OutboxError(self.path, *runs.IN_USE) from error
            self.check_place()
            yield self._connection

    def checkpoint(self, mode: Literal["FULL", "TRUNCATE"]) -> bool:
        """Copy the write-ahead log into the file; whether all of it was copied.

        FULL leaves the log as it is, beside the file; TRUNCATE empties it.
        """
        with self.reading():
            return bool(self._pragma(f"wal_checkpoint({mode})") == 0)

    def _check_runs(self, *, had_log: bool, whole: bool) -> None:
        """Raise `OutboxError` where this file was in use and its log is elsewhere, or its runs."""
        with self.reading() as connection:
            unfinished = runs.unfinished(connection)
        dead: list[str] = []
        for run in unfinished:
            if run.is_alive_here(self.path):
                continue
            if run.is_alive_elsewhere(self.path):
                raise OutboxError(self.path, *runs.ELSEWHERE)
            if self._is_recorded(run, had_log=had_log):
                dead.append(run.id)
            elif whole:
                raise OutboxError(self.path, *(runs.CUT_LOG if had_log else runs.WITHOUT_LOG))
        if dead:
            with self.changing() as connection:
                runs.mark_whole(connection, dead)

    def _is_recorded(self, run: RegisteredRun, *, had_log: bool) -> bool:
        """Whether this file has all that the run wrote, or the run has ended in the meantime."""
        with self.reading() as connection:
            ended = run not in runs.unfinished(connection)
            return ended or run.is_recorded(connection, self.path, had_log=had_log)

    def _open(self) -> None:
        new = self._is_new()
        if not new and self._pragma("application_id") != schema.APPLICATION_ID:
            raise self._error(NOT_A_DATABASE)
        private_files.restrict_database(self.path)  # it may be one that others made
        if new:
            self._make()
        if self._pragma("user_version") == 1:
            self._upgrade()
        self._check_version()
        self._pragma("journal_mode = WAL")
        self._pragma("synchronous = FULL")
        indexes.ensure(self._connection)

    def _make(self) -> None:
        """Make the tables, unless another process has just done so."""
        with self._transaction():
            if self._is_new():
                runs.check_new(self.path)
                for statement in schema.SCHEMA:
                    self._connection.execute(statement)

    def _upgrade(self) -> None:
        """Bring the file to this format, unless another process has just done so."""
        with self._transaction():
            if self._pragma("user_version") != 1:
                return
            if self._connection.execute(schema.IN_USE).fetchone():
                raise OutboxError(
                    self.path,
                    "was written by an older release (format 1), whose run has not ended",
                    "Send from it once more with that release; nothing was lost.",
                )
            for statement in schema.UPGRADE:
                self._connection.execute(statement)

    @contextmanager
    def _transaction(self) -> Generator[None, None, None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # some errors end it
                self._connection.execute("ROLLBACK")
            raise

    def _is_new(self) -> bool:
        tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE ?"
        others = self._connection.execute(f"{tables} ESCAPE '!'", (schema.OTHERS,)).fetchone()[0]
        return (self._pragma("application_id"), self._pragma("user_version"), others) == (0, 0, 0)

    def _check_version(self) -> None:
        version = self._pragma("user_version")
        if version != schema.VERSION:
            age = "a newer" if version > schema.VERSION else "an older"
            raise OutboxError(
                self.path,
                f"was written by {age} release (format {version}; this one has {schema.VERSION})",
                "Use the same release of flowroute-ext in every process; nothing was lost.",
            )

    def _pragma(self, text: str) -> Any:
        row = self._connection.execute(f"PRAGMA {text}").fetchone()
        return None if row is None else row[0]

    @contextmanager
    def _faults(self) -> Generator[None, None, None]:
        """Raise SQLite's errors as `OutboxError`."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._error(fault_of(error)) from error

    def _error(self, fault: SQLiteFault) -> OutboxError:
        fault = _FAULTS.get(fault, fault)
        return OutboxError(self.path, fault.problem, fault.cure)


def log_of(path: Path) -> Path:
    """The write-ahead log of the database at *path*."""
    return path.with_name(f"{path.name}-wal")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
