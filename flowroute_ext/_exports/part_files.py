"""The file beside an export that a run writes, until it is put in the place of the export."""

from __future__ import annotations

import os
import stat
import sys
from typing import IO, TYPE_CHECKING

from .._base import private_files
from .._storage.locks import lock_open
from .errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SUFFIX = ".part"


def part_of(path: Path) -> Path:
    """Return the path of the file beside the export at *path*."""
    return path.with_name(f"{path.name}{SUFFIX}")


def exists(path: Path) -> bool:
    """Whether there is a file at *path*; False where that cannot be seen.

    Raises `ExportError` for what is no file, such as a device, which is left as it is.
    """
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False
    if not is_file:
        raise ExportError(path, "is not a file", "Give another one; this is left as it is")
    return True


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
    # On Windows a file that is open cannot be replaced, which comes to the same as a lock.
    is_free = sys.platform == "win32" or lock_open(file.fileno())
    # A run that has just ended made the export of the file that was opened here.
    if not (is_free and _is_at(part, file.fileno())):
        file.close()
        problem = "is being written by another run"
        raise ExportError(path, problem, "Wait until that has ended")
    return file


def _is_at(path: Path, descriptor: int) -> bool:
    """Whether the open file is the one at *path*."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
