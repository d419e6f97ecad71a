"""Atomic writes of files, also by several processes at once."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator

FLAGS: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


def write(path: Path, text: str) -> None:
    """Write the text to `path` atomically: a reader sees the old file or the new one.

    Only its owner can read it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


@contextmanager
def locked(path: Path) -> Generator[None, None, None]:
    """Hold an exclusive lock for this path, among all processes and threads of this machine.

    The lock is a file beside it, ``.name.lock``, for as long as a process holds it or waits.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    place = path.with_name(f".{path.name}.lock")
    file = _taken(place)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no file that is open; anything else is not ours
            if not os.fstat(file.fileno()).st_size:
                place.unlink()
        _unlock(file)
        file.close()


def _taken(place: Path) -> IO[bytes]:
    """Return the file at *place*, made if it is missing, and locked."""
    while True:
        # A symbolic link is not followed: what it leads to is not ours.
        file = os.fdopen(os.open(place, FLAGS, 0o600), "r+b", buffering=0)
        try:
            _lock(file)
            if _is_at(place, file):
                return file
        except BaseException:
            file.close()
            raise
        file.close()  # the holder before has removed it


def _is_at(place: Path, file: IO[bytes]) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), place.lstat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        while True:
            with suppress(OSError):  # after ten attempts, one a second
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                return

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
