"""What is recorded in one run of pytest, by one process or by several of pytest-xdist.

In a run a scenario is recorded once: tests that name it as well are answered from what has been
recorded, and add what that lacks. Tests that record wait for each other, so that those of other
processes find it in the file.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from .._base.atomic_files import locked, write
from .recorder import Recording

if TYPE_CHECKING:
    from pathlib import Path

    from .merging import Key
    from .recorder import Mode


class Run:
    """The recordings of a run. *folder* is one of its own that its processes share, or None."""

    def __init__(self, mode: Mode, folder: Path | None, *, allow_spend: bool) -> None:
        self._mode: Mode = mode
        self._allow_spend = allow_spend
        self._folder = folder
        self._recordings: dict[Path, Recording] = {}
        self._existed: dict[Path, bool] = {}
        self._holds = 0
        self._closing = ExitStack()

    def hold(self) -> None:
        """Wait until no other process of the run records, until `release` is called."""
        if not self._holds and self._folder is not None:
            self._closing.enter_context(locked(self._folder / "recording"))
        self._holds += 1

    def release(self) -> None:
        """Undo one `hold`."""
        self._holds -= 1
        if not self._holds:
            self._closing.close()

    def records(self, path: Path) -> bool:
        """Whether this file is recorded, as it was when that was first asked.

        One that another process of the run has written was not there.
        """
        if path not in self._existed:
            self._existed[path] = path.exists() and str(path.absolute()) not in self._written()
        return not (self._existed[path] and self._mode == "once")

    def recording(self, path: Path) -> Recording:
        """Return the recording of this file; hold the run meanwhile."""
        if path not in self._recordings:
            known = str(path.absolute()) in self._written() or not self._existed.get(path, True)
            self._recordings[path] = Recording(
                self._mode, path, allow_spend=self._allow_spend, continued=path.exists() and known
            )
        return self._recordings[path]

    def used(self) -> dict[Path, frozenset[Key]]:
        """Return what was played or recorded of each file that a test of this process recorded."""
        return {path: recording.used() for path, recording in self._recordings.items()}

    def moved(self) -> dict[Path, frozenset[str]]:
        """Return the families of values that requests are not found by, of each file with some."""
        recordings = self._recordings.items()
        return {path: recording.moved for path, recording in recordings if recording.moved}

    def save(self, recording: Recording) -> None:
        """Write a recording, and let the other processes know."""
        if len(recording) and self._folder is not None:
            # Before it is there, so that no other process takes it for one from before the run.
            known = {*self._written(), str(recording.path.absolute())}
            write(self._folder / "written", "\n".join(sorted(known)))
        recording.save()

    def _written(self) -> set[str]:
        """Return the files that were written in this run."""
        if self._folder is None:
            return set()
        try:
            return set((self._folder / "written").read_text(encoding="utf-8").split("\n"))
        except FileNotFoundError:
            return set()
