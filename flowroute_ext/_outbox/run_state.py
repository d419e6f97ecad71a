"""How a run goes: what it did so far, whether it goes on, and when it looks for lost answers."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from .._reconcile.verdicts import settled_at

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from .outcomes import Outcome

# Troubles, or refusals, in a row that are no accident: with the usual number of calls at once,
# each of them met it.
MANY = 10
# Rounds in a row that met with trouble, and brought no row any further.
PATIENCE = 3


class Course:
    """The course of one run; its threads share it.

    A round is what happens between two looks at everything. One that meets with troubles in
    a row is broken off; a run whose rounds bring nothing but troubles is over.
    """

    def __init__(self) -> None:
        self.sent = 0
        self.failed = 0
        self.stopped: str | None = None
        self._lock = threading.Lock()
        self._broken_off = False
        self._gained = False
        self._barren = 0
        self._troubles = 0
        self._refusals = 0
        self._trouble: str | None = None
        self._look_at: datetime | None = None

    @property
    def goes_on(self) -> bool:
        """Whether another row should be begun."""
        return self.stopped is None and not self._broken_off

    def stop(self, why: str) -> None:
        """Begin no other row; the first reason is the one that is told."""
        with self._lock:
            self.stopped = self.stopped or why

    def written(self, outcome: Outcome) -> None:
        """Count a row, now that what became of it is on the disk."""
        with self._lock:
            self.sent += outcome.state == "sent"
            self.failed += outcome.state == "failed"

    def note(self, outcome: Outcome) -> None:
        """Draw the conclusions from what became of a row."""
        with self._lock:
            if outcome.state == "sent":
                self._gained = True
                self._troubles = self._refusals = 0
            elif outcome.state == "failed":
                self._gained = True
                self._refusals += 1
            if outcome.trouble:
                self._troubles += 1
                self._trouble = outcome.reason
            if outcome.state == "unknown" and outcome.ended is not None:
                self._look_by(settled_at(outcome.ended))
            self._broken_off = self._broken_off or self._troubles >= MANY
            halt = outcome.halt
            if self._refusals >= MANY:
                halt = (
                    f"{MANY} rows in a row were refused, the last one with: {outcome.reason}. "
                    "See to it, queue them again with retry_failed(), and send again."
                )
            self.stopped = self.stopped or halt

    def found(self, accepted: int) -> None:
        """Note how many rows turned out to have been sent."""
        with self._lock:
            self.sent += accepted
            self._gained = self._gained or accepted > 0

    def next_round(self) -> bool:
        """Take up what was broken off; whether the round came to nothing but trouble.

        Stops the run after several such rounds.
        """
        with self._lock:
            barren = self._trouble is not None and not self._gained
            self._barren = self._barren + 1 if barren else 0
            if self._barren >= PATIENCE:
                self.stopped = self.stopped or (
                    f"nothing gets through: {self._trouble}. See to it, and send again."
                )
            self._broken_off = self._gained = False
            self._troubles = 0
            self._trouble = None
            return barren

    def look_at(self, moments: Iterable[datetime]) -> None:
        """Look for lost answers at the first of these *moments*, and at no other."""
        with self._lock:
            self._look_at = None
            for moment in moments:
                self._look_by(moment)

    def is_time_to_look(self, now: datetime) -> bool:
        """Whether to look now; True for the first who asks."""
        with self._lock:
            if self._look_at is None or now < self._look_at:
                return False
            self._look_at = None
            return True

    def _look_by(self, moment: datetime) -> None:
        self._look_at = moment if self._look_at is None else min(self._look_at, moment)
