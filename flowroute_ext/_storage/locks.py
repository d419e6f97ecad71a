"""Locks that show whether what took them is alive: the system drops them with the process.

They are files in a folder beside the database, ``campaign.db.lock``, each recognised by its exact
name and content. A file or folder of another origin is never opened for writing, locked or removed.

A lease that expires would not do: a process that was suspended for longer, and goes on, would
do again what another one has taken over.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from .._base import private_files
from .errors import StorageError
from .lock_folder import FLAGS

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from pathlib import Path

    from .lock_folder import LockFolder

# On Windows a locked byte cannot be read, so the content is not locked there.
_LOCKED_BYTE = 1 << 20


class FileLock:
    """A lock on a file of its own, from `take` to `release` or the death of the process.

    This object holds it, not the process, so two of one process exclude each other. Processes that
    this one forks hold it too, as long as they live.
    """

    def __init__(self, path: Path, folder: LockFolder, content: bytes) -> None:
        self.path = path
        self._folder = folder
        self._content = content
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds it."""
        return self._descriptor is not None

    def take(self) -> bool:
        """Make the file and lock it; False if there is one already.

        Raises the error of the folder where that is not ours, or files cannot be locked there.
        """
        with self._folder.faults(), self._folder.kept():
            try:
                descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | FLAGS, 0o600)
            except FileExistsError:
                return False
            self._descriptor = descriptor
            private_files.restrict_open(descriptor)
            try:
                _lock(descriptor)
                os.write(descriptor, self._content)
                self._begin()
            except BaseException:
                self.release()
                raise
        return True

    def is_held(self) -> bool:
        """Whether one that is alive holds it; not where there is no such file of ours.

        Raises the error of the folder where that cannot be found out.
        """
        with self._folder.faults():
            opened = self._opened()
            if opened is None:
                return False
            descriptor, _ = opened
            try:
                return not lock_open(descriptor, shared=True)
            finally:
                os.close(descriptor)

    def remove(self) -> None:
        """Remove the file of one that has died, if it is ours; never raises."""
        with suppress(OSError, StorageError):
            opened = self._opened()
            if opened is not None:
                os.close(opened[0])
                self.path.unlink()

    def drop(self) -> None:
        """Release the lock as the death of the process does: the file stays."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def release(self) -> None:
        """Remove the file, and release the lock."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        with suppress(OSError):
            # Where the folder was moved, another file may have this path.
            mine = os.path.samestat(os.fstat(descriptor), self.path.lstat())
            if mine:
                with suppress(OSError):  # Windows removes no file that is open
                    self.path.unlink()
        os.close(descriptor)
        if sys.platform == "win32":
            self.remove()

    def _begin(self) -> None:
        """Write what is after the content, once the lock is taken."""

    def _is_rest(self, rest: bytes) -> bool:
        """Whether *rest* is what may be after the content."""
        return not rest

    def _opened(self) -> tuple[int, bytes] | None:
        """The file, opened to be read, with what is after its content; None without one of ours."""
        try:
            self._folder.check(self.path.parent)
            descriptor = os.open(self.path, os.O_RDONLY | FLAGS)
        except FileNotFoundError:
            return None
        content = os.read(descriptor, 1024)
        rest = content.removeprefix(self._content)
        if content.startswith(self._content) and self._is_rest(rest):
            return descriptor, rest
        os.close(descriptor)
        return None


def _lock(descriptor: int) -> None:
    if not lock_open(descriptor):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))


def lock_open(descriptor: int, *, shared: bool = False) -> bool:
    """Lock the file, unless another open file has it locked, even one of this process."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
