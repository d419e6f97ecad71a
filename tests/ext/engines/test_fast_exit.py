"""The end of a process that has used the engine "fast"."""

from __future__ import annotations

import _thread
import sys
import threading

from flowroute_ext._http.fast.exiting import wait_for_threads


def test_a_call_that_is_not_over() -> None:
    """A thread of pyreqwest that is inside of Python comes out of it first: else that aborts."""
    main, went_in, came_out = threading.get_ident(), threading.Event(), threading.Event()

    def call_soon_threadsafe() -> None:
        went_in.set()
        frame = None
        while frame is None or frame.f_code is not wait_for_threads.__code__:
            frame = sys._current_frames()[main]
        came_out.set()

    _thread.start_new_thread(call_soon_threadsafe, ())
    went_in.wait()
    wait_for_threads()

    assert came_out.is_set()
