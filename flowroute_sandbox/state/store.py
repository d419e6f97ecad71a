"""The SQLite file that keeps a sandbox's account."""

from __future__ import annotations

import json
import os
import sqlite3
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, NoReturn, cast

from flowroute_sandbox.state import private_files

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from flowroute_sandbox.state.tables import Change

_APPLICATION_ID = 0x464C5752  # "FLWR"; marks the file as a sandbox's
# Of version 1 are files whose rows have an index by their keys; they stay as they are.
_VERSION = 2

_SCHEMA = f"""
BEGIN;
PRAGMA application_id = {_APPLICATION_ID};
PRAGMA user_version = {_VERSION};
CREATE TABLE account (id INTEGER PRIMARY KEY, kind TEXT, key TEXT, row TEXT NOT NULL);
COMMIT;
"""

# The disk is waited for each time that the log has so many pages: 16 MiB.
_LOG_PAGES = 4_000

_REMOVE = "DELETE FROM account WHERE rowid = ?"
_WRITE = Template(
    "INSERT INTO account (rowid, kind, key, row) VALUES $rows"
    " ON CONFLICT (rowid) DO UPDATE SET row = excluded.row"
)
_AT_ONCE = 100  # how many rows one statement writes at most

_encoded = json.JSONEncoder(separators=(",", ":")).encode

_UNWRITABLE = "cannot be written", "Give a file in a folder where you may write."
_FULL = "cannot be written: the disk is full or failing", "Make room, or give another file."
_DAMAGED = "is damaged", "Restore a copy of it, or move it away to start with an empty account."
_FOREIGN = "is not a sandbox's data file", "Give another file; this one is left as it is."

# By SQLite's primary result code.
_FAULTS = {
    sqlite3.SQLITE_BUSY: (
        "is in use by another sandbox",
        "Stop that one, or give this one another file.",
    ),
    sqlite3.SQLITE_CANTOPEN: _UNWRITABLE,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _FULL,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _FOREIGN,
}


class StoreError(Exception):
    """The data file cannot be used; the message has its path, the reason and the remedy."""

    def __init__(self, path: Path, problem: str, cure: str) -> None:
        # A path may have anything in it, and is printed on a terminal.
        name = "".join(
            character if character.isprintable() else ascii(character)[1:-1]
            for character in str(path)
        )
        super().__init__(f"{name} {problem}. {cure}")


