"""The clock that `Clock` uses instead of the real time: None, unless a test has set one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .clock import Clock

_overrides: list[Callable[[], Clock | None]] = []


def overriding_clock() -> Clock | None:
    """Return the clock of the innermost override; None is the real time."""
    return _overrides[-1]() if _overrides else None


@contextmanager
def clock_override(find: Callable[[], Clock | None]) -> Generator[None, None, None]:
    """Let every plain `Clock` use the clock that *find* returns, inside of the ``with`` block.

    *find* is called each time a clock is read or waits, in the thread and task that does so;
    None is the real time. A clock of a subclass is left alone. Overrides nest: the one that was
    entered last counts.
    """
    _overrides.append(find)
    try:
        yield
    finally:
        _overrides.remove(find)
