"""What the end of a run says of its files: what no test has asked for, and what none may find."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

import pytest

from .._base.atomic_files import write
from .._base.layout import read
from .merging import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._base.layout import Interaction
    from .merging import Key
    from .run import Run

T = TypeVar("T")

USED: Final = "used-"
MOVED: Final = "moved-"
MOST: Final = 5
LEFT: Final = "{}: no test of this run asked for {} of its {} interactions"
CURE: Final = (
    "  they stay, and fail a test that has to play all: record all tests that play it with"
    " --flowroute-record=rewrite, which drops them"
)
NOT_FOUND: Final = "{}: some requests may not be found when it is played, by what they send: {}"
CURE_OF_NOT_FOUND: Final = (
    "  other values have the same made-up ones: record all tests that play it with"
    " --flowroute-record=rewrite and in one process, or give each a file of its own"
)


class Summary:
    """A plugin for a run that records; *folder* returns one that its processes share, if any."""

    def __init__(self, run: Run, folder: Callable[[], Path | None], *, worker: bool) -> None:
        self._run = run
        self._folder = folder
        self._is_worker = worker

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Let the process that reports know what was used in this one."""
        folder = self._folder()
        if self._is_worker and folder is not None:
            for kind, values in ((USED, self._run.used()), (MOVED, self._run.moved())):
                listed = {str(path.absolute()): sorted(of) for path, of in values.items()}
                write(folder / f"{kind}{os.getpid()}", json.dumps(listed))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name what is left in each file, and what may not be found in it."""
        used: Mapping[Path, frozenset[Key]] = self._of_all(USED, self._run.used(), tuple)
        moved = self._of_all(MOVED, self._run.moved(), str)
        lines = [line for path, keys in used.items() for line in _left(path, keys)]
        for path, kinds in moved.items():
            named = ", ".join(sorted(kinds))
            lines += [NOT_FOUND.format(os.path.relpath(path), named), CURE_OF_NOT_FOUND]
        if lines:
            terminalreporter.section("flowroute")
            for line in lines:
                terminalreporter.line(line)

    def _of_all(
        self, kind: str, own: Mapping[Path, frozenset[T]], read: Callable[[Any], T]
    ) -> Mapping[Path, frozenset[T]]:
        """Return what all processes let know of each file, of which this one has its *own*."""
        found = {path.absolute(): values for path, values in own.items()}
        folder = self._folder()
        for file in sorted(folder.glob(f"{kind}*")) if folder else ():
            for name, listed in json.loads(file.read_text(encoding="utf-8")).items():
                path = Path(name)
                found[path] = found.get(path, frozenset()).union(map(read, listed))
        return found


def _left(path: Path, used: frozenset[Key]) -> list[str]:
    try:
        interactions = read(path.read_text(encoding="utf-8")).interactions
    except (OSError, ValueError):
        return []
    left = [interaction for interaction in interactions if key_of(interaction) not in used]
    if not left:
        return []
    more = [f"    … and {len(left) - MOST} more"] if len(left) > MOST else []
    named = [f"    {_shown(interaction)}" for interaction in left[:MOST]]
    return [LEFT.format(os.path.relpath(path), len(left), len(interactions)), *named, *more, CURE]


def _shown(interaction: Interaction) -> str:
    parts = urlsplit(interaction.uri)
    return f"{interaction.method} {parts.path}" + (f"?{parts.query}" if parts.query else "")