class Store:
    """The rows of one account, in the file at `path`, which is made if there is none.

    What `save` has saved survives a crash of the process. The file stays locked until `close`,
    so it serves one sandbox at a time. Methods may be called from any thread, but not
    concurrently.

    Raises StoreError when the file is in use, of another program or a newer release, damaged,
    or not to be written.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path).absolute()  # a relative ":memory:" is no file to SQLite
        # Where each row is, by its kind and key. An index in the file would cost a message more
        # the more there are, as their ids are in no order.
        self._places: dict[tuple[str, str], int] | None = None  # not loaded yet
        self._last = 0
        try:
            private_files.ensure(self.path)
            size = self.path.stat().st_size
        except OSError as error:
            raise StoreError(self.path, *_UNWRITABLE) from error
        # A database has at least that; SQLite would write over anything less.
        if 0 < size < 512 and self.path.is_file():
            raise StoreError(self.path, *_FOREIGN)
        self._faults = _Faults(self.path)
        with self._faults:
            self._connection = sqlite3.connect(
                self.path, timeout=0, check_same_thread=False, isolation_level=None
            )
        try:
            with self._faults:
                self._open()
        except StoreError:
            self._connection.close()
            raise

    def load(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Return each row as `(kind, key, row)`, in the order they first came."""
        with self._faults:
            rows = self._connection.execute(
                # As bytes: SQLite's own error about text that is no UTF-8 would show it.
                "SELECT rowid, CAST(kind AS BLOB), CAST(key AS BLOB), CAST(row AS BLOB)"
                " FROM account ORDER BY rowid"
            ).fetchall()
        try:
            loaded = [(kind.decode(), key.decode(), _row(row)) for _, kind, key, row in rows]
        except (AttributeError, RecursionError, TypeError, ValueError):
            raise StoreError(self.path, *_DAMAGED) from None
        self._places = {
            (kind, key): at for (at, *_), (kind, key, _) in zip(rows, loaded, strict=True)
        }
        if len(self._places) < len(rows):
            raise StoreError(self.path, *_DAMAGED)
        self._last = rows[-1][0] if rows else 0
        return loaded

    def save(self, changes: Iterable[Change]) -> None:
        """Save each row under its kind and key, or remove it where it is None: all or none.

        No row may be there twice. When none is left, nothing of those that were is left in the
        file.
        """
        known, last = self._known(), self._last
        new: dict[tuple[str, str], int] = {}
        removed: dict[tuple[str, str], int] = {}
        written: list[int | str] = []
        for kind, key, row in changes:
            name = kind, key
            at = known.get(name)
            if row is not None:
                if at is None:
                    at = new[name] = last = last + 1
                written += at, kind, key, _encoded(row)
            elif at is not None:
                removed[name] = at
        self._write(removed.values(), written)
        self._last = last
        known.update(new)
        if removed:
            for name in removed:
                del known[name]
            self._erase_if_empty()

    def clear(self) -> None:
        """Remove every row, and all traces of them in the file."""
        with self._faults, self._connection:
            self._connection.execute("DELETE FROM account")
        self._places = {}
        self._erase_if_empty()

    def close(self) -> None:
        """Close the file, so that another sandbox can open it."""
        self._connection.close()

    def _open(self) -> None:
        # Locked for good by the first reading: two sandboxes on one file would not see each
        # other's changes.
        self._pragma("locking_mode = EXCLUSIVE")
        application_id, version = self._pragma("application_id"), self._pragma("user_version")
        tables = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        new = (application_id, version, tables) == (0, 0, 0)
        if not new and application_id != _APPLICATION_ID:
            raise StoreError(self.path, *_FOREIGN)
        private_files.restrict_database(self.path)  # it may be one that others made
        if version > _VERSION:
            raise StoreError(
                self.path,
                f"was written by a newer release (format {version}; this one reads {_VERSION})",
                "Upgrade flowroute-ext, or give another file.",
            )
        # A commit appends to the log and hands it to the operating system, so it outlives this
        # process; the disk is waited for only now and then.
        self._pragma("journal_mode = WAL")
        self._pragma("synchronous = NORMAL")
        self._pragma(f"wal_autocheckpoint = {_LOG_PAGES}")
        self._pragma("secure_delete = ON")
        if new:
            self._connection.executescript(_SCHEMA)
        elif self._pragma("quick_check(1)") != "ok":
            raise StoreError(self.path, *_DAMAGED)
        self._connection.executescript("BEGIN IMMEDIATE; COMMIT;")  # fails if it is read-only

    def _write(self, removed: Collection[int], values: list[int | str]) -> None:
        """Remove the rows at these places, and write those of four `values` each.

        In one statement, if one is enough.
        """
        batches = range(0, len(values), 4 * _AT_ONCE)
        execute = self._connection.execute
        with self._faults, self._connection:
            if len(removed) + len(batches) > 1:
                execute("BEGIN")
            for at in removed:
                execute(_REMOVE, (at,))
            for first in batches:
                batch = values[first : first + 4 * _AT_ONCE]
                execute(_write_rows(len(batch) // 4), batch)

    def _known(self) -> dict[tuple[str, str], int]:
        if self._places is None:
            self.load()
        assert self._places is not None
        return self._places

    def _erase_if_empty(self) -> None:
        """Erase what is left of removed rows in the file, if it has no rows.

        What was removed before a file had `secure_delete` is in free pages, which only VACUUM
        removes, and the log has copies of pages until it is cut.
        """
        with self._faults:
            if self._connection.execute("SELECT 1 FROM account LIMIT 1").fetchone() is None:
                self._connection.execute("VACUUM")
                self._pragma("wal_checkpoint(TRUNCATE)")

    def _pragma(self, text: str) -> Any:
        row = self._connection.execute(f"PRAGMA {text}").fetchone()
        return None if row is None else row[0]


class _Faults:
    """Raises SQLite's errors as StoreError."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, sqlite3.DatabaseError):
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest is detail
            if code == sqlite3.SQLITE_IOERR and not _may_write(self._path):
                code = sqlite3.SQLITE_READONLY  # which cannot be locked either
            other = f"cannot be used: {error}", "Give another file."
            raise StoreError(self._path, *_FAULTS.get(code, other)) from error


@cache
def _write_rows(count: int) -> str:
    """Return the statement that adds or changes so many rows at their places."""
    return _WRITE.substitute(rows=", ".join(["(?, ?, ?, ?)"] * count))


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _row(text: bytes) -> dict[str, Any]:
    """Return the JSON object in a column; raise ValueError, TypeError or RecursionError."""
    row = json.loads(text, parse_constant=_refuse)
    if not isinstance(row, dict):
        raise TypeError("a row is an object")
    return cast("dict[str, Any]", row)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
