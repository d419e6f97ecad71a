"""The file of an outbox as a run uses it: rows are leased, and their outcomes written."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import attrs

from .._reconcile.at_most_once import AFTER_VERDICT
from .._reconcile.verdicts import MessageQuery
from . import leases, locks, queries
from .database import Database
from .errors import OutboxError
from .leases import More
from .locks import Lock
from .outcomes import row_state
from .row_parsing import unpacked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from .._builders.messages import Message
    from .._reconcile.verdicts import Resolution
    from .outcomes import Outcome
    from .values import OutboxCounts, State

KINDS = ("sms", "mms")
# Messages further apart are told apart by the times of their records.
NEIGHBOURS = timedelta(minutes=10)

_SENT_BETWEEN = """
    SELECT message_id FROM rows WHERE message_id IS NOT NULL AND started BETWEEN ? AND ?
"""

_TAKE = """
    UPDATE rows SET state = 'sending', run = ?, account = ?, attempts = attempts + 1,
        started = ?, ended = NULL, reason = NULL
    WHERE id = ?
"""
_ELSEWHERE = """
    SELECT count(*) FROM rows WHERE state IN ('sending', 'unknown') AND account NOT IN ('', ?)
"""
# Where a receipt of the message came while it was being sent, the response is no longer needed.
_LOSE = """
    UPDATE rows SET state = CASE WHEN message_id IS NULL THEN 'unknown' ELSE 'sent' END,
        reason = ?, started = coalesce(?, started), ended = ?
    WHERE state = 'sending' AND run = ?
"""
# A receipt that came during an attempt which was not accepted is that of an earlier attempt, if
# there was one; else it is not true.
_END = """
    UPDATE rows SET
        state = CASE WHEN message_id IS NULL OR attempts = 1 THEN :state ELSE 'sent' END,
        message_id = CASE WHEN attempts = 1 THEN NULL ELSE message_id END,
        reason = coalesce(:reason, reason)
    WHERE id = :id AND attempts = :attempt AND run = :run AND state = 'sending'
"""
_UNDO = """
    UPDATE rows SET attempts = attempts - 1, started = NULL, run = NULL
    WHERE id = :id AND attempts = :attempt AND run = :run
