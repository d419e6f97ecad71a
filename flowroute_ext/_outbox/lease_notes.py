"""The leases of a run, and what it notes of them beside the database."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from .._builders.messages import Message
    from .locks import Lock


@attrs.frozen
class LeasedRow:
    """A row that this run alone is sending; `attempt` counts from 1, and `number` all leases."""

    id: int
    reference: str
    message: Message
    attempt: int
    number: int = 0


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
