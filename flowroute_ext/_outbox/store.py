"""What a run does with the file: it takes rows, and writes down what became of them."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import attrs

from .._reconcile.at_most_once import AFTER_VERDICT
from .._reconcile.verdicts import MessageQuery
from . import locks
from . import queries as table
from .database import Database
from .errors import OutboxError
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

# A row whose like is under way, or whose outcome is unknown, has to wait: Flowroute's records
# would not tell the two apart.
_NEXT = """
    SELECT id, reference, message, attempts FROM rows AS next
    WHERE state = 'queued' AND kind = ? AND NOT EXISTS (
        SELECT 1 FROM rows AS other
        WHERE other.likeness = next.likeness AND other.state IN ('sending', 'unknown')
    )
    ORDER BY id LIMIT 1
"""
_TAKE = """
    UPDATE rows SET state = 'sending', run = ?, account = ?, attempts = attempts + 1,
        started = ?, ended = NULL, reason = NULL
    WHERE id = ?
"""
_ELSEWHERE = """
    SELECT count(*) FROM rows WHERE state IN ('sending', 'unknown') AND account NOT IN ('', ?)
"""
# Where a receipt told of the message while it was under way, the answer is no longer needed.
_LOSE = """
    UPDATE rows SET state = CASE WHEN message_id IS NULL THEN 'unknown' ELSE 'sent' END,
        reason = ?, started = coalesce(?, started), ended = ?
    WHERE state = 'sending' AND run = ?
