"""A SQLite file of ours: opened, checked, and changed by whole transactions only."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .._base import private_files
from .._base.sqlite_faults import (
    BUSY_TIMEOUT,
    NOT_A_DATABASE,
    UNWRITABLE,
    SQLiteFault,
    fault_of,
)
from .connection import Connected
from .format import NO_FILE

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from .errors import StorageError
    from .format import Format


class StoredDatabase(Connected):
    """A connection to the file at `path`, which is made if there is none.

    A transaction survives the death of the process, and of the machine: each commit waits for
    the disk. Its methods may be called from any thread. A subclass has its `format`.

    Raises the error of its format when the file is of another program or another release, damaged,
    not to be written, or the disk is full.
    """

    format: ClassVar[Format]

    def __init__(self, path: Path, *, timeout: float = BUSY_TIMEOUT) -> None:
        self.path = path.absolute()  # a relative ":memory:" is no file to SQLite
        super().__init__()
        try:
            private_files.ensure(self.path)
            status = self.path.stat()
        except OSError as error:
            raise self._error(UNWRITABLE) from error
        self._identity = status.st_dev, status.st_ino
        if not stat.S_ISREG(status.st_mode):
            raise self._error(NO_FILE)
        if status.st_nlink > 1:
            raise self._error(self.format.linked)
        had_log = _size(log_of(self.path)) > 0
        if 0 < status.st_size < 512:  # no database, but SQLite would write over it
            raise self._error(NOT_A_DATABASE)
        if not os.access(self.path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise self._error(UNWRITABLE)  # SQLite would find out at the first row
        with self._faults():
            self._connect(timeout)
        try:
            with self._faults():
                self._open()
            self._check_log(had_log=had_log)
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

        Raises where the file is no longer at its path, unless it may be *moved*.
        """
        with self._lock, self._faults(), self._transaction():
            # Another process may have brought the file to its own release in the meantime.
            self._check_version()
            if not moved:
                self.check_place()
            yield self._connection

    def check_place(self) -> None:
        """Raise unless the path still is that of this file."""
        if not self.is_in_place():
            raise self._error(self.format.moved)

    def is_in_place(self) -> bool:
        """Whether the path still is that of this file."""
        try:
            status = self.path.stat()
        except OSError:
            return False
        return (status.st_dev, status.st_ino) == self._identity

    def checkpoint(self, mode: Literal["FULL", "TRUNCATE"]) -> bool:
        """Copy the write-ahead log into the file; whether all of it was copied.

        FULL leaves the log as it is, beside the file; TRUNCATE empties it.
        """
        with self.reading():
            return bool(self._pragma(f"wal_checkpoint({mode})") == 0)

    def _check_new(self) -> None:
        """Raise where there must not be a new file."""

    def _check_log(self, *, had_log: bool) -> None:
        """Raise where the write-ahead log of this file, which *had_log* or not, is elsewhere."""

    def _upgrade(self, version: int) -> None:
        """Bring a file of an older *version* to this format, where that is possible."""

    def _finish_opening(self) -> None:
        """Make what may be missing in a file of this format."""

    def _open(self) -> None:
        new = self._is_new()
        if not new and self._pragma("application_id") != self.format.application_id:
            raise self._error(NOT_A_DATABASE)
        private_files.restrict_database(self.path)  # it may be one that others made
        if new:
            self._make()
        self._upgrade(self._pragma("user_version"))
        self._check_version()
        self._pragma("journal_mode = WAL")
        self._pragma("synchronous = FULL")
        self._finish_opening()

    def _make(self) -> None:
        """Make the tables, unless another process has just done so."""
        with self._transaction():
            if self._is_new():
                self._check_new()
                for statement in self.format.schema:
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
        others = self._connection.execute(f"{tables} ESCAPE '!'", (self.format.others,)).fetchone()[
            0
        ]
        return (self._pragma("application_id"), self._pragma("user_version"), others) == (0, 0, 0)

    def _check_version(self) -> None:
        other = self.format.other_release(self._pragma("user_version"))
        if other is not None:
            raise self._error(other)

    def _pragma(self, text: str) -> Any:
        row = self._connection.execute(f"PRAGMA {text}").fetchone()
        return None if row is None else row[0]

    @contextmanager
    def _faults(self) -> Generator[None, None, None]:
        """Raise SQLite's errors as that of this format."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._error(fault_of(error)) from error

    def _error(self, fault: SQLiteFault) -> StorageError:
        fault = self.format.problem(fault)
        return self.format.error(self.path, fault.problem, fault.cure)


def log_of(path: Path) -> Path:
    """The write-ahead log of the database at *path*."""
    return path.with_name(f"{path.name}-wal")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
