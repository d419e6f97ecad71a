"""The end of a process that has used the engine "fast"."""

from __future__ import annotations

import _thread
import sys
import threading
from types import FrameType

from flowroute_ext._http.fast.exiting import wait_for_threads


def test_a_call_that_is_not_over() -> None:
    """A thread of pyreqwest that is inside of Python comes out of it first: else that aborts."""
    main, went_in, came_out = threading.get_ident(), threading.Event(), threading.Event()

    def call_soon_threadsafe() -> None:
        went_in.set()
        waits = False
        while not waits:
            frame: FrameType | None = sys._current_frames()[main]
            while frame is not None:
                waits = waits or frame.f_code is wait_for_threads.__code__
                frame = frame.f_back
        came_out.set()

    _thread.start_new_thread(call_soon_threadsafe, ())
    went_in.wait()
    wait_for_threads()

    assert came_out.is_set()
