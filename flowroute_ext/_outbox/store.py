"""The file of an outbox as a run uses it: rows are leased, and their outcomes written."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING
from uuid import uuid4

from .._base.clock import Clock
from .._reconcile.at_most_once import AFTER_VERDICT
from . import endings, locks, queries, row_selection, runs
from .clock_readings import ClockReading
from .database import Database
from .deliveries.schema import receipt_key
from .drafts import unpacked
from .errors import OutboxError
from .lease_notes import LeasedRow, LeaseNotes, Step
from .locks import Lock
from .lookup_windows import periods
from .outcomes import row_state
from .row_selection import Sender
from .unknown_rows import UnknownRow, read

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from .._reconcile.verdicts import Resolution
    from .outcomes import Outcome
    from .values import OutboxCounts

KINDS = ("sms", "mms")

# Errors of a row, where other rows can be written.
_OF_A_ROW = (sqlite3.IntegrityError, sqlite3.DataError)

_SENT_BETWEEN = """
    SELECT message_id FROM rows WHERE message_id IS NOT NULL AND started BETWEEN ? AND ?
"""

_ELSEWHERE = """
    SELECT count(*) FROM rows WHERE state IN ('sending', 'unknown') AND account NOT IN ('', ?)
"""


class OutboxStore:
    """The file of an outbox, as one run uses it from `open` to `close`, while it holds a lock."""

    def __init__(self, path: Path, account: str = "", clock: Clock | None = None) -> None:
        self._path = path
        self._account = account
        self._clock = clock or Clock()
        self._run = uuid4().hex[:12]
        self._lock = Lock.of(path, self._run)
        self._notes = LeaseNotes(self._lock)

    def open(self, now: datetime) -> None:
        """Open the file, and register this run."""
        self.database = Database(self._path)
        try:
            self.database.check()
            with self.database.changing() as connection:
                runs.check_original(connection, self._path)
                self._check_account(connection)
                row_selection.let_go(connection)
                self.receipt_key = receipt_key(connection)
                known = [run.id for run in runs.registered(connection)]
                runs.check_unused(self._path, known)
                self._lock.take()
                connection.execute(
                    "INSERT INTO runs (id, pid, started, lock) VALUES (?, ?, ?, ?)",
                    (self._run, os.getpid(), now.isoformat(), str(self._lock.path)),
                )
            # From now on the file itself shows that it is not whole without its log.
            self.database.checkpoint("FULL")
        except BaseException:
            # Ctrl-C during the commit is raised after it.
            registered = runs.may_be_registered(self.database, self._run)
            self.database.close()
            # A run that is registered ends as by a crash: it is known by the file of its lock.
            (self._lock.drop if registered else self._lock.release)()
            raise

    def adopt(self, now: Callable[[], datetime]) -> None:
        """Make the rows that crashed runs had leased unknown, as of *now*."""
        crashed = False
        # In one transaction, so that no run is seen between its lock and its registration.
        with self.database.changing() as connection:
            for run in runs.registered(connection):
                if run.id != self._run and not run.is_alive(self._path):
                    why = "its process ended while it was being sent"
                    endings.close(connection, run.id, why, now())
                    Lock.of(self._path, run.id).remove()
                    crashed = True
        if crashed:
            self.database.check(fully=True)

    def take(self, steps: Sequence[Step]) -> None:
        """Write the outcomes, and lease the next rows, of workers that go on at once.

        In one transaction; where that fails, in one for each, as a row that cannot be written is
        wrong for no other. Nothing is leased where the file is no longer at its path.
        """
        rest = list(steps)
        try:
            while rest:
                rest = self._take(rest)
        except BaseException as error:
            if isinstance(error, OutboxError) and not isinstance(error.__cause__, _OF_A_ROW):
                for step in rest:
                    step.fail(error)
            elif len(rest) > 1:
                for step in rest:
                    self.take([step])
            else:
                self._take_apart(rest[0], error)

    def _take_apart(self, step: Step, error: BaseException) -> None:
        """Write the outcome of a step that failed, and only then lease the next row."""
        if step.ended is None or step.kind is None:
            step.error = error
            return
        kind, step.kind = step.kind, None
        self.take([step])
        if step.error is None:
            step.kind = kind
            self.take([step])

    def _take(self, steps: Sequence[Step]) -> list[Step]:
        """Take *steps* in one transaction; those for which there are more rows to look at."""
        begun = [step for step in steps if step.kind is not None]
        leased: list[tuple[Step, LeasedRow]] = []
        more: list[Step] = []
        moved: OutboxError | None = None
        with self.database.changing(moved=True) as connection:
            for step in steps:
                if step.ended is not None:
                    self._record(connection, *step.ended, step.now)
            try:
                if begun:
                    self.database.check_place()
                    leased, more = self._lease(connection, begun)
            except OutboxError as error:
                moved = error
        for step in steps:
            step.ended = None
        try:
            if moved is not None:
                raise moved
            # Once they are on the disk, and before a request leaves.
            if leased:
                self._notes.write(row for _, row in leased)
        except OutboxError as error:
            for step in begun:
                step.fail(error)
            return []
        for step, row in leased:
            step.row = row
        return more

    def kinds_ready(self) -> list[str]:
        """The kinds of which there are rows that may be leased now."""
        with self.database.reading() as connection:
            return [kind for kind in KINDS if row_selection.is_queued(connection, kind)]

    def unknown_rows(self) -> list[UnknownRow]:
        """The rows whose outcome is unknown."""
        with self.database.reading() as connection:
            return read(connection, ClockReading.of(self._clock))

    def to_look_up(self) -> tuple[list[UnknownRow], list[str]]:
        """The rows whose outcome is unknown, and the known ids of messages of their time.

        A record between the same numbers that is of none of those may be of an unknown row.
        """
        with self.database.reading() as connection:
            unknown = read(connection, ClockReading.of(self._clock))
            taken = connection.execute(
                "SELECT message_id FROM rows WHERE message_id IS NOT NULL AND likeness IN"
                " (SELECT likeness FROM rows WHERE state = 'unknown')"
            ).fetchall()
            for period in periods([row.sought for row in unknown]):
                taken += connection.execute(_SENT_BETWEEN, period).fetchall()
        return unknown, [message_id for (message_id,) in taken]

    def resolve(self, unknown: Sequence[UnknownRow], found: Mapping[str, Resolution]) -> int:
        """Write the verdicts that were *found*; how many rows turned out to have been sent."""
        accepted = 0
        with self.database.changing() as connection:
            for row in unknown:
                resolution = row.judged(found[row.sought.reference])
                state = row_state(AFTER_VERDICT[resolution.verdict])
                seen = f" ({', '.join(resolution.seen)})" if state == "unknown" else ""
                changed = connection.execute(
                    "UPDATE rows SET state = ?, message_id = ?, reason = ?,"
                    " clock_set = max(clock_set, ?)"
                    " WHERE id = ? AND attempts = ? AND state = 'unknown'",
                    (
                        *(state, resolution.id, resolution.why + seen),
                        *(not row.certain, row.id, row.attempt),
                    ),
                ).rowcount
                accepted += changed if state == "sent" else 0
        return accepted

    def counts(self) -> OutboxCounts:
        """How many rows are in each state."""
        return queries.counts(self.database)

    def release(self, in_progress: Collection[tuple[int, int]]) -> None:
        """Queue the leased rows again, except the attempts *in_progress*; the run goes on."""
        with self.database.changing(moved=True) as connection:
            self._release(connection, in_progress)

    def close(self, in_progress: Collection[tuple[int, int]], now: datetime) -> None:
        """End the run: its leased rows are queued again, except the attempts *in_progress*.

        Those, each the id of a row and the number of the attempt, become unknown.
        """
        if not self._lock.held:
            return
        try:
            with self.database.changing(moved=True) as connection:
                self._release(connection, in_progress)
                endings.close(connection, self._run, "the run ended while it was being sent", now)
                others = runs.registered(connection)
                # The log may be removed with the last connection to the file.
                dead = [run.id for run in others if not run.is_alive(self._path)]
                runs.mark_whole(connection, dead)
                # Before the commit, so that no run sees a lock without a registration. Its file
                # stays until then: if the disk is full, it shows what the run did.
                self._lock.drop()
            self._remove_lock()
            if not others:
                self.database.checkpoint("TRUNCATE")
        finally:
            # Rows that could not be written are adopted by the next run, as after a crash.
            self.database.close()
            self._lock.drop()

    def _remove_lock(self) -> None:
        """Remove the file of the lock, and the folder after the last run."""
        with self.database.changing(moved=True) as connection:
            Lock.of(self._path, self._run).remove()
            if not runs.registered(connection) and self.database.is_in_place():
                locks.remove_folder(self._path)

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

    def _release(
        self, connection: sqlite3.Connection, in_progress: Collection[tuple[int, int]]
    ) -> None:
        taken = connection.execute(
            "SELECT id, attempts FROM rows WHERE state = 'sending' AND run = ?", (self._run,)
        ).fetchall()
        undone = set(taken) - set(in_progress)
        for attempt in undone:
            endings.undo(connection, self._run, attempt)
        self._notes.undo(undone, unwritten=True)

    def _record(
        self, connection: sqlite3.Connection, row: LeasedRow, outcome: Outcome, now: datetime
    ) -> None:
        endings.record(connection, self._run, row, outcome, now=now)
        if outcome.left:
            self._notes.end(row)
        else:
            self._notes.undo([(row.id, row.attempt)])

    def _lease(
        self, connection: sqlite3.Connection, steps: Sequence[Step]
    ) -> tuple[list[tuple[Step, LeasedRow]], list[Step]]:
        """Lease a row for each of *steps*; also those for which there are more rows to look at."""
        leased: list[tuple[Step, LeasedRow]] = []
        more: list[Step] = []
        clock = ClockReading.of(self._clock)
        # It may have been set back since they asked, and then the rest of the reading is of now.
        now = min(clock.wall, *(step.now for step in steps))
        sender = Sender(self._run, self._account, now, clock)
        for kind in KINDS:
            of_kind = [step for step in steps if step.kind == kind]
            rows, goes_on = row_selection.take(connection, kind, len(of_kind), sender)
            for step, (row_id, reference, message, attempts) in zip(of_kind, rows, strict=False):
                number = self._notes.next()
                row = LeasedRow(row_id, reference, unpacked(message), attempts + 1, number)
                leased.append((step, row))
            if goes_on:
                more += of_kind[len(rows) :]
        return leased, more
