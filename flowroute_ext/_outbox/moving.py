"""The file of an outbox, moved and copied as a whole, and put to use again where it is not."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from .._base import private_files
from .._storage.database import log_of
from . import locks, runs
from .database import Database
from .errors import OutboxError
from .locks import Lock

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_CURE = "Give another name, in a folder where you may write; nothing was moved or copied."
_NO_LINKS = {errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}

# Rows that failed could have been queued again, and sent.
_RECOVER = """
    UPDATE rows SET state = 'unknown', attempts = max(attempts, 1),
        started = min(coalesce(started, :since), :since), ended = :now,
        boot = NULL, clock_offset = NULL, account = coalesce(account, ''),
        reason = 'it may have been sent since this file was last whole'
    WHERE state <> 'sent'
"""


def move(source: Path, target: Path) -> None:
    """Move the outbox at *source*, whole, to *target*, which must not exist.

    Raises `OutboxError` where a run is sending from it, or another program has it open.
    """
    with Database(source) as database:
        _check_target(target)
        with database.alone() as connection:
            registered = runs.registered(connection)
            if any(run.is_alive(source) for run in registered):
                raise OutboxError(source, *runs.IN_USE)
            try:
                # While it has two names, it is refused by either.
                os.link(source, target)
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise OutboxError(
                        target, f"cannot be made ({error.strerror})", _CURE
                    ) from error
                _copy(connection, target)
            source.unlink()
            for run in registered:
                Lock.of(source, run.id).remove()
            locks.remove_folder(source)


def backup(source: Path, target: Path, now: datetime) -> None:
    """Copy the outbox at *source* as it is *now* to *target*, where nothing may be.

    Runs may go on meanwhile. The copy shows what was sent until then, and nothing is sent from it
    before `recover`.
    """
    with Database(source) as database:
        _check_target(target)
        with database.reading() as connection:
            _copy(connection, target, now)


def recover(path: Path, now: datetime) -> int:
    """Make the rows unknown that may have been sent since this file was complete; their number.

    The next run looks each of them up before it is sent. For a backup, and for a file whose
    write-ahead log is lost; of any other file no row is changed.
    """
    if not path.exists():
        raise OutboxError(path, "is not there", "Give the backup, or the file that lost its log.")
    with Database(path, whole=False) as database, database.changing() as connection:
        if any(run.is_alive(path) for run in runs.registered(connection)):
            raise OutboxError(path, *runs.IN_USE)
        since = runs.incomplete_since(connection)
        if since is None:
            return 0
        changed = connection.execute(_RECOVER, {"since": since, "now": now.isoformat()}).rowcount
        connection.execute("DELETE FROM runs")
        return changed


def _check_target(target: Path) -> None:
    for path in (target, log_of(target), locks.folder(target)):
        if os.path.lexists(path):
            raise OutboxError(path, "is there already", _CURE)


def _copy(connection: sqlite3.Connection, target: Path, now: datetime | None = None) -> None:
    """Copy the whole database to *target*, as a backup where it is that of a moment."""
    try:
        private_files.make(target)
    except OSError as error:
        raise _unmade(target, error) from error
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            connection.backup(copy)
            if now is not None:
                # What the run was, or will have, sent: the copy does not show it.
                copy.execute("DELETE FROM runs")
                copy.execute(
                    "INSERT INTO runs (id, pid, started, whole) VALUES (?, 0, ?, 1)",
                    (runs.BACKUP, now.isoformat()),
                )
            copy.execute("PRAGMA journal_mode = DELETE")
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise


def _unmade(target: Path, error: OSError) -> OutboxError:
    return OutboxError(target, f"cannot be made ({error.strerror})", _CURE)
