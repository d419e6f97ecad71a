"""The folder of the locks beside a database, recognised by a mark in it."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from uuid import uuid4

import attrs

from .._base import private_files
from .._base.sqlite_faults import FULL
from .errors import StorageError

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

SUFFIX = ".lock"
# How often a folder may vanish that another process removes while it is made here.
ATTEMPTS = 100

# A symbolic link is never followed: what it leads to is not ours.
FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

# What it says where there is a folder already.
TAKEN = frozenset({errno.EEXIST, errno.ENOTEMPTY})

# What the system says of a full or failing disk, and of a limit on files.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def folder_of(database: Path) -> Path:
    """The folder of the locks beside *database*."""
    return database.with_name(f"{database.name}{SUFFIX}")


@attrs.frozen
class LockFolder:
    """The folder of the locks of *database*, which is that of a *noun*, as "the outbox".

    Its `mark` is a file with this name and `text`.
    """

    database: Path
    noun: str
    mark: str
    text: bytes
    error: type[StorageError]

    @property
    def path(self) -> Path:
        """Where it is."""
        return folder_of(self.database)

    def names(self) -> list[str]:
        """The names of the files in it; none where there is no folder.

        Raises its error where the folder is not ours, or cannot be read.
        """
        if not os.path.lexists(self.path):
            return []
        with self.faults():
            self.check()
            return [file.name for file in self.path.iterdir()]

    def check(self, where: Path | None = None) -> None:
        """Raise unless the folder, or *where*, is ours; `FileNotFoundError` where there is none."""
        where = where or self.path
        ours, there = False, None
        # Another process may remove it, or make it anew, while it is looked at.
        while not ours and (there is None or not os.path.samestat(there, where.lstat())):
            there = where.lstat()
            if stat.S_ISDIR(there.st_mode):
                with suppress(FileNotFoundError, NotADirectoryError):
                    descriptor = os.open(where / self.mark, os.O_RDONLY | FLAGS)
                    with os.fdopen(descriptor, "rb") as file:
                        ours = file.read(len(self.text) + 1) == self.text
        if not ours:
            raise self.error(
                self.database,
                f"keeps its locks in {where.name} beside it, and there is something else of that "
                "name",
                f"Rename that, or {self.noun}; it is left as it is.",
            )

    def make(self) -> None:
        """Make the folder with its mark, in one step, unless it is there."""
        where = self.path
        if not os.path.lexists(where):
            aside = where.with_name(f"{where.name}-{uuid4().hex}")
            aside.mkdir(0o700)
            try:
                aside.chmod(0o700)  # whatever the umask is
                private_files.make(aside / self.mark)
                (aside / self.mark).write_bytes(self.text)
                aside.rename(where)
            except BaseException as error:
                with suppress(OSError):
                    (aside / self.mark).unlink()
                    aside.rmdir()
                if not isinstance(error, OSError):
                    raise
                if error.errno not in TAKEN and not os.path.lexists(where):
                    raise
        self.check()

    @contextmanager
    def kept(self) -> Generator[None, None, None]:
        """Make the folder, which `remove` of any process leaves as it is within the context."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                self.make()
                descriptor = os.open(self.path / self.mark, os.O_RDONLY | FLAGS)
            except FileNotFoundError:
                if attempt == ATTEMPTS:
                    raise
                continue
            try:
                if sys.platform != "win32":  # which renames no folder with an open file in it
                    fcntl.flock(descriptor, fcntl.LOCK_SH)
                if self._has(descriptor):
                    yield
                    return
            finally:
                _close(descriptor)
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    def remove(self) -> None:
        """Remove the folder, unless anything but our mark is in it; never raises."""
        where = self.path
        with suppress(OSError, StorageError):
            self.check()
            descriptor = None
            try:
                if sys.platform != "win32":
                    descriptor = os.open(where / self.mark, os.O_RDONLY | FLAGS)
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if [file.name for file in where.iterdir()] == [self.mark]:
                    # Under another name, so that there is no moment at which it lacks its mark.
                    aside = where.with_name(f"{where.name}-{uuid4().hex}")
                    where.rename(aside)
                    (aside / self.mark).unlink()
                    aside.rmdir()
            finally:
                if descriptor is not None:
                    _close(descriptor)

    def _has(self, descriptor: int) -> bool:
        """Return whether this is the mark of the folder that is there now."""
        try:
            return os.path.samestat(os.fstat(descriptor), (self.path / self.mark).lstat())
        except FileNotFoundError:
            return False

    @contextmanager
    def faults(self) -> Generator[None, None, None]:
        """Raise what the system refuses as the error of this folder."""
        try:
            yield
        except OSError as error:
            if error.errno in NO_ROOM:
                raise self.error(self.database, FULL.problem, FULL.cure) from error
            problem = f"cannot have its locks beside it ({error.strerror or error})"
            cure = f"Keep {self.noun} on a disk of this machine, in a folder where you may write."
            raise self.error(self.database, problem, cure) from error


def _close(descriptor: int) -> None:
    """Close a mark, and unlock it: a process that was forked meanwhile would keep the lock."""
    try:
        if sys.platform != "win32":
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)
