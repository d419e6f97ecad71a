"""Waiting for other threads."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(given: Callable[[], bool]) -> None:
    """Let other threads run until they have done something that they do not signal."""
    while not given():
        time.sleep(0)
