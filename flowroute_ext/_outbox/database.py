"""The SQLite file of an outbox: what its runs, its formats and its checks are."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from .._base.sqlite_faults import BUSY_TIMEOUT, DAMAGED, SQLiteFault
from .._storage.database import StoredDatabase
from .._storage.format import Format, not_ours
from . import indexes, runs, schema
from .errors import OutboxError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from .runs import RegisteredRun

# A file of so many pages is read as a whole in some milliseconds.
FEW_PAGES = 256

GONE: Final = "was renamed or removed", "Give the path where it is now."


class Database(StoredDatabase):
    """A connection to the file at `path`, which is made if there is none.

    Raises `OutboxError` also where it was moved without its write-ahead log, unless it need not be
    *whole*.
    """

    format = Format(
        application_id=schema.APPLICATION_ID,
        version=schema.VERSION,
        schema=schema.SCHEMA,
        error=OutboxError,
        faults={
            **not_ours("an outbox"),
            DAMAGED: SQLiteFault(
                DAMAGED.problem,
                "Nothing was sent from it. Keep it, and restore a copy: only it shows what was "
                "sent.",
            ),
        },
        moved=SQLiteFault(
            "was renamed, removed or replaced while it was in use",
            "Nothing more was sent. Send again from where it is now; "
            "it is moved by `flowroute outbox move` while nothing is being sent from it.",
        ),
        linked=SQLiteFault(
            "has a second name (a hard link), and by each name it would have another write-ahead "
            "log",
            "Remove one of the names; a copy of it is made by `flowroute outbox backup`.",
        ),
        others=schema.OTHERS,
    )

    def __init__(self, path: Path, *, whole: bool = True) -> None:
        self._whole = whole
        super().__init__(path, timeout=BUSY_TIMEOUT)

    @classmethod
    def existing(cls, path: Path) -> Database:
        """The connection to the file at *path*, for what is of its rows only.

        Raises `OutboxError` where there is none, and makes none: it would look as if it were the
        one that was there.
        """
        if not path.exists():
            raise OutboxError(path, *GONE)
        return cls(path)

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

    def _check_new(self) -> None:
        runs.check_new(self.path)

    def _check_log(self, *, had_log: bool) -> None:
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
            elif self._whole:
                raise OutboxError(self.path, *(runs.CUT_LOG if had_log else runs.WITHOUT_LOG))
        if dead:
            with self.changing() as connection:
                runs.mark_whole(connection, dead)

    def _is_recorded(self, run: RegisteredRun, *, had_log: bool) -> bool:
        """Whether this file has all that the run wrote, or the run has ended in the meantime."""
        with self.reading() as connection:
            ended = run not in runs.unfinished(connection)
            return ended or run.is_recorded(connection, self.path, had_log=had_log)

    def _upgrade(self, version: int) -> None:
        """Bring the file to this format, unless another process has just done so."""
        if version != 1:
            return
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

    def _finish_opening(self) -> None:
        indexes.ensure(self._connection)
