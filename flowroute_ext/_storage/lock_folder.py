"""The folder of the locks beside a database, recognised by a mark in it."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from uuid import uuid4

import attrs

from .._base import private_files
from .._base.sqlite_faults import FULL
from .errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

SUFFIX = ".lock"

# A symbolic link is never followed: what it leads to is not ours.
FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

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
        ours = False
        if stat.S_ISDIR(where.lstat().st_mode):
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
                if not (isinstance(error, OSError) and os.path.lexists(where)):
                    raise
        self.check()

    def remove(self) -> None:
        """Remove the folder, unless anything but our mark is in it; never raises."""
        where = self.path
        with suppress(OSError, StorageError):
            self.check()
            if [file.name for file in where.iterdir()] == [self.mark]:
                # Under another name, so that there is no moment at which it lacks its mark.
                aside = where.with_name(f"{where.name}-{uuid4().hex}")
                where.rename(aside)
                (aside / self.mark).unlink()
                aside.rmdir()

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
