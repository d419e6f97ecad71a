"""A window in a SQLite file, for all processes of a machine."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import weakref
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .._base.sqlite_faults import LOCKED, fault_of
from . import serialization
from .errors import Busy, SharedLimitError
from .sliding_window import Window
from .stores import WindowStore

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .._base.clock import Clock

T = TypeVar("T")

logger = logging.getLogger("flowroute_ext")

# Seconds to wait for the transaction of another process, of which most take less. It is short as
# an event loop may be what waits.
LOCK_TIMEOUT = 0.005

TABLE = """
    CREATE TABLE IF NOT EXISTS rate_limit_windows (counter TEXT PRIMARY KEY, window TEXT NOT NULL)
"""
READ = "SELECT window FROM rate_limit_windows WHERE counter = ?"
WRITE = "INSERT OR REPLACE INTO rate_limit_windows VALUES (?, ?)"

OTHER_RELEASE = (
    "is in use by another release",
    "Use the same release of flowroute-ext in every process.",
)


class FileStore(WindowStore):
    """A window in the SQLite file at *path*, in a table of its own.

    Its times are of the clock's `monotonic()`, which all processes of a machine have in common,
    and which cannot be set.
    """

    def __init__(self, path: str, counter: str, clock: Clock) -> None:
        super().__init__(clock)
        self._path = str(Path(path).absolute())  # a relative ":memory:" is no file to SQLite
        self._counter = counter
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._owner = 0
        self._unsaved: list[Callable[[Window, float], tuple[Window, None]]] = []

    def record(self, step: Callable[[Window, float], tuple[Window, None]]) -> None:
        """Change the window now, or with the next change; never raises.

        A change that is never written leaves the window as the crash of a process would.
        """
        try:
            self.change(step)
        except Busy:
            with self._lock:
                self._unsaved.append(step)
        except SharedLimitError as error:
            logger.warning("%s", error)

    def change(self, step: Callable[[Window, float], tuple[Window, T]]) -> T:
        """Replace the window by what *step* makes of it now; return its second result."""
        with self._lock, self._faults():
            with self._transaction() as connection:
                row = connection.execute(READ, (self._counter,)).fetchone()
                window = serialization.load(row[0]) if row else Window()
                # Not sooner, as the transaction may have had to wait for others.
                now = self.clock.monotonic()
                for unsaved in self._unsaved:
                    window, _ = unsaved(window, now)
                window, result = step(window, now)
                connection.execute(WRITE, (self._counter, serialization.dump(window)))
            self._unsaved.clear()
            return result

    @contextmanager
    def _transaction(self) -> Generator[sqlite3.Connection, None, None]:
        connection = self._open()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # some errors end it
                connection.execute("ROLLBACK")
            raise

    def _open(self) -> sqlite3.Connection:
        """The connection of this process; a forked process must not use its parent's."""
        if self._connection is None or self._owner != os.getpid():
            connection = sqlite3.connect(
                self._path, timeout=LOCK_TIMEOUT, isolation_level=None, check_same_thread=False
            )
            try:
                _prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._connection, self._owner = connection, os.getpid()
            weakref.finalize(self, _close, connection, self._owner)
        return self._connection

    @contextmanager
    def _faults(self) -> Generator[None, None, None]:
        """Raise what is wrong with the file as `Busy` or `SharedLimitError`."""
        try:
            yield
        except serialization.UnknownFormat as error:
            raise SharedLimitError(self._path, *OTHER_RELEASE) from error
        except sqlite3.DatabaseError as error:
            fault = fault_of(error)
            reported = SharedLimitError(self._path, fault.problem, fault.cure)
            if fault is LOCKED:
                raise Busy(reported) from error
            raise reported from error


def _prepare(connection: sqlite3.Connection) -> None:
    # Commits that a power failure loses are of periods that have ended when it is back.
    connection.execute("PRAGMA synchronous = NORMAL")
    if connection.execute("PRAGMA page_count").fetchone() == (0,):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(TABLE)


def _close(connection: sqlite3.Connection, owner: int) -> None:
    """Close a connection, unless this is a child of the process that it belongs to."""
    if owner == os.getpid():
        connection.close()
