"""The end of the process, at which no thread of pyreqwest may be inside of Python.

Such a thread calls the event loop where a response has come in, and the program may go on, and end,
before that call has returned. Then Python would abort, though all is done.
"""

from __future__ import annotations

import atexit
import sys
import threading
import time
from operator import attrgetter
from typing import Final

# Seconds: such a call takes a hundredth of the first.
LONGEST: Final = 0.25
PAUSE: Final = 0.001
# Its name has an underscore, and it is documented: the only list of threads that is complete.
current_frames: Final = attrgetter("_current_frames")(sys)


def wait_for_threads() -> None:
    """Return when no thread is inside of Python that was not started by it, or after a while."""
    until = time.monotonic() + LONGEST
    pause = threading.Event()
    while True:
        # First, as one that waits to come in can only do so here.
        pause.wait(PAUSE)
        known = {thread.ident for thread in threading.enumerate()}
        if current_frames().keys() <= known or time.monotonic() > until:
            return


def watch() -> None:
    """Have the process wait for such threads when it ends."""
    atexit.unregister(wait_for_threads)
    atexit.register(wait_for_threads)
