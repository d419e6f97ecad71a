"""The leases of a run: what a worker asks of the store, and what is noted beside the database."""

from __future__ import annotations

import copy
import threading
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from datetime import datetime

    from .._builders.messages import Message
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

    Threads come back from their transactions in any order: the latest number counts.
    """

    def __init__(self, lock: Lock) -> None:
        self._lock = lock
        self._writing = threading.Lock()
        self._numbers = 0
        self._noted = 0

    def next(self) -> int:
        """Return the number of a lease; call it within its transaction."""
        self._numbers += 1
        return self._numbers

    def write(self, number: int, row: int, attempt: int) -> None:
        """Note the lease of that *number*, unless a later one is noted."""
        with self._writing:
            if number > self._noted:
                self._noted = number
                self._lock.note(row, attempt)
