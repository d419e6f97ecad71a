"""The block of live requests in the Python processes that a test starts.

They inherit it by the environment: PYTHONPATH has a `sitecustomize` that starts it. What it stops
is appended to a report, which fails the test; so is what a process that ``fork`` makes stops. A
process with another environment, or with ``-E``, ``-I`` or ``-S``, and any other program is not
guarded.
"""

from __future__ import annotations

import os
import sys
import weakref
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, cast

from ..._base import blocking
from .report import Report, mark

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT: Final = "FLOWROUTE_BLOCKED_REPORT"
PATH: Final = "PYTHONPATH"
ALIAS: Final = "_flowroute_live_block"
STARTUP: Final = str(Path(__file__).with_name("startup"))
IN_CHILD: Final = "a process that a test has started runs without the network"
CURE: Final = "give it the base URL of flowroute_sandbox, which is flowroute_sandbox.url"
STOPPED: Final = (
    "a process that this test has started sent a request on its way to Flowroute itself, which was"
    f" stopped\n  to fix it: {CURE}"
)


class Inheritance:
    """The environment by which processes inherit the block, between `hold` and `release`."""

    def __init__(self) -> None:
        self._holds = 0
        self._before: dict[str, str | None] = {}
        self._path = ""
        self._report: Report | None = None
        self._read = 0
        self._follows = False

    def hold(self) -> None:
        """Let processes that are started from now on inherit the block."""
        self._holds += 1
        if self._holds > 1:
            return
        self._report = Report()
        self._read = 0
        self._before = {name: os.environ.get(name) for name in (REPORT, PATH)}
        before = self._before[PATH] or ""
        inherited = STARTUP in before.split(os.pathsep)
        # An empty part would be the working directory.
        self._path = before if inherited else os.pathsep.join(filter(None, (STARTUP, before)))
        os.environ.update({REPORT: self._report.path, PATH: self._path})
        self._follow_forks()

    def release(self) -> None:
        """Undo one `hold`; the last one leaves the environment as it was."""
        self._holds -= 1
        if self._holds:
            return
        if os.environ.get(PATH) == self._path:
            _set(PATH, self._before[PATH])
        elif STARTUP not in (self._before[PATH] or "").split(os.pathsep):
            parts = os.environ.get(PATH, "").split(os.pathsep)
            if STARTUP in parts:  # it was changed since
                parts.remove(STARTUP)
                _set(PATH, os.pathsep.join(parts) or None)
        _set(REPORT, self._before[REPORT])
        if self._report is not None:
            self._report.close()
            self._report = None

    def problem(self) -> str | None:
        """Return what to say of the requests that were stopped since this was last called."""
        if self._report is None:
            return None
        before, self._read = self._read, self._report.size()
        return STOPPED if self._read > before else None

    def _follow_forks(self) -> None:
        """Have what is stopped in a copy of this process, which ``fork`` makes, reported too."""
        if not self._follows and hasattr(os, "register_at_fork"):
            self._follows = True
            # Whatever it refers to stays until the end of the process, which takes longer then.
            forked = FunctionType(_forked.__code__, {}, "forked", (weakref.ref(self),))
            os.register_at_fork(after_in_child=forked)

    def report_from_here(self) -> None:
        """Have what is stopped in this process, a copy, reported as in those that are started."""
        if self._report is not None:
            blocking.collect_problems(_Problems(self._report.path))


def _forked(of: Callable[[], Inheritance | None]) -> None:
    copy = of()
    if copy is not None:
        copy.report_from_here()


CHILDREN: Final = Inheritance()


def take_over() -> None:
    """End the block that this process has inherited: its own session of pytest has one."""
    inherited = sys.modules.get(f"{ALIAS}.{__name__.partition('.')[2]}")
    if inherited is not None:
        cast("Any", inherited).end()


def begin(report: str) -> None:
    """Block live requests in this process, which a test has started."""
    from .. import NETWORK

    NETWORK.hold()
    NETWORK.patch("socket")  # the import of which is about to end
    blocking.block(IN_CHILD, CURE)
    blocking.collect_problems(_Problems(report))
    _ends.append(NETWORK.release)


def end() -> None:
    """Undo `begin`."""
    while _ends:
        _ends.pop()()
        blocking.unblock(IN_CHILD)


_ends: list[Callable[[], None]] = []


class _Problems(list[str]):
    """Adds problems to the report of another process instead."""

    def __init__(self, report: str) -> None:
        super().__init__()
        self._report = report

    def append(self, _: str, /) -> None:
        """Add a problem to the report."""
        mark(self._report)


def _set(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
