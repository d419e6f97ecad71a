"""What the end of a run says: which interactions stay in a file that no test has asked for."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final
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

USED: Final = "used-"
MOST: Final = 5
LEFT: Final = "{}: no test of this run asked for {} of its {} interactions"
CURE: Final = (
    "  they stay, and fail a test that has to play all: record all tests that play it with"
    " --flowroute-record=rewrite, which drops them"
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
            used = {str(path.absolute()): sorted(keys) for path, keys in self._run.used().items()}
            write(folder / f"{USED}{os.getpid()}", json.dumps(used))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name what is left in each file."""
        lines = [line for path, used in self._used().items() for line in _left(path, used)]
        if lines:
            terminalreporter.section("flowroute")
            for line in lines:
                terminalreporter.line(line)

    def _used(self) -> Mapping[Path, frozenset[Key]]:
        used = {path.absolute(): keys for path, keys in self._run.used().items()}
        folder = self._folder()
        for file in sorted(folder.glob(f"{USED}*")) if folder else ():
            used_by_path: dict[str, list[list[str]]] = json.loads(file.read_text(encoding="utf-8"))
            for name, keys in used_by_path.items():
                path = Path(name)
                known = {(method, uri, body) for method, uri, body in keys}
                used[path] = used.get(path, frozenset()) | known
        return used


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
