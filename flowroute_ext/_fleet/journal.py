"""The journal of a fleet: a SQLite file beside its own, with what was begun and what was done.

One process at a time has it open, and the system ends that with the process: whatever the file
says was begun, and not finished, is in progress nowhere.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import attrs

from .._base.masking import masked, text_masked
from .._base.sqlite_faults import DAMAGED, LOCKED, SQLiteFault
from .._storage.database import StoredDatabase
from .._storage.format import Format, not_ours
from .errors import JournalError

if TYPE_CHECKING:
    from pathlib import Path

    from .steps import Step

SUFFIX: Final = ".journal"
VERSION: Final = 1
APPLICATION_ID: Final = 0x46524A31  # "FRJ1"
# How long something that was done may have no effect yet: messaging is enabled within a day or
# so, and a caller name set within seven business days.
LONGEST_PENDING: Final = {
    "messaging": timedelta(days=2),
    "cnam": timedelta(days=14),
}


@attrs.frozen(kw_only=True)
class Entry:
    """A step in the journal.

    `content` is what its request was made of, and `resource` the id of what it created, once it is
    `done`. It was begun at `started`, and was done at `ended`. `plan` is the digest of its plan.
    """

    id: str = attrs.field(repr=text_masked)
    kind: str
    name: str = attrs.field(repr=text_masked)
    number: str | None = attrs.field(repr=masked)
    content: dict[str, Any] = attrs.field(repr=False)
    done: bool
    resource: str | None = attrs.field(repr=text_masked)
    plan: str
    started: datetime
    ended: datetime | None


@attrs.frozen
class Effects:
    """The ids of what a step asked for and is not there yet, and of what it `ended` of such."""

    pending: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


NO_EFFECTS: Final = Effects()


class Journal(StoredDatabase):
    """The journal at *path*, of the *account* with this digest; made if there is none.

    Raises `JournalError` where another process has it open, and where it is of another account.
    """

    format = Format(
        application_id=APPLICATION_ID,
        version=VERSION,
        schema=(
            """
            CREATE TABLE steps (
                id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, number TEXT,
                content TEXT NOT NULL, done INTEGER NOT NULL, resource TEXT, plan TEXT NOT NULL,
                started REAL NOT NULL, ended REAL
            ) STRICT
            """,
            "CREATE TABLE effects (id TEXT PRIMARY KEY, at REAL NOT NULL) STRICT",
            "CREATE TABLE account (digest TEXT NOT NULL) STRICT",
            f"PRAGMA application_id = {APPLICATION_ID}",
            f"PRAGMA user_version = {VERSION}",
        ),
        error=JournalError,
        faults={
            **not_ours("a fleet's journal"),
            LOCKED: SQLiteFault(
                "is in use: the fleet is being applied by another process",
                "Let that one end, and try again.",
            ),
            DAMAGED: SQLiteFault(
                DAMAGED.problem, "Restore a copy: only it shows what was begun and not finished."
            ),
        },
        moved=SQLiteFault(
            "was renamed, removed or replaced while it was in use",
            "Put it back beside the file of the fleet, and apply again.",
        ),
        linked=SQLiteFault(
            "has a second name (a hard link)", "Remove one of the names, and apply again."
        ),
    )

    def __init__(self, path: Path, account: str) -> None:
        super().__init__(path, timeout=0.2)
        try:
            self._check_account(account)
        except BaseException:
            self.close()
            raise

    def _check_account(self, account: str) -> None:
        with self.changing() as connection:
            row = connection.execute("SELECT digest FROM account").fetchone()
            if row is None:
                connection.execute("INSERT INTO account VALUES (?)", (account,))
        if row is not None and row[0] != account:
            raise JournalError(
                self.path,
                "is that of another account",
                "Use the credentials of that one, or a copy of the fleet's file for this one.",
            )

    def bought(self) -> dict[str, str]:
        """Return the numbers that were bought, or may have been, by their names in the fleet."""
        rows = self.entries()
        return {row.name: row.number for row in rows if row.kind == "buy number" and row.number}

    def begun(self, plan: str) -> frozenset[str]:
        """Return the ids of the steps of a plan that were begun, by its digest."""
        return frozenset(row.id for row in self.entries() if row.plan == plan)

    def pending(self, now: datetime) -> frozenset[str]:
        """Return the ids of the effects that were asked for, and may still be to come."""
        with self.reading() as connection:
            rows = connection.execute("SELECT id, at FROM effects").fetchall()
        return frozenset(
            name for name, at in rows if now - _moment(at) < LONGEST_PENDING[name.partition(" ")[0]]
        )

    def begin(self, step: Step, plan: str, now: datetime) -> None:
        """Record that a *step* of a plan, by its digest, is begun, before its request is sent."""
        content = json.dumps(dict(step.after))
        values = (step.id, step.kind, step.name, step.number, content, plan, now.timestamp())
        with self.changing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO steps"
                " (id, kind, name, number, content, done, plan, started)"
                " VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
                values,
            )

    def finish(
        self, step_id: str, resource: str | None, now: datetime, effects: Effects = NO_EFFECTS
    ) -> None:
        """Record that a step is done, with the id of its *resource*, and its later *effects*."""
        with self.changing() as connection:
            connection.execute(
                "UPDATE steps SET done = 1, resource = ?, ended = ? WHERE id = ?",
                (resource, now.timestamp(), step_id),
            )
            for ended in effects.ended:
                connection.execute(
                    "DELETE FROM effects WHERE id = ? OR id LIKE ? || ' %'", (ended, ended)
                )
            for effect in effects.pending:
                connection.execute(
                    "INSERT OR REPLACE INTO effects VALUES (?, ?)", (effect, now.timestamp())
                )

    def drop(self, step_id: str) -> None:
        """Record that a step was certainly not done."""
        with self.changing() as connection:
            connection.execute("DELETE FROM steps WHERE id = ?", (step_id,))

    def entries(self) -> list[Entry]:
        """Return all steps that were begun, the first one first."""
        with self.reading() as connection:
            rows = connection.execute(
                "SELECT id, kind, name, number, content, done, resource, plan, started, ended"
                " FROM steps ORDER BY rowid"
            ).fetchall()
        return [_entry(row) for row in rows]

    def _finish_opening(self) -> None:
        """Keep the file for this process alone, until it is closed."""
        self._pragma("journal_mode = DELETE")
        self._pragma("locking_mode = EXCLUSIVE")
        self._pragma("journal_mode = WAL")
        self._connection.execute("BEGIN EXCLUSIVE")
        self._connection.execute("COMMIT")


def _entry(row: tuple[Any, ...]) -> Entry:
    name, kind, of, number, content, done, resource, plan, started, ended = row
    return Entry(
        id=name,
        kind=kind,
        name=of,
        number=number,
        content=json.loads(content),
        done=bool(done),
        resource=resource,
        plan=plan,
        started=_moment(started),
        ended=None if ended is None else _moment(ended),
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def journal_of(fleet: Path) -> Path:
    """Return the path of the journal of the fleet in this file."""
    return fleet.with_name(f"{fleet.name}{SUFFIX}")
