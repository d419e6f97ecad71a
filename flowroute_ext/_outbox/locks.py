"""The locks of the runs, which show that a run is alive: the system drops them with the process.

They are files in a folder of the outbox's own, ``campaign.db.lock``, each recognised by its exact
name and content. A file or folder of another origin is never opened for writing, locked or removed.

A lease that expires would not do: a process that was suspended for longer, and goes on, would
send rows that another one has taken over.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from uuid import uuid4

from .._base import private_files
from .._base.sqlite_faults import FULL
from .errors import OutboxError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

SUFFIX = ".lock"
MARK = "flowroute-ext-outbox"
MARK_TEXT = b"The locks of the runs of an outbox of flowroute-ext, format 2.\n"
RUN = re.compile(r"run-([0-9a-f]{12})")
LAST_LEASE = re.compile(rb"([0-9]{20}) ([0-9]{10})\n")

# A symbolic link is never followed: what it leads to is not ours.
_FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
# On Windows a locked byte cannot be read, so the content is not locked there.
_LOCKED_BYTE = 1 << 20

# What the system says of a full or failing disk, and of a limit on files.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
_CURE = "Keep the outbox on a disk of this machine, in a folder where you may write."


def folder(database: Path) -> Path:
    """The folder of the locks of the runs on *database*."""
    return database.with_name(f"{database.name}{SUFFIX}")


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
    where = folder(database)
    with suppress(OSError, OutboxError):
        _check_folder(database)
        if [file.name for file in where.iterdir()] == [MARK]:
            # Under another name, so that there is no moment at which it lacks its mark.
            aside = where.with_name(f"{where.name}-{uuid4().hex}")
            where.rename(aside)
            (aside / MARK).unlink()
            aside.rmdir()


class Lock:
    """A lock on a file of its own, from `take` to `release` or the death of the process.

    This object holds it, not the process, so two runs of one process exclude each other.
    Processes that this one forks hold it too, as long as they live.
    """

    def __init__(self, path: Path, database: Path, run: str) -> None:
        self.path = path
        self._database = database
        self._content = f"run {run} of flowroute-ext\n".encode()
        self._descriptor: int | None = None

    @classmethod
    def of(cls, database: Path, run: str) -> Lock:
        """The lock of a run on a database, in the folder beside it."""
        return cls(folder(database) / f"run-{run}", database, run)

    @property
    def held(self) -> bool:
        """Whether this object holds it."""
        return self._descriptor is not None

    def take(self) -> bool:
        """Make the file and lock it; False if there is one already.

        Raises `OutboxError` where the folder is not ours, or files cannot be locked there.
        """
        with _faults(self._database):
            _make_folder(self._database)
            try:
                descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)
            except FileExistsError:
                return False
            self._descriptor = descriptor
            private_files.restrict_open(descriptor)
            try:
                _lock(descriptor)
                os.write(descriptor, self._content)
                self.note(0, 0)
            except BaseException:
                self.release()
                raise
        return True

    def note(self, row: int, attempt: int) -> None:
        """Note that this *attempt* of a *row* was leased, as is on the disk by now.

        A database that does not show it has lost its last transactions.
        """
        if self._descriptor is not None:
            with _faults(self._database):
                os.lseek(self._descriptor, len(self._content), os.SEEK_SET)
                os.write(self._descriptor, f"{row:020} {attempt:010}\n".encode())

    def last_lease(self) -> tuple[int, int] | None:
        """The row and the attempt that were noted last; None where there is no such file."""
        with _faults(self._database):
            opened = self._opened()
            if opened is None:
                return None
            descriptor, row, attempt = opened
            os.close(descriptor)
            return row, attempt

    def is_held(self) -> bool:
        """Whether a run that is alive holds it; not where there is no such file of ours.

        Raises `OutboxError` where that cannot be found out.
        """
        with _faults(self._database):
            opened = self._opened()
            if opened is None:
                return False
            descriptor, *_ = opened
            try:
                return not _locked(descriptor, shared=True)
            finally:
                os.close(descriptor)

    def remove(self) -> None:
        """Remove the file of a run that has died, if it is ours; never raises."""
        with suppress(OSError, OutboxError):
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

    def _opened(self) -> tuple[int, int, int] | None:
        """The file, opened to be read, with its last lease; None where there is none of ours."""
        try:
            _check_folder(self._database, self.path.parent)
            descriptor = os.open(self.path, os.O_RDONLY | _FLAGS)
        except FileNotFoundError:
            return None
        content = os.read(descriptor, 1024)
        lease = LAST_LEASE.fullmatch(content.removeprefix(self._content))
        if lease and content.startswith(self._content):
            return descriptor, int(lease.group(1)), int(lease.group(2))
        os.close(descriptor)
        return None


def _runs(database: Path) -> list[str]:
    where = folder(database)
    if not os.path.lexists(where):
        return []
    with _faults(database):
        _check_folder(database)
        names = [file.name for file in where.iterdir()]
    return [name.group(1) for name in map(RUN.fullmatch, names) if name]


@contextmanager
def _faults(database: Path) -> Generator[None, None, None]:
    """Raise what the system refuses as `OutboxError`."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise OutboxError(database, FULL.problem, FULL.cure) from error
        problem = f"cannot have its locks beside it ({error.strerror or error})"
        raise OutboxError(database, problem, _CURE) from error


def _check_folder(database: Path, where: Path | None = None) -> None:
    """Raise `OutboxError` unless the folder is ours, `FileNotFoundError` where there is none."""
    where = where or folder(database)
    ours = False
    if stat.S_ISDIR(where.lstat().st_mode):
        with suppress(FileNotFoundError, NotADirectoryError):
            descriptor = os.open(where / MARK, os.O_RDONLY | _FLAGS)
            with os.fdopen(descriptor, "rb") as file:
                ours = file.read(len(MARK_TEXT) + 1) == MARK_TEXT
    if not ours:
        raise OutboxError(
            database,
            f"keeps its locks in {where.name} beside it, and there is something else of that name",
            "Rename that, or the outbox; it is left as it is.",
        )


def _make_folder(database: Path) -> None:
    """Make the folder with its mark, in one step, unless it is there."""
    where = folder(database)
    if not os.path.lexists(where):
        aside = where.with_name(f"{where.name}-{uuid4().hex}")
        aside.mkdir(0o700)
        try:
            aside.chmod(0o700)  # whatever the umask is
            private_files.make(aside / MARK)
            (aside / MARK).write_bytes(MARK_TEXT)
            aside.rename(where)
        except BaseException as error:
            with suppress(OSError):
                (aside / MARK).unlink()
                aside.rmdir()
            if not (isinstance(error, OSError) and os.path.lexists(where)):
                raise
    _check_folder(database)


def _lock(descriptor: int) -> None:
    if not _locked(descriptor):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))


def _locked(descriptor: int, *, shared: bool = False) -> bool:
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
