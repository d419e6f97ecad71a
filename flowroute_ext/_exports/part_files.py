"""The file beside an export that a run writes, until it is put in the place of the export."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING

from .._base import private_files
from .errors import ExportError

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SUFFIX = ".part"


def part_of(path: Path) -> Path:
    """Return the path of the file beside the export at *path*."""
    return path.with_name(f"{path.name}{SUFFIX}")


def take(path: Path, is_ours: Callable[[Path], bool]) -> IO[bytes]:
    """Open the file beside the export at *path*, and lock it until it is closed.

    Raises `ExportError` where another run has it, and where it is not empty, and not ours.
    """
    part = part_of(path)
    if part.exists() and part.stat().st_size and not is_ours(part):
        problem = "is there already, and is not of an export"
        raise ExportError(part, problem, "Move it, or export to another file")
    private_files.ensure(part)
    file = part.open("r+b")
    private_files.restrict_open(file.fileno())
    if not _lock(file.fileno()):
        file.close()
        problem = "is being written by another run"
        raise ExportError(path, problem, "Wait until that has ended")
    return file


def _lock(descriptor: int) -> bool:
    """Lock an open file; return whether no other run has it locked.

    On Windows a file that is open cannot be replaced, which comes to the same.
    """
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
