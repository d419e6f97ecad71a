"""The end of the process, at which no thread of pyreqwest may be inside of Python.

Such a thread calls the event loop where a response has come in, and the program may go on, and end,
before that call has returned. Then Python would abort, though all is done.
"""

from __future__ import annotations

import atexit
import sys
import threading
import time
from typing import Any, Final

# Seconds: such a call takes a hundredth of the first.
LONGEST: Final = 0.25
PAUSE: Final = 0.001


def wait_for_threads() -> None:
    """Return when no thread is inside of Python that was not started by it, or after a while."""
    system: Any = sys  # it has the frames by a private name
    until, never = time.monotonic() + LONGEST, threading.Event()
    while True:
        # First, as one that waits to come in can only do so here.
        never.wait(PAUSE)
        known = {thread.ident for thread in threading.enumerate()}
        if system._current_frames().keys() <= known or time.monotonic() > until:
            return


def watch() -> None:
    """Have the process wait for such threads when it ends."""
    atexit.unregister(wait_for_threads)
    atexit.register(wait_for_threads)
