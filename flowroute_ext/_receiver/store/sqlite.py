"""The events in a SQLite file, for the processes of one machine."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from ..._base.sqlite_faults import DAMAGED, LOCKED, SQLiteFault
from ..._storage.database import StoredDatabase, log_of
from ..._storage.format import Format, not_ours
from ..._storage.lock_folder import LockFolder
from ..._storage.locks import FileLock
from ..errors import ReceiverError
from . import schema

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from .session import Session

# Seconds. Flowroute repeats what is not acknowledged, so that it is better not to wait for long.
LOCK_TIMEOUT: Final = 5.0

_MARK: Final = "flowroute-ext-receiver"
_MARK_TEXT: Final = b"The locks of the workers of a receiver of flowroute-ext, format 1.\n"
_WORKER: Final = "worker-"


class EventFile(StoredDatabase):
    """The file of a receiver."""

    _log: tuple[int, int] | None
    format = Format(
        application_id=schema.APPLICATION_ID,
        version=schema.VERSION,
        schema=schema.SQLITE,
        error=ReceiverError,
        faults={
            **not_ours("a receiver"),
            LOCKED: SQLiteFault(
                f"was locked by another program for {LOCK_TIMEOUT:g} s",
                "Let that one go on or stop it: what was not acknowledged comes again.",
            ),
            DAMAGED: SQLiteFault(
                DAMAGED.problem, "Stop, keep it, and restore a copy or give another file."
            ),
        },
        moved=SQLiteFault(
            "was renamed, removed or replaced while it was in use",
            "Move it only while nothing receives, with the files of the same name beside it.",
        ),
        linked=SQLiteFault(
            "has a second name (a hard link), and by each name it would have another write-ahead "
            "log",
            "Remove one of the names.",
        ),
    )

    @contextmanager
    def transaction(self) -> Generator[Session, None, None]:
        """A transaction, which is on the disk at the end.

        Raises where the write-ahead log was removed: what is in it would not survive the process.
        Closing the file copies it.
        """
        with self.changing() as connection:
            log = self._identity_of_log()
            if self._log not in (None, log):
                raise self._error(self.format.moved)
            self._log = log
            yield connection

    def _connect(self, timeout: float) -> None:
        self._log = None  # each connection may have another one
        super()._connect(timeout)

    def _identity_of_log(self) -> tuple[int, int]:
        try:
            status = log_of(self.path).stat()
        except OSError:
            return 0, 0
        return status.st_dev, status.st_ino


class FileStore:
    """The file at *path*, and the locks of its workers."""

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()

    def open(self) -> EventFile:
        """Open the file, which is made if there is none."""
        return EventFile(self._path, timeout=LOCK_TIMEOUT)

    def join(self) -> FileWorker:
        """Return a new worker of this process."""
        worker = FileWorker(self._path, uuid4().hex)
        worker.begin()
        return worker

    def is_alive(self, worker: str) -> bool:
        """Whether a worker is alive."""
        return FileWorker(self._path, worker).is_alive()


class FileWorker:
    """A worker by its `id`, which is alive as long as it holds a lock beside the file."""

    def __init__(self, path: Path, worker: str) -> None:
        self.id = worker
        self._folder = LockFolder(path, "the receiver's file", _MARK, _MARK_TEXT, ReceiverError)
        content = f"worker {worker} of flowroute-ext\n".encode()
        self._lock = FileLock(self._folder.path / f"{_WORKER}{worker}", self._folder, content)

    def begin(self) -> None:
        """Take the lock."""
        self._lock.take()

    def is_alive(self) -> bool:
        """Whether the lock is held; the file of one that is not is removed."""
        if self._lock.is_held():
            return True
        self._lock.remove()
        return False

    def is_held(self) -> bool:
        """Whether others see that it is alive, as they do until `end`."""
        return self._lock.held

    def end(self) -> None:
        """Release the lock, and remove the folder after the last one."""
        self._lock.release()
        self._folder.remove()

    def leave_to_parent(self) -> None:
        """Close the lock in a forked process, where it stays that of the parent."""
        self._lock.drop()
