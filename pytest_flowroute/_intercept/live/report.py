"""The report of the processes that a test starts: a byte for each request that was stopped.

On Linux it is in memory, and has a path below that of the process that reads it: it ends with that,
however that ends. Elsewhere it is a private file in the temporary folder. One that a killed process
has left there is removed by a later one.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

NAME: Final = "flowroute-blocked"
LINK: Final = f"/memfd:{NAME} (deleted)"
PROCESSES: Final = "/proc/"
PREFIX: Final = "flowroute-"
SUFFIX: Final = ".blocked"
STALE: Final = 3600.0
"""Seconds without a change after which a file may be one that was left."""


class Report:
    """A new report, until it is closed. Other processes find it by its `path`."""

    def __init__(self) -> None:
        self._handle = -1
        self.path = ""
        if hasattr(os, "memfd_create"):
            with suppress(OSError):
                self._handle = os.memfd_create(NAME)
                self.path = f"{PROCESSES}{os.getpid()}/fd/{self._handle}"
        if not _is_report(self.path):  # no memory of that kind, or no /proc
            self._close()
            self._handle, self.path = _file()
        self._file = _identity(os.fstat(self._handle))

    def size(self) -> int:
        """Return how many requests it has; 0 if a test has closed what it does not know."""
        try:
            about = os.fstat(self._handle)
        except OSError:
            return 0
        return about.st_size if _identity(about) == self._file else 0

    def close(self) -> None:
        """Remove it."""
        is_file = not self.path.startswith(PROCESSES)
        if is_file or _is_report(self.path):  # a test may have closed what it does not know
            self._close()
        if is_file:
            Path(self.path).unlink(missing_ok=True)

    def _close(self) -> None:
        if self._handle >= 0:
            with suppress(OSError):
                os.close(self._handle)


def _identity(about: os.stat_result) -> tuple[int, int]:
    return about.st_dev, about.st_ino


def mark(path: str) -> None:
    """Add a request to the report at *path*, if it is there still."""
    if not _is_report(path):
        return
    with suppress(OSError):
        handle = os.open(path, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(handle, b"x")
        finally:
            os.close(handle)


def _is_report(path: str) -> bool:
    """Whether a path leads to a report, and to nothing that has got its number since."""
    try:
        if path.startswith(PROCESSES):
            return str(Path(path).readlink()) == LINK
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _file() -> tuple[int, str]:
    """Return a new file, open and locked, and its path."""
    import tempfile

    _remove_stale(tempfile.gettempdir())
    handle, path = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX)
    _lock(handle)
    return handle, path


def _remove_stale(folder: str) -> None:
    """Remove what processes of this user have left that are no more."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and entry.name.endswith(SUFFIX):
                with suppress(OSError):
                    _remove_if_stale(entry.path, entry.stat(follow_symlinks=False))


def _remove_if_stale(path: str, about: os.stat_result) -> None:
    import time

    own = not hasattr(os, "getuid") or about.st_uid == os.getuid()
    if not (own and stat.S_ISREG(about.st_mode) and time.time() - about.st_mtime > STALE):
        return
    handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    free = _lock(handle)
    os.close(handle)
    if free:
        Path(path).unlink()


def _lock(handle: int) -> bool:
    """Lock a file; return whether nothing else has it locked.

    On Windows nothing is locked: it removes no file that another process has open.
    """
    with suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True
