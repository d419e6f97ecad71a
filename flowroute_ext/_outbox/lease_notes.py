"""The leases of a run: what a worker asks of the store, and what is noted beside the database."""

from __future__ import annotations

import copy
import threading
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from .._builders.messages import Message
    from .in_flight import Attempted
    from .locks import Lock
    from .outcomes import Outcome


@attrs.frozen
class LeasedRow:
    """A row that this run alone is sending; `attempt` counts from 1, and `number` all leases."""

    id: int
    reference: str
    message: Message
    attempt: int
    number: int = 0


@attrs.define
class Step:
    """A worker that goes on: the outcome of the row that has `ended`, and the next one of `kind`.

    Afterwards it has the `row`, if there is one, or the `error`.
    """

    ended: tuple[LeasedRow, Outcome] | None
    kind: str | None
    now: datetime
    row: LeasedRow | None = None
    error: BaseException | None = None

    def fail(self, error: BaseException) -> None:
        """Set the error: one of its own, as each worker raises it."""
        self.row = None
        self.error = copy.copy(error)
        self.error.__cause__ = error.__cause__

    def result(self) -> LeasedRow | None:
        """Return the row; raise the error."""
        if self.error is not None:
            raise self.error
        return self.row


class LeaseNotes:
    """The last lease of a run, noted in the file of its *lock* after its transaction.

    A lease that was undone, as nothing had left, is none: the database does not show it any more.
    """

    def __init__(self, lock: Lock) -> None:
        self._lock = lock
        self._changing = threading.Lock()
        self._numbers = 0
        self._undone = 0
        # By number: those that have not ended, and the last one that has, which is none at first.
        self._leases: dict[Attempted, int] = {(0, 0): 0}
        self._ended = self._noted = (0, 0)

    def next(self) -> int:
        """Return the number of a lease; call it within its transaction."""
        self._numbers += 1
        return self._numbers

    def write(self, rows: Iterable[LeasedRow]) -> None:
        """Note the leases of *rows*, which are on the disk, unless a later one is noted."""
        with self._changing:
            for row in rows:
                if row.number > self._undone:
                    self._leases[row.id, row.attempt] = row.number
            self._note()

    def end(self, row: LeasedRow) -> None:
        """Forget the lease of *row*, which has ended, once a later one has ended too."""
        attempt = row.id, row.attempt
        with self._changing:
            if self._leases.get(attempt, 0) > self._leases[self._ended]:
                attempt, self._ended = self._ended, attempt
            if attempt != self._ended:
                self._leases.pop(attempt, None)

    def undo(self, attempts: Iterable[Attempted], *, unwritten: bool = False) -> None:
        """Have the leases of *attempts* not be noted; call it within their transaction.

        Nor, if *unwritten*, those that were not written by now.
        """
        with self._changing:
            if unwritten:
                self._undone = self._numbers
            for attempt in attempts:
                if attempt != self._ended:
                    self._leases.pop(attempt, None)
            self._note()

    def _note(self) -> None:
        last = max(self._leases, key=self._leases.__getitem__)
        if last != self._noted:
            self._lock.note(*last)
            self._noted = last
