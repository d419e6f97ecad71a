"""The SQLite file of a shared rate limit: which file it is, and since when it counts."""

from __future__ import annotations

import json
import secrets
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from .._base import private_files
from .serialization import UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

# Seconds to wait for the transaction of another process, of which most take less. It is short as
# an event loop may be what waits.
LOCK_TIMEOUT = 0.005

TABLE_NAME = "rate_limit_windows"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
TABLE = """
    CREATE TABLE IF NOT EXISTS rate_limit_windows (counter TEXT PRIMARY KEY, window TEXT NOT NULL)
"""
# The row about the table itself: when it was made, by the clock of this machine, and a random name.
# A counter has a blank in it, so that none is called like this.
READ_ORIGIN = "SELECT window FROM rate_limit_windows WHERE counter = 'origin'"
WRITE_ORIGIN = "INSERT OR REPLACE INTO rate_limit_windows VALUES ('origin', ?)"

# SQLite connections that belong to the parent of this process, which must not be closed here
# (sqlite.org: How To Corrupt, 2.6).
_abandoned: list[sqlite3.Connection] = []


class Replaced(Exception):
    """The file was replaced while it was opened."""


class SharedFile:
    """The file at *path*, open while it is the same one. Not safe in threads.

    `since` is the moment from which it knows what was sent; `was_another` whether this process
    has used another one of that name, or another table, before it.
    """

    def __init__(self, path: Path) -> None:
        self.since = 0.0
        self.was_another = False
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._is_another = False
        self._origin: str | None = None

    @contextmanager
    def transaction(
        self, monotonic: Callable[[], float], *, creates: bool
    ) -> Generator[sqlite3.Connection, None, None]:
        """Open the file, if it is not or is another one now, and begin a transaction in it."""
        connection = self._open(creates=creates)
        connection.execute("BEGIN IMMEDIATE")
        try:
            self._check_origin(connection, monotonic)
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # some errors end it
                connection.execute("ROLLBACK")
            raise

    def is_current(self) -> bool:
        """Whether the file at the path is the one that is, or was, open."""
        return self._identity is not None and self._identity == self._identify()

    def close(self) -> None:
        """Close the file; SQLite leaves alone what has taken its place."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def abandon(self) -> None:
        """Leave the connection to the parent, which was using it when it forked this process."""
        if self._connection is not None:
            _abandoned.append(self._connection)
            self._connection = None

    def _open(self, *, creates: bool) -> sqlite3.Connection:
        identity = self._identify()
        if self._connection is not None and identity == self._identity:
            return self._connection
        self.close()
        if identity is None and not creates:
            raise FileNotFoundError(str(self._path))
        if identity is None:
            with suppress(OSError):  # which SQLite then reports
                private_files.ensure(self._path)
        connection = sqlite3.connect(
            self._path, timeout=LOCK_TIMEOUT, isolation_level=None, check_same_thread=False
        )
        try:
            # Commits that a power failure loses are of periods that have ended when it is back.
            connection.execute("PRAGMA synchronous = NORMAL")
            if _tables(connection) <= {TABLE_NAME}:
                # It may become an outbox, with texts in it.
                private_files.restrict_database(self._path)
            if connection.execute("PRAGMA page_count").fetchone() == (0,):
                connection.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            connection.close()
            raise
        opened = self._identify()
        if opened is None or identity not in (None, opened):
            connection.close()
            raise Replaced
        self._is_another = self._is_another or self._identity not in (None, opened)
        self._connection, self._identity = connection, opened
        return connection

    def _check_origin(self, connection: sqlite3.Connection, monotonic: Callable[[], float]) -> None:
        """Find out since when the table counts, and make it where it is not there."""
        known, origin = self._origin, _read_origin(connection)
        # A copy has the origin of what it was copied from, but not what was counted there since.
        if origin is None or (self._is_another and origin == known):
            origin = _write_origin(connection, monotonic(), known=known is not None)
        self.was_another = self.was_another or known not in (None, origin)
        self._is_another = False
        if origin != known:
            self._origin, self.since = origin, _since(origin)

    def _identify(self) -> tuple[int, int] | None:
        """What is the same as long as the file is; None if there is none."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino


def _read_origin(connection: sqlite3.Connection) -> str | None:
    try:
        row = connection.execute(READ_ORIGIN).fetchone()
    except sqlite3.OperationalError:
        if TABLE_NAME in _tables(connection):
            raise
        return None
    return None if row is None else str(row[0])


def _write_origin(connection: sqlite3.Connection, now: float, *, known: bool) -> str:
    """Make the table, and note when; *known* where there was another one before.

    A file that others made is older than a table that it never had, and has no counts.
    """
    tables = _tables(connection)
    since = 0.0 if tables and TABLE_NAME not in tables and not known else now
    origin = json.dumps({"since": since, "name": secrets.token_hex(8)})
    connection.execute(TABLE)
    connection.execute(WRITE_ORIGIN, (origin,))
    return origin


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute(TABLES)}


def _since(origin: str) -> float:
    try:
        return float(json.loads(origin)["since"])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise UnknownFormat from error
