"""A window in a SQLite file, for all processes of a machine."""

from __future__ import annotations

import logging
import sqlite3
import threading
import weakref
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .._base.forks import after_fork, around_fork
from .._base.sqlite_faults import LOCKED, fault_of
from . import serialization, sliding_window
from .errors import Busy, SharedLimitError
from .shared_file import Replaced, SharedFile
from .sliding_window import LONGEST_GUARD, Reservation, Window
from .stores import WindowStore

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .._base.clock import Clock
    from .sliding_window import Quota

T = TypeVar("T")

logger = logging.getLogger("flowroute_ext")

READ = "SELECT window FROM rate_limit_windows WHERE counter = ?"
WRITE = "INSERT OR REPLACE INTO rate_limit_windows VALUES (?, ?)"

# Seconds for which nothing leaves after the file was made, as it does not know what was sent
# before: processes may go on that used another file of that name. Those that did use one wait for
# a whole period of theirs.
NEW_FILE_PAUSE = 1.0
# Seconds to wait for a thread that uses the file while this process is forked.
FORK_TIMEOUT = 1.0

OTHER_RELEASE = (
    "is in use by another release",
    "Use the same release of flowroute-ext in every process.",
)
REPLACED = "is replaced again and again", "See what does that, and leave the file in its place."
MISSING = "is not there any more", "Put it back, or begin with another one."


class FileStore(WindowStore):
    """A window in the SQLite file at *path*, in a table of its own.

    Its times are of the clock's `monotonic()`, which all processes of a machine have in common,
    and which cannot be set. Unless it `creates` the file, one that is not there is an error.
    """

    def __init__(self, path: str, counter: str, clock: Clock) -> None:
        super().__init__(clock)
        # Absolute, as ":memory:" is no file to SQLite, and as the folder may change.
        self._path = str(Path(path).absolute())
        self._file = SharedFile(Path(self._path))
        self._counter = counter
        self._lock = threading.Lock()
        self._held = False
        self._unsaved: list[Callable[[Window, float], tuple[Window, None]]] = []
        weakref.finalize(self, self._file.close)
        around_fork(self, FileStore._before_fork, FileStore._after_fork_in_parent)
        after_fork(self, FileStore._after_fork_in_child)

    def try_to_reserve(self, ticket: str, quota: Quota) -> Reservation | float:
        """The reservation of an attempt that may start now, or the seconds until asking again."""

        def step(window: Window, now: float) -> tuple[Window, Reservation | float]:
            pause = quota.period if self._file.was_another else NEW_FILE_PAUSE
            until = self._file.since + min(pause, quota.period) + LONGEST_GUARD
            if now < until and self._file.since <= now:
                window = sliding_window.hold(window, until)
            return sliding_window.reserve(window, ticket, quota, now)

        return self.change(step)

    def record(self, step: Callable[[Window, float], tuple[Window, None]]) -> None:
        """Change the window now, or with the next change; never raises.

        A change that is never written leaves the window as the crash of a process would.
        """
        try:
            self.change(step)
        except Busy:
            with self._lock:
                self._unsaved.append(step)
        except SharedLimitError as error:
            logger.warning("%s", error)

    def change(self, step: Callable[[Window, float], tuple[Window, T]]) -> T:
        """Replace the window by what *step* makes of it now; return its second result."""
        with self._lock, self._faults():
            with self._file.transaction(self.clock.monotonic, creates=self.creates) as connection:
                row = connection.execute(READ, (self._counter,)).fetchone()
                window = serialization.load(row[0]) if row else Window()
                # Not sooner, as the transaction may have had to wait for others.
                now = self.clock.monotonic()
                for unsaved in self._unsaved:
                    window, _ = unsaved(window, now)
                window, result = step(window, now)
                connection.execute(WRITE, (self._counter, serialization.dump(window)))
            if not self._file.is_current():
                # It was replaced meanwhile, so that no other process has seen the change.
                raise Replaced
            self._unsaved.clear()
            return result

    def exists(self) -> bool:
        """Whether the file is the one that was used last."""
        return self._file.is_current()

    @contextmanager
    def _faults(self) -> Generator[None, None, None]:
        """Raise what is wrong with the file as `Busy` or `SharedLimitError`."""
        try:
            yield
        except serialization.UnknownFormat as error:
            raise SharedLimitError(self._path, *OTHER_RELEASE) from error
        except Replaced as error:
            raise Busy(SharedLimitError(self._path, *REPLACED)) from error
        except FileNotFoundError as error:
            raise SharedLimitError(self._path, *MISSING) from error
        except sqlite3.DatabaseError as error:
            fault = fault_of(error)
            reported = SharedLimitError(self._path, fault.problem, fault.cure)
            if fault is LOCKED:
                raise Busy(reported) from error
            raise reported from error

    def _before_fork(self) -> None:
        """Close the file: a child would take its parent's locks of the file for its own."""
        self._held = self._lock.acquire(timeout=FORK_TIMEOUT)
        if self._held:
            self._file.close()

    def _after_fork_in_parent(self) -> None:
        if self._held:
            self._lock.release()

    def _after_fork_in_child(self) -> None:
        self._lock = threading.Lock()
        if not self._held:
            self._file.abandon()
