# Written by scripts/unasync.py from flowroute_ext/_async/outbox.py. Do not edit.
"""A run of an outbox: its rows sent by several workers, and unknown outcomes looked up."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from .._base.errors import CallFailed, FlowrouteError
from .._outbox import outcomes, queries
from .._outbox.errors import OutboxError
from .._outbox.in_flight import InFlight, Withheld
from .._outbox.lease_notes import Step
from .._outbox.lookup_windows import open_rows, windows
from .._outbox.opted_out import NotSent, check
from .._outbox.run_state import RunState
from .._outbox.store import OutboxStore
from .._outbox.values import OutboxProgress, OutboxReport
from .._outbox.workers import Workers
from .._reconcile.verdicts import is_settled, settled_at
from .._storage.groups import GroupCommits
from .messages import Messages

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from .._base.clock import Clock
    from .._calls.options import SendOptions
    from .._outbox.in_flight import Attempted
    from .._outbox.lease_notes import LeasedRow
    from .._outbox.opted_out import OptOutStore
    from .._outbox.outcomes import Outcome
    from .._reconcile.verdicts import Resolution

# Seconds between two reports of progress.
REPORT_INTERVAL = 0.25
# Seconds to wait after a round in which attempts failed and no row was finished.
FAILED_ROUND_PAUSE = 5.0


class OutboxMessages(Messages):
    """The messages of a client, as the runs of an outbox send them."""

    send_row = Messages._send


class Run:
    """One run over the rows in the file at *path*, from the first lease to the report.

    :param messages: of the client, with the rate limiter and the sent log of the file. *clock* and
        *concurrency* are of the client, and *limited* is whether its messages wait for permits.
    :param report: is called with the `OutboxProgress` now and then, never twice at a time.
    """

    def __init__(
        self,
        path: Path,
        messages: OutboxMessages,
        clock: Clock,
        *,
        account: str,
        concurrency: int,
        limited: bool,
        report: Callable[[OutboxProgress], None],
        opt_outs: OptOutStore | None = None,
    ) -> None:
        self._path = path
        self._messages = messages
        self._clock = clock
        # As many as have a connection, and two that wait for a permit. Without permits there are
        # more, so that rows are sent while the outcomes of others are written. MMS have fewer
        # permits, and a worker that waits for one cannot be stopped.
        others = 2 if limited else max(2, concurrency)
        self._workers_of = {"sms": concurrency + others, "mms": concurrency // 3 + 1}
        self._report = report
        self._opt_outs = opt_outs
        self._workers = Workers()
        self._store = OutboxStore(path, account, clock)
        self._commits: GroupCommits[Step] = GroupCommits(self._store.take)
        self._state = RunState()
        self._in_flight = InFlight()
        # Attempts of which the records will show no more.
        self._looked_up: set[Attempted] = set()
        self._started = clock.monotonic()
        self._reported_at = self._started
        self._report_lock = threading.Lock()

    def run(self) -> OutboxReport:
        """Send what is queued, and look up what is unknown; what was done, and what is left."""
        try:
            self._workers.in_thread(partial(self._store.open, self._clock.now()))
            self._report_progress(always=True)
            self._run_rounds()
            self._report_progress(always=True)
            left = self._workers.in_thread(self._store.counts)
        except BaseException:
            self._close_however_interrupted()
            raise
        self._close()
        return OutboxReport(
            sent=self._state.sent,
            failed=self._state.failed,
            opted_out=self._state.opted_out,
            counts=left,
            seconds=self._clock.monotonic() - self._started,
            stopped=self._state.stopped,
        )

    def look_up(self) -> str | None:
        """Only look up what is unknown, and send nothing; why that failed, or None."""
        if not self._workers.in_thread(partial(queries.may_have_unknown, self._path)):
            return None
        try:
            self._workers.in_thread(partial(self._store.open, self._clock.now()))
            self._recover()
        except BaseException:
            self._close_however_interrupted()
            raise
        self._close()
        return self._state.stopped

    def _close(self) -> None:
        """Queue again what has not left, and end the run when all of its workers have ended."""

        def close() -> None:
            in_progress = frozenset(self._in_flight.in_progress)
            self._store.close(in_progress, self._clock.now())

        self._workers.end(self._release, close)

    def _close_however_interrupted(self) -> None:
        """Close the file after an error, which is raised afterwards, whatever comes meanwhile."""
        self._in_flight.close()
        closed = False
        while not closed:
            # What interrupts again ends only the waiting; an error of closing matters less.
            with suppress(OutboxError, KeyboardInterrupt, asyncio.CancelledError):
                try:
                    self._close()
                    closed = True
                except Exception:
                    closed = True
                    raise

    def _release(self) -> None:
        """Queue again what has not left; where that cannot be written, a later run does it."""
        with suppress(OutboxError):
            self._store.release(frozenset(self._in_flight.in_progress))

    def _run_rounds(self) -> None:
        self._recover()
        while self._state.continues:
            kinds = self._workers.in_thread(self._store.kinds_ready)
            jobs = [
                partial(self._work, kind) for kind in kinds for _ in range(self._workers_of[kind])
            ]
            self._workers.run(jobs, self._interrupt, self._release)
            self._recover()
            failed = self._state.next_round()
            pause = self._pause(failed=failed)
            if pause is None:
                return
            if pause and self._state.continues:
                self._report_progress(always=True)
                self._clock.sleep(pause)
                self._recover()

    def _recover(self) -> None:
        """Adopt the rows of crashed runs, and look up what is unknown."""
        if self._state.stopped is None:
            self._workers.in_thread(partial(self._store.adopt, self._clock.now))
            self._look_up()

    def _work(self, kind: str) -> None:
        """Send rows of *kind*, one after the other, until none can be leased."""
        row = self._next_row(None, kind)
        while row is not None:
            if self._state.must_look_up(self._clock.now()):
                self._look_up()
            try:
                outcome = self._send(row, self._store.receipt_key)
            except Withheld as withheld:
                if withheld.forgotten:
                    raise
                self._workers.in_thread(self._release)
                return
            row = self._next_row((row, outcome), kind)

    def _send(self, row: LeasedRow, receipt_key: bytes) -> Outcome:
        """Send *row*; raises `Withheld` where the run is interrupted before its request leaves."""
        attempt = (row.id, row.attempt)
        if self._opt_outs is not None:
            try:
                # Also before it waits for a permit, which it may not need.
                self._workers.in_thread(partial(check, self._opt_outs, row.message))
            except NotSent as why:
                return outcomes.not_sent(why)
        if not self._in_flight.enter(attempt):
            raise Withheld
        # Its permit may be some time away, and no caller waits for this row.
        options: SendOptions = {"reference": row.reference, "deadline": None}
        admit = partial(self._admit, row)
        try:
            sent = self._messages.send_row(row.message, options, admit, receipt_key)
        except Withheld:
            raise
        except Exception as error:
            if self._in_flight.left_early(attempt):
                raise Withheld(forgotten=True) from error
            if isinstance(error, NotSent):
                return outcomes.not_sent(error)
            if not isinstance(error, FlowrouteError):
                raise
            return outcomes.failed(error, self._clock.now())
        return outcomes.accepted(sent)

    def _admit(self, row: LeasedRow) -> None:
        """Let the request of *row* leave, unless the round is over, or its number has opted out."""
        check(self._opt_outs, row.message)
        self._state.check()
        self._in_flight.admit((row.id, row.attempt))

    def _next_row(self, ended: tuple[LeasedRow, Outcome] | None, kind: str) -> LeasedRow | None:
        """Write the outcome of the row that has *ended*, then report it; lease the next one."""
        if ended is not None:
            self._state.apply(ended[1])
        wanted = kind if self._state.continues else None
        step = Step(ended, wanted, self._clock.now())
        self._commits.make(step)
        row = step.result()
        if ended is not None:
            self._state.count(ended[1])
            self._in_flight.done((ended[0].id, ended[0].attempt))
            self._report_progress()
        return row

    def _look_up(self) -> None:
        """Look up the rows whose outcome is unknown in the records of this moment."""
        rows, taken = self._workers.in_thread(self._store.to_look_up)
        unknown = open_rows(rows, self._looked_up)
        if not unknown:
            return
        now = self._clock.now()
        verdicts: dict[str, Resolution] = {}
        try:
            for together in windows(row.sought for row in unknown):
                verdicts |= self._messages.find_sent(together, taken=taken)
                taken += [verdict.id for verdict in verdicts.values() if verdict.id is not None]
        except CallFailed as error:
            self._state.stop(
                f"the outcome of {len(unknown)} rows could not be looked up ({error}). "
                "See to it, and send again."
            )
            return
        accepted = self._workers.in_thread(partial(self._store.resolve, unknown, verdicts))
        self._state.add_accepted(accepted)
        self._looked_up.update(
            (row.id, row.attempt) for row in unknown if is_settled(row.sought.ended, now)
        )
        self._state.look_up_at(self._settled_at())

    def _pause(self, *, failed: bool) -> float | None:
        """Seconds until the next round, after one that *failed* or not; None if there is none."""
        ready = self._workers.in_thread(self._store.kinds_ready)
        if ready and not failed:
            return 0.0
        moments = self._settled_at()
        if moments:
            return max(0.0, (min(moments) - self._clock.now()).total_seconds())
        return FAILED_ROUND_PAUSE if ready else None

    def _settled_at(self) -> list[datetime]:
        """The moments at which the records of the unknown rows are final, unless they were."""
        unknown = self._workers.in_thread(self._store.unknown_rows)
        return [
            settled_at(row.sought.ended)
            for row in unknown
            if (row.id, row.attempt) not in self._looked_up
        ]

    def _report_progress(self, *, always: bool = False) -> None:
        now = self._clock.monotonic()
        if always or now - self._reported_at >= REPORT_INTERVAL:
            self._reported_at = now
            counts = self._workers.in_thread(self._store.counts)
            done = self._state.done
            with self._report_lock:
                self._report(OutboxProgress(counts=counts, done=done, seconds=now - self._started))

    def _interrupt(self) -> int:
        """Begin nothing more; how many workers wait for what they will not get."""
        self._state.stop("it was interrupted. Send again to go on.")
        return self._in_flight.close()
