"""The state of a run: what it did so far, whether it continues, and when it looks outcomes up."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from .._reconcile.verdicts import settled_at
from .postponed import RoundIsOver

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from .outcomes import Outcome

# Failures in a row, of attempts or for good, that are no coincidence: with the usual number of
# workers, each of them had one.
MAX_FAILURES = 10
# Rounds in a row with failed attempts and without any progress.
MAX_FAILED_ROUNDS = 3


class RunState:
    """The state of one run, which its threads share.

    In a round, the workers send what is queued, until the queue is empty or too many attempts
    fail in a row. A run ends after several rounds in which attempts failed and no row was
    finished.
    """

    def __init__(self) -> None:
        self.sent = 0
        self.failed = 0
        self.opted_out = 0
        self.stopped: str | None = None
        self._lock = threading.Lock()
        self._round_is_over = False
        self._progressed = False
        self._failed_rounds = 0
        self._failed_attempts = 0
        self._refusals = 0
        self._last_failure: str | None = None
        self._look_up_at: datetime | None = None

    @property
    def done(self) -> int:
        """How many rows this run has ended."""
        return self.sent + self.failed + self.opted_out

    @property
    def continues(self) -> bool:
        """Whether another row should be begun."""
        return self.stopped is None and not self._round_is_over

    def check(self) -> None:
        """Raise `RoundIsOver` where no other row should be sent, though it was begun."""
        if not self.continues:
            raise RoundIsOver("the round is over")

    def stop(self, why: str) -> None:
        """Begin no other row; the first reason is the one that is reported."""
        with self._lock:
            self.stopped = self.stopped or why

    def count(self, outcome: Outcome) -> None:
        """Count a row, after its outcome was written to the disk."""
        with self._lock:
            self.sent += outcome.state == "sent"
            self.failed += outcome.state == "failed"
            self.opted_out += outcome.state == "opted_out"

    def apply(self, outcome: Outcome) -> None:
        """Decide from the outcome of a row whether the round, and the run, continue."""
        with self._lock:
            if outcome.state == "sent":
                self._progressed = True
                self._failed_attempts = self._refusals = 0
            elif outcome.state == "failed":
                self._progressed = True
                self._refusals += 1
            elif outcome.state == "opted_out":
                self._progressed = True
            if outcome.transient:
                self._failed_attempts += 1
                self._last_failure = outcome.reason
            if outcome.state == "unknown" and outcome.ended is not None:
                self._look_up_by(settled_at(outcome.ended))
            self._round_is_over = self._round_is_over or self._failed_attempts >= MAX_FAILURES
            halt = outcome.halt
            if self._refusals >= MAX_FAILURES:
                halt = (
                    f"{MAX_FAILURES} rows in a row were refused, the last one with: "
                    f"{outcome.reason}. "
                    "See to it, queue them again with retry_failed(), and send again."
                )
            self.stopped = self.stopped or halt

    def add_accepted(self, accepted: int) -> None:
        """Count unknown rows that turned out to have been sent."""
        with self._lock:
            self.sent += accepted
            self._progressed = self._progressed or accepted > 0

    def next_round(self) -> bool:
        """Begin the next round; whether in the last one attempts failed and no row was finished.

        Stops the run after several such rounds.
        """
        with self._lock:
            failed = self._last_failure is not None and not self._progressed
            self._failed_rounds = self._failed_rounds + 1 if failed else 0
            if self._failed_rounds >= MAX_FAILED_ROUNDS:
                self.stopped = self.stopped or (
                    f"nothing gets through: {self._last_failure}. See to it, and send again."
                )
            self._round_is_over = self._progressed = False
            self._failed_attempts = 0
            self._last_failure = None
            return failed

    def look_up_at(self, moments: Iterable[datetime]) -> None:
        """Look unknown outcomes up at the first of these *moments*, and at no other."""
        with self._lock:
            self._look_up_at = None
            for moment in moments:
                self._look_up_by(moment)

    def must_look_up(self, now: datetime) -> bool:
        """Whether to look unknown outcomes up now; True for the first worker that asks."""
        with self._lock:
            if self._look_up_at is None or now < self._look_up_at:
                return False
            self._look_up_at = None
            return True

    def _look_up_by(self, moment: datetime) -> None:
        self._look_up_at = moment if self._look_up_at is None else min(self._look_up_at, moment)