"""
# A receipt that came while an attempt was under way which was not accepted tells of one before
# it, if there was one; else it is not true.
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
class Claim:
    """A row that is being sent, by this run alone; `attempt` counts from 1."""

    id: int
    reference: str
    message: Message
    attempt: int


@attrs.frozen
class Question:
    """A row whose outcome is unknown, and what to look for."""

    id: int
    attempt: int
    sought: MessageQuery


class Desk:
    """The file of an outbox in the hands of one run, from `enter` to `leave`.

    In between it holds a lock, by which other runs know that its rows are in hand.
    """

    def __init__(self, path: Path, account: str = "") -> None:
        self._path = path
        self._account = account
        self._run = uuid4().hex[:12]
        self._lock = Lock.of(path, self._run)

    def enter(self, now: datetime) -> None:
        """Open the file, and let others know of this run."""
        self.database = Database(self._path)
        try:
            self.database.check()
            with self.database.changing() as connection:
                self._check_account(connection)
                self._hold()
                connection.execute(
                    "INSERT INTO runs VALUES (?, ?, ?)", (self._run, os.getpid(), now.isoformat())
                )
        except BaseException:
            self.database.close()
            self._lock.release()
            raise

    def adopt(self, now: Callable[[], datetime]) -> None:
        """Call unknown what dead runs had in hand, until this very moment for all that is known."""
        # In one transaction, so that no run is met between its lock and its entry.
        with self.database.changing() as connection:
            known = {run for (run,) in connection.execute("SELECT id FROM runs")}
            for run in (known | locks.runs(self._path)) - {self._run}:
                lock = Lock.of(self._path, run)
                if self._taken(lock):
                    _close(connection, run, "its process ended while it was being sent", now())
                    lock.release()

    def turn(
        self, ended: tuple[Claim, Outcome] | None, kind: str | None, now: datetime
    ) -> Claim | None:
        """Write down how the last row *ended*, and take the next one of *kind*, if there is one."""
        with self.database.changing() as connection:
            if ended is not None:
                self._record(connection, *ended)
            return None if kind is None else self._take(connection, kind, now)

    def waiting(self) -> list[str]:
        """The kinds of the rows that could be taken."""
        with self.database.reading() as connection:
            return [kind for kind in KINDS if connection.execute(_NEXT, (kind,)).fetchone()]

    def questions(self) -> tuple[list[Question], list[str]]:
        """The rows whose outcome is unknown, and the ids of messages that are of their like."""
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT id, attempts, reference, message, started, ended FROM rows"
                " WHERE state = 'unknown' ORDER BY id"
            ).fetchall()
            taken = connection.execute(
                "SELECT message_id FROM rows WHERE message_id IS NOT NULL AND likeness IN"
                " (SELECT likeness FROM rows WHERE state = 'unknown')"
            ).fetchall()
        return [_question(row) for row in rows], [message_id for (message_id,) in taken]

    def settle(self, questions: Sequence[Question], found: Mapping[str, Resolution]) -> int:
        """Write down what was *found* out; how many rows turned out to have been sent."""
        accepted = 0
        with self.database.changing() as connection:
            for question in questions:
                resolution = found[question.sought.reference]
                state = row_state(AFTER_VERDICT[resolution.verdict])
                seen = f" ({', '.join(resolution.seen)})" if state == "unknown" else ""
                changed = connection.execute(
                    "UPDATE rows SET state = ?, message_id = ?, reason = ?"
                    " WHERE id = ? AND attempts = ? AND state = 'unknown'",
                    (state, resolution.id, resolution.why + seen, question.id, question.attempt),
                ).rowcount
                accepted += changed if state == "sent" else 0
        return accepted

    def counts(self) -> OutboxCounts:
        """How many rows are in each state."""
        return table.counts(self.database)

    def leave(self, under_way: Collection[tuple[int, int]], now: datetime) -> None:
        """End the run: what it took is queued again, but for the attempts that are *under_way*.

        Those, each the id of a row and the number of the attempt, are unknown.
        """
        if not self._lock.held:
            return
        try:
            with self.database.changing() as connection:
                taken = connection.execute(
                    "SELECT id, attempts FROM rows WHERE state = 'sending' AND run = ?",
                    (self._run,),
                ).fetchall()
                for row, attempt in set(taken) - set(under_way):
                    ended = self._ended(row, attempt, "queued", None)
                    connection.execute(_END, ended)
                    connection.execute(_UNDO, ended)
                _close(connection, self._run, "the run ended while it was being sent", now)
        finally:
            # What could not be written is adopted by the next run, as after a crash.
            self.database.close()
            self._lock.release()

    def _hold(self) -> None:
        """Take the lock of this run, which nobody else knows of yet."""
        if not self._taken(self._lock):
            raise OutboxError(self._path, *_NO_LOCKS)

    def _check_account(self, connection: sqlite3.Connection) -> None:
        """See to it that what is unknown is not looked for where it was not sent."""
        (elsewhere,) = connection.execute(_ELSEWHERE, (self._account,)).fetchone()
        if elsewhere:
            raise OutboxError(
                self._path,
                f"has rows ({elsewhere}) that another account, or access key, or base URL is "
                "sending, or whose outcome there is unknown",
                "Send with that one first, or settle these rows.",
            )

    def _taken(self, lock: Lock) -> bool:
        """Take *lock*; False if a run that is alive has it."""
        try:
            return lock.take()
        except OSError as error:
            problem = f"cannot have a lock file beside it ({error.strerror})"
            raise OutboxError(self._path, problem, _NO_LOCKS[1]) from error

    def _take(self, connection: sqlite3.Connection, kind: str, now: datetime) -> Claim | None:
        row = connection.execute(_NEXT, (kind,)).fetchone()
        if row is None:
            return None
        row_id, reference, message, attempts = row
        connection.execute(_TAKE, (self._run, self._account, now.isoformat(), row_id))
        return Claim(row_id, reference, unpacked(message), attempts + 1)

    def _record(self, connection: sqlite3.Connection, claim: Claim, outcome: Outcome) -> None:
        if outcome.state == "sent":
            # Whatever others made of the row in the meantime: this is certain.
            connection.execute(
                "UPDATE rows SET state = 'sent', message_id = ?, reason = NULL WHERE id = ?",
                (outcome.message_id, claim.id),
            )
        elif outcome.state == "unknown":
            started, ended = (at and at.isoformat() for at in (outcome.started, outcome.ended))
            connection.execute(
                f"{_LOSE} AND id = ?", (outcome.reason, started, ended, self._run, claim.id)
            )
        else:
            values = self._ended(claim.id, claim.attempt, outcome.state, outcome.reason)
            connection.execute(_END, values)

    def _ended(self, row: int, attempt: int, state: State, reason: str | None) -> dict[str, object]:
        return {"id": row, "attempt": attempt, "run": self._run, "state": state, "reason": reason}


def _close(connection: sqlite3.Connection, run: str, why: str, now: datetime) -> None:
    connection.execute(_LOSE, (why, None, now.isoformat(), run))
    connection.execute("DELETE FROM runs WHERE id = ?", (run,))


def _question(row: tuple[Any, ...]) -> Question:
    row_id, attempt, reference, message, started, ended = row
    sought = MessageQuery.of(
        unpacked(message),
        reference=reference,
        started=datetime.fromisoformat(started),
        ended=datetime.fromisoformat(ended),
    )
    return Question(row_id, attempt, sought)
