"""The locks of the runs, each with a note of the last lease of its run."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from .._storage.lock_folder import LockFolder, folder_of
from .._storage.locks import FileLock
from .errors import OutboxError

if TYPE_CHECKING:
    from pathlib import Path

MARK = "flowroute-ext-outbox"
MARK_TEXT = b"The locks of the runs of an outbox of flowroute-ext, format 2.\n"
RUN = re.compile(r"run-([0-9a-f]{12})")
LAST_LEASE = re.compile(rb"([0-9]{20}) ([0-9]{10})\n")

folder = folder_of


def live_runs(database: Path) -> set[str]:
    """The ids of the runs whose locks are held in the folder of *database*.

    Raises `OutboxError` where the folder is not ours, or cannot be read.
    """
    return {run for run in _runs(database) if Lock.of(database, run).is_held()}


def has_sent(database: Path) -> bool:
    """Whether a run noted a lease in the folder of *database*, and did not end. Raises so, too."""
    leases = (Lock.of(database, run).last_lease() for run in _runs(database))
    return any(lease is not None and lease[1] > 0 for lease in leases)


def remove_folder(database: Path) -> None:
    """Remove the folder of *database*, unless anything but our mark is in it; never raises."""
    _folder(database).remove()


class Lock(FileLock):
    """The lock of a run on a database, with the note of its last lease."""

    def __init__(self, path: Path, database: Path, run: str) -> None:
        super().__init__(path, _folder(database), f"run {run} of flowroute-ext\n".encode())

    @classmethod
    def of(cls, database: Path, run: str) -> Lock:
        """The lock of a run on a database, in the folder beside it."""
        return cls(folder(database) / f"run-{run}", database, run)

    def note(self, row: int, attempt: int) -> None:
        """Note that this *attempt* of a *row* was leased, as is on the disk by now.

        A database that does not show it has lost its last transactions.
        """
        if self._descriptor is not None:
            with self._folder.faults():
                os.lseek(self._descriptor, len(self._content), os.SEEK_SET)
                os.write(self._descriptor, f"{row:020} {attempt:010}\n".encode())

    def last_lease(self) -> tuple[int, int] | None:
        """The row and the attempt that were noted last; None where there is no such file."""
        with self._folder.faults():
            opened = self._opened()
            if opened is None:
                return None
            descriptor, rest = opened
            os.close(descriptor)
            row, attempt = rest.split()
            return int(row), int(attempt)

    def _begin(self) -> None:
        self.note(0, 0)

    def _is_rest(self, rest: bytes) -> bool:
        return LAST_LEASE.fullmatch(rest) is not None


def _folder(database: Path) -> LockFolder:
    return LockFolder(database, "the outbox", MARK, MARK_TEXT, OutboxError)


def _runs(database: Path) -> list[str]:
    return [name.group(1) for name in map(RUN.fullmatch, _folder(database).names()) if name]
