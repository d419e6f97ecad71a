"""The runs that are registered in the file of an outbox, and whether they are alive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from . import locks
from .errors import OutboxError
from .locks import Lock

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from .._storage.database import StoredDatabase

# The registration of a copy: what was sent since then is not recorded in it.
BACKUP = "backup"

_RECOVER = (
    "`flowroute outbox recover` has each row that may have been sent looked up before it is sent."
)
IN_USE = (
    "is being sent from, or is open in another program",
    "Wait until that has ended; nothing was changed.",
)
ELSEWHERE = (
    "was renamed or copied while a run is sending from it, which has not ended",
    "Wait until it has, and open the outbox again; nothing was sent from here.",
)
WITHOUT_LOG = (
    "was moved or copied without its write-ahead log, which shows what was sent last",
    f"Put the file beside it that has the same name and -wal. If that is lost, {_RECOVER}",
)
CUT_LOG = (
    "has a write-ahead log, the file of that name and -wal, that lacks what was sent last",
    f"Put the whole one there. If that is lost, {_RECOVER}",
)
_REPLACED = (
    "has the name of an outbox from which a run is still sending",
    "Wait until that has ended, or give another name; nothing was sent from here.",
)
_LOST_CURE = (
    "Put that file back, with its log, the file of its name and -wal. To begin anew, although what "
    "it has sent may be sent again, remove the folder of its name and .lock first."
)
_LOST = (
    "has the name of an outbox of which a run crashed, and that is there no more",
    _LOST_CURE,
)
_IS_BACKUP = (
    "is a backup, and what was sent since it was made is not recorded in it",
    f"If the outbox itself is lost, {_RECOVER}",
)


@attrs.frozen
class RegisteredRun:
    """A run that began on this file, and has not ended in it; `lock` is the path of its lock."""

    id: str
    lock: str

    def is_alive(self, database: Path) -> bool:
        """Whether its process is alive, by its lock beside *database* or where it was."""
        return self.is_alive_here(database) or self.is_alive_elsewhere(database)

    def is_recorded(self, connection: sqlite3.Connection, database: Path, *, had_log: bool) -> bool:
        """Whether the last lease that it noted beside *database* is in the file.

        Where its notes are not there, whether the file *had* its *log*.
        """
        lease = Lock.of(database, self.id).last_lease()
        if lease is None:
            return had_log
        row, attempt = lease
        found = connection.execute("SELECT attempts FROM rows WHERE id = ?", (row,)).fetchone()
        return attempt == 0 or (found is not None and found[0] >= attempt)

    def is_alive_here(self, database: Path) -> bool:
        """Whether its lock beside *database* is held."""
        return Lock.of(database, self.id).is_held()

    def is_alive_elsewhere(self, database: Path) -> bool:
        """Whether its lock is held where the file was when it began."""
        if not self.lock:
            return False
        try:
            return Lock(Path(self.lock), database, self.id).is_held()
        except OutboxError:
            return False  # what is there now is not ours


def registered(connection: sqlite3.Connection) -> list[RegisteredRun]:
    """All runs that have not ended."""
    return _runs(connection.execute("SELECT id, lock FROM runs WHERE id <> ?", (BACKUP,)))


def may_be_registered(database: StoredDatabase, run: str) -> bool:
    """Whether *run* is registered in *database*, or that cannot be read."""
    try:
        with database.reading() as connection:
            return any(one.id == run for one in registered(connection))
    except OutboxError:
        return True


def unfinished(connection: sqlite3.Connection) -> list[RegisteredRun]:
    """The runs for which the file needs its write-ahead log, as far as is known."""
    return _runs(connection.execute("SELECT id, lock FROM runs WHERE NOT whole"))


def incomplete_since(connection: sqlite3.Connection) -> str | None:
    """When what is recorded in the file may have ended to be all; None where it is all."""
    found = connection.execute(
        "SELECT min(started) FROM runs WHERE NOT whole OR id = ?", (BACKUP,)
    ).fetchone()
    return None if found is None else found[0]


def mark_whole(connection: sqlite3.Connection, runs: Iterable[str]) -> None:
    """Note that all transactions of these *runs*, which have died, are in the file."""
    connection.executemany("UPDATE runs SET whole = 1 WHERE id = ?", ((run,) for run in runs))


def check_unused(database: Path, known: Iterable[str] = ()) -> None:
    """Raise `OutboxError` where a run that is not *known* sends from another file of this name."""
    if locks.live_runs(database) - set(known):
        raise OutboxError(database, *_REPLACED)


def check_new(database: Path) -> None:
    """Raise `OutboxError` where another file of this name was, and is or was being sent from."""
    check_unused(database)
    if locks.has_sent(database):
        raise OutboxError(database, *_LOST)


def check_original(connection: sqlite3.Connection, database: Path) -> None:
    """Raise `OutboxError` where the file is a backup."""
    if connection.execute("SELECT 1 FROM runs WHERE id = ?", (BACKUP,)).fetchone():
        raise OutboxError(database, *_IS_BACKUP)


def _runs(found: Iterable[tuple[str, str]]) -> list[RegisteredRun]:
    return [RegisteredRun(run, lock) for run, lock in found]