"""

_NO_LOCKS = (
    "is where files cannot be locked",
    "Keep it on a disk of this machine, in a folder where you may write.",
)


@attrs.frozen
class LeasedRow:
    """A row that this run alone is sending; `attempt` counts from 1."""

    id: int
    reference: str
    message: Message
    attempt: int


@attrs.frozen
class UnknownRow:
    """A row whose outcome is unknown, and what to look for."""

    id: int
    attempt: int
    sought: MessageQuery


class OutboxStore:
    """The file of an outbox, as one run uses it from `open` to `close`.

    In between the run holds a lock, which shows other runs that its rows are leased.
    """

    def __init__(self, path: Path, account: str = "") -> None:
        self._path = path
        self._account = account
        self._run = uuid4().hex[:12]
        self._lock = Lock.of(path, self._run)

    def open(self, now: datetime) -> None:
        """Open the file, and register this run."""
        self.database = Database(self._path)
        try:
            self.database.check()
            with self.database.changing() as connection:
                self._check_account(connection)
                leases.let_go(connection)
                self._hold_lock()
                connection.execute(
                    "INSERT INTO runs VALUES (?, ?, ?)", (self._run, os.getpid(), now.isoformat())
                )
        except BaseException:
            self.database.close()
            self._lock.release()
            raise

    def adopt(self, now: Callable[[], datetime]) -> None:
        """Make the rows that crashed runs had leased unknown, as of *now*."""
        crashed = False
        # In one transaction, so that no run is seen between its lock and its registration.
        with self.database.changing() as connection:
            known = {run for (run,) in connection.execute("SELECT id FROM runs")}
            for run in (known | locks.runs(self._path)) - {self._run}:
                lock = Lock.of(self._path, run)
                if self._take_lock(lock):
                    _close(connection, run, "its process ended while it was being sent", now())
                    lock.release()
                    crashed = True
        if crashed:
            self.database.check(fully=True)

    def next_row(
        self, ended: tuple[LeasedRow, Outcome] | None, kind: str | None, now: datetime
    ) -> LeasedRow | None:
        """Write the outcome of the row that has *ended*, and lease the next one of *kind*."""
        with self.database.changing() as connection:
            if ended is not None:
                self._record(connection, *ended)
            row = None if kind is None else self._lease(connection, kind, now)
        while kind is not None and isinstance(row, More):
            with self.database.changing() as connection:
                row = self._lease(connection, kind, now)
        return None if isinstance(row, More) else row

    def kinds_ready(self) -> list[str]:
        """The kinds of which there are rows that may be leased now."""
        with self.database.reading() as connection:
            return [kind for kind in KINDS if leases.is_queued(connection, kind)]

    def unknown_rows(self) -> tuple[list[UnknownRow], list[str]]:
        """The rows whose outcome is unknown, and the known ids of messages of their time.

        A record between the same numbers that is of none of those may be of an unknown row.
        """
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT id, attempts, reference, message, started, ended FROM rows"
                " WHERE state = 'unknown' ORDER BY id"
            ).fetchall()
            taken = connection.execute(
                "SELECT message_id FROM rows WHERE message_id IS NOT NULL AND likeness IN"
                " (SELECT likeness FROM rows WHERE state = 'unknown')"
            ).fetchall()
            unknown = [_unknown_row(row) for row in rows]
            for period in _periods([row.sought for row in unknown]):
                taken += connection.execute(_SENT_BETWEEN, period).fetchall()
        return unknown, [message_id for (message_id,) in taken]

    def resolve(self, unknown: Sequence[UnknownRow], found: Mapping[str, Resolution]) -> int:
        """Write the verdicts that were *found*; how many rows turned out to have been sent."""
        accepted = 0
        with self.database.changing() as connection:
            for row in unknown:
                resolution = found[row.sought.reference]
                state = row_state(AFTER_VERDICT[resolution.verdict])
                seen = f" ({', '.join(resolution.seen)})" if state == "unknown" else ""
                changed = connection.execute(
                    "UPDATE rows SET state = ?, message_id = ?, reason = ?"
                    " WHERE id = ? AND attempts = ? AND state = 'unknown'",
                    (state, resolution.id, resolution.why + seen, row.id, row.attempt),
                ).rowcount
                accepted += changed if state == "sent" else 0
        return accepted

    def counts(self) -> OutboxCounts:
        """How many rows are in each state."""
        return queries.counts(self.database)

    def release(self, in_progress: Collection[tuple[int, int]]) -> None:
        """Queue the leased rows again, except the attempts *in_progress*; the run goes on."""
        with self.database.changing() as connection:
            self._release(connection, in_progress)

    def close(self, in_progress: Collection[tuple[int, int]], now: datetime) -> None:
        """End the run: its leased rows are queued again, except the attempts *in_progress*.

        Those, each the id of a row and the number of the attempt, become unknown.
        """
        if not self._lock.held:
            return
        try:
            with self.database.changing() as connection:
                self._release(connection, in_progress)
                _close(connection, self._run, "the run ended while it was being sent", now)
        finally:
            # Rows that could not be written are adopted by the next run, as after a crash.
            self.database.close()
            self._lock.release()

    def _hold_lock(self) -> None:
        """Take the lock of this run, whose id no other run knows yet."""
        if not self._take_lock(self._lock):
            raise OutboxError(self._path, *_NO_LOCKS)

    def _check_account(self, connection: sqlite3.Connection) -> None:
        """Raise `OutboxError` where rows may have been sent by another account."""
        (elsewhere,) = connection.execute(_ELSEWHERE, (self._account,)).fetchone()
        if elsewhere:
            raise OutboxError(
                self._path,
                f"has rows ({elsewhere}) that another account, or access key, or base URL is "
                "sending, or whose outcome there is unknown",
                "Send with that one first, or settle these rows.",
            )

    def _take_lock(self, lock: Lock) -> bool:
        """Take *lock*; False if the run that holds it is alive."""
        try:
            return lock.take()
        except OSError as error:
            problem = f"cannot have a lock file beside it ({error.strerror})"
            raise OutboxError(self._path, problem, _NO_LOCKS[1]) from error

    def _release(
        self, connection: sqlite3.Connection, in_progress: Collection[tuple[int, int]]
    ) -> None:
        taken = connection.execute(
            "SELECT id, attempts FROM rows WHERE state = 'sending' AND run = ?", (self._run,)
        ).fetchall()
        for row, attempt in set(taken) - set(in_progress):
            ended = self._ended(row, attempt, "queued", None)
            connection.execute(_END, ended)
            connection.execute(_UNDO, ended)

    def _lease(
        self, connection: sqlite3.Connection, kind: str, now: datetime
    ) -> LeasedRow | More | None:
        row = leases.first(connection, kind)
        if row is None or isinstance(row, More):
            return row
        row_id, reference, message, attempts = row
        connection.execute(_TAKE, (self._run, self._account, now.isoformat(), row_id))
        return LeasedRow(row_id, reference, unpacked(message), attempts + 1)

    def _record(self, connection: sqlite3.Connection, row: LeasedRow, outcome: Outcome) -> None:
        if outcome.state == "sent":
            # Whatever was written of the row in the meantime: this is certain.
            connection.execute(
                "UPDATE rows SET state = 'sent', message_id = ?, reason = NULL WHERE id = ?",
                (outcome.message_id, row.id),
            )
        elif outcome.state == "unknown":
            started, ended = (at and at.isoformat() for at in (outcome.started, outcome.ended))
            connection.execute(
                f"{_LOSE} AND id = ?", (outcome.reason, started, ended, self._run, row.id)
            )
        else:
            values = self._ended(row.id, row.attempt, outcome.state, outcome.reason)
            connection.execute(_END, values)

    def _ended(self, row: int, attempt: int, state: State, reason: str | None) -> dict[str, object]:
        return {"id": row, "attempt": attempt, "run": self._run, "state": state, "reason": reason}


def _close(connection: sqlite3.Connection, run: str, why: str, now: datetime) -> None:
    connection.execute(_LOSE, (why, None, now.isoformat(), run))
    connection.execute("DELETE FROM runs WHERE id = ?", (run,))


def _periods(sought: Sequence[MessageQuery]) -> list[tuple[str, str]]:
    """The times of all messages whose records may be taken for one of *sought*, merged."""
    periods: list[tuple[datetime, datetime]] = []
    for one in sorted(sought, key=attrgetter("started")):
        start, end = one.started - NEIGHBOURS, one.ended + NEIGHBOURS
        if periods and start <= periods[-1][1]:
            start, end = periods[-1][0], max(end, periods.pop()[1])
        periods.append((start, end))
    return [(start.isoformat(), end.isoformat()) for start, end in periods]


def _unknown_row(columns: tuple[Any, ...]) -> UnknownRow:
    row_id, attempt, reference, message, started, ended = columns
    sought = MessageQuery.of(
        unpacked(message),
        reference=reference,
        started=datetime.fromisoformat(started),
        ended=datetime.fromisoformat(ended),
    )
    return UnknownRow(row_id, attempt, sought)
