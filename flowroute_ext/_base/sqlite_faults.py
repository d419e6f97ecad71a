"""What SQLite's errors mean for a file, as a sentence and what to do about it."""

from __future__ import annotations

import sqlite3

import attrs

# Seconds that a file may be locked by other processes, whose transactions take milliseconds.
BUSY_TIMEOUT = 30.0


@attrs.frozen
class SQLiteFault:
    """A `problem` that continues the sentence which the path of the file begins, and its `cure`."""

    problem: str
    cure: str


LOCKED = SQLiteFault(
    f"was locked by another program for {BUSY_TIMEOUT:g} s",
    "Let that one go on or stop it, and try again: nothing was lost.",
)
UNWRITABLE = SQLiteFault("cannot be written", "Give a file in a folder where you may write.")
FULL = SQLiteFault(
    "cannot be written: the disk is full or failing", "Make room, and go on: nothing was lost."
)
DAMAGED = SQLiteFault("is damaged", "Restore a copy, or give another file.")
NOT_A_DATABASE = SQLiteFault(
    "is not a SQLite database", "Give another file; this one is left as it is."
)

# By SQLite's primary result code (sqlite.org: Result and Error Codes).
FAULTS = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_CANTOPEN: UNWRITABLE,
    sqlite3.SQLITE_PERM: UNWRITABLE,
    sqlite3.SQLITE_READONLY: UNWRITABLE,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: FULL,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: NOT_A_DATABASE,
}


def fault_of(error: sqlite3.Error) -> SQLiteFault:
    """The fault that *error* reports."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the other bits are details
    other = SQLiteFault(f"cannot be used: {error}", "Give another file; this one is left as it is.")
    return FAULTS.get(code, other)
