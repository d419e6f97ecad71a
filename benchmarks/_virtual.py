"""Virtual time: an event loop, and the functions of `time`, in which only sleeping takes time."""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Coroutine
from contextlib import ExitStack
from importlib.util import find_spec
from typing import Any, TypeVar
from unittest.mock import patch

from flowroute_ext._base.clock import Clock

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    """Waits for no file, and advances the time instead."""

    now = 1000.0

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise RuntimeError("deadlock: no task is scheduled")
        # At least a little, or a task that wakes slightly too early would do so for ever.
        self.now += max(timeout, 1e-6)
        return super().select(0)


class VirtualClock(Clock):
    """The loop's time, as the clock of a client."""

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._clock = _Selector()
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.now


def run(main: Coroutine[Any, Any, T]) -> T:
    """Return what *main* returns; its minutes take seconds."""
    loop = _Loop()
    with ExitStack() as stack:
        for name in ("time", "monotonic", "perf_counter"):
            stack.enter_context(patch.object(time, name, loop.time))
        if find_spec("pyrate_limiter"):
            nanoseconds = "pyrate_limiter.clocks.monotonic_ns"
            stack.enter_context(patch(nanoseconds, lambda: int(loop.time() * 1e9)))
        try:
            return loop.run_until_complete(main)
        finally:
            loop.close()
