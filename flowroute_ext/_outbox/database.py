"""The SQLite file of an outbox: opened, checked, and changed by whole transactions only."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from .._base.sqlite_faults import (
    BUSY_TIMEOUT,
    DAMAGED,
    NOT_A_DATABASE,
    UNWRITABLE,
    SQLiteFault,
    fault_of,
)
from . import indexes, schema
from .errors import OutboxError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

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


class Database:
    """A connection to the file at `path`, which is made if there is none.

    What a transaction has changed survives the death of the process, and of the machine: each
    commit waits for the disk. Its methods may be called from any thread.

    Raises `OutboxError` when the file is of another program or another release, damaged, not
    to be written, or the disk is full.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()  # a relative ":memory:" is no file to SQLite
        self._lock = threading.Lock()
        try:
            size = _made(self.path).stat().st_size
        except OSError as error:
            raise self._error(UNWRITABLE) from error
        if 0 < size < 512:  # a database has at least that; SQLite would write over anything less
            raise self._error(NOT_A_DATABASE)
        if not os.access(self.path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise self._error(UNWRITABLE)  # SQLite would find out at the first row
        with self._faults():
            self._connection = sqlite3.connect(
                self.path, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False
            )
        try:
            with self._faults():
                self._open()
        except BaseException:
            self._connection.close()
            raise

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
    def changing(self) -> Generator[sqlite3.Connection, None, None]:
        """The connection within a transaction: all of it is on the disk afterwards, or nothing."""
        with self._lock, self._faults():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                # Another process may have brought the file to its own release in the meantime.
                self._check_version()
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # some errors end it
                    self._connection.execute("ROLLBACK")
                raise

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

    def _open(self) -> None:
        if self._is_new():
            self._make()
        elif self._pragma("application_id") != schema.APPLICATION_ID:
            raise self._error(NOT_A_DATABASE)
        self._check_version()
        self._pragma("journal_mode = WAL")
        self._pragma("synchronous = FULL")
        indexes.ensure(self._connection)

    def _make(self) -> None:
        """Make the tables, unless another process has just done so."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            if self._is_new():
                for statement in schema.SCHEMA:
                    self._connection.execute(statement)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
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


def _made(path: Path) -> Path:
    """The file at *path*, which is made if there is none.

    An existing file is opened by SQLite only: to close a file gives up the locks that the other
    connections of this process have on it (sqlite.org: How To Corrupt, 2.2).
    """
    with suppress(FileExistsError):
        path.touch(mode=0o600, exist_ok=False)  # other users must not read the messages in it
    return path
