"""A SQLite connection that is closed while this process is forked."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

from .._base.forks import after_fork, around_fork

if TYPE_CHECKING:
    from pathlib import Path

# Seconds to wait for a transaction of another thread before a fork.
FORK_TIMEOUT = 1.0


class Connected:
    """Has a connection to the file at `path`, and a lock for it.

    SQLite's locks are of a process, and a child takes those of its parent for its own, of which
    the operating system knows nothing (sqlite.org: How To Corrupt, 2.6). So the file is closed
    before a fork, and opened again in the parent only.
    """

    path: Path
    _connection: sqlite3.Connection

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed_for_fork = False

    def _connect(self, timeout: float) -> None:
        self._timeout = timeout
        self._connection = sqlite3.connect(
            self.path, timeout=timeout, isolation_level=None, check_same_thread=False
        )

    def _close_at_forks(self) -> None:
        """From now on, close the file while this process is forked."""
        around_fork(self, Connected._before_fork, Connected._after_fork_in_parent)
        after_fork(self, Connected._after_fork_in_child)

    def _before_fork(self) -> None:
        if self._lock.acquire(timeout=FORK_TIMEOUT):
            self._closed_for_fork = not self._is_closed()
            if self._closed_for_fork:
                self._connection.close()
            else:
                self._lock.release()

    def _after_fork_in_parent(self) -> None:
        if self._closed_for_fork:
            self._closed_for_fork = False
            try:
                # What was removed meanwhile is not made again.
                if self.path.exists():
                    self._connect(self._timeout)
                    self._connection.execute("PRAGMA synchronous = FULL")
            finally:
                self._lock.release()

    def _after_fork_in_child(self) -> None:
        self._lock = threading.Lock()

    def _is_closed(self) -> bool:
        try:
            self._connection.cursor().close()
        except sqlite3.ProgrammingError:
            return True
        return False
