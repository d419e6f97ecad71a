"""Files with phone numbers and texts in them, which only their owner can read.

The sandbox has the same, `flowroute_sandbox.state.private_files`, as the packages share no code.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MODE = 0o600


def make(path: Path) -> None:
    """Make an empty file that only its owner can read and write, whatever the umask is.

    Raises `FileExistsError` where there is one, and other `OSError`s where it cannot be made.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, MODE)
    try:
        restrict_open(descriptor)
    finally:
        os.close(descriptor)


def replace(path: Path, content: bytes, *, by: Path | None = None) -> None:
    """Write such a file in the place of the one at *path*, at once or not at all.

    The new one is written beside it first, at a random name, or at *by*, where what is there is
    removed.
    """
    if by is None:
        new = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    else:
        new = by
        new.unlink(missing_ok=True)
    make(new)
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def ensure(path: Path) -> None:
    """Make such a file unless there is one, which is not opened and stays as it is.

    Only SQLite opens a database that exists: closing it would drop this process's locks on it
    (sqlite.org: How To Corrupt, 2.2).
    """
    with suppress(FileExistsError):
        make(path)


def restrict(path: Path) -> None:
    """Take the permissions of others from the file at *path*, if it is this user's; never raises.

    What is of another user, or is no regular file, stays as it is.
    """
    with suppress(OSError):
        if _is_too_open(path.stat()):
            path.chmod(MODE)


def restrict_open(descriptor: int) -> None:
    """Do as `restrict` with the file that has this *descriptor*."""
    with suppress(OSError):
        if _is_too_open(os.fstat(descriptor)):
            os.fchmod(descriptor, MODE)


def restrict_database(path: Path) -> None:
    """Do as `restrict` with an SQLite database, and with what SQLite keeps beside it."""
    restrict(path)
    for suffix in ("-wal", "-shm", "-journal"):
        restrict(path.with_name(f"{path.name}{suffix}"))


def _is_too_open(status: os.stat_result) -> bool:
    if os.name != "posix" or not stat.S_ISREG(status.st_mode):
        return False
    return status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) != MODE
