"""The locks of the runs, which show that a run is alive: the system drops them with the process.

A lease that expires would not do: a process that was suspended for longer, and goes on, would
send rows that another one has taken over.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import FileIO
from typing import TYPE_CHECKING

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from pathlib import Path


INFIX = "-run-"


def runs(database: Path) -> set[str]:
    """The ids of the runs on a database that have a lock file."""
    prefix = f"{database.name}{INFIX}"
    return {
        file.name.removeprefix(prefix)
        for file in database.parent.iterdir()
        if file.name.startswith(prefix)
    }


class Lock:
    """A lock on a file, from `take` to `release` or the death of the process.

    This object holds it, not the process, so two runs of one process exclude each other.
    Processes that this one forks hold it too, as long as they live.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: FileIO | None = None

    @classmethod
    def of(cls, database: Path, run: str) -> Lock:
        """The lock of a run on a database, beside which its file is."""
        return cls(database.with_name(f"{database.name}{INFIX}{run}"))

    @property
    def held(self) -> bool:
        """Whether this object holds it."""
        return self._file is not None

    def take(self) -> bool:
        """Lock the file, which is made if there is none; False if it is held already.

        Raises `OSError` where the file cannot be made, or not be locked at all.
        """
        file = FileIO(self.path, "a", opener=_private)
        try:
            if _locked(file):
                self._file = file
                return True
            return False
        finally:
            if self._file is not file:
                file.close()

    def release(self) -> None:
        """Remove the file, and release the lock."""
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):  # Windows removes no file that is open
                self.path.unlink()
            file.close()
            with suppress(OSError):
                self.path.unlink()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _locked(file: FileIO) -> bool:
    """Lock *file*, unless another open file has it locked, even one of this process."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
