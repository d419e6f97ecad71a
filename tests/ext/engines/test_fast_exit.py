"""The end of a client, and of a process, that has used the engine "fast"."""

from __future__ import annotations

import _thread
import sys
import threading
from contextlib import suppress
from types import FrameType

import pytest
from ext.server import Line, Server, answer

from flowroute_ext import Flowroute, ResponseTimeout
from flowroute_ext._http.fast.exiting import wait_for_threads
from flowroute_ext.errors import UnreadableResponse


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


def test_closed_after_a_failure(fast: Flowroute, server: Server) -> None:
    """A client whose calls have failed closes its connections all the same."""
    closed = threading.Event()

    def until_closed(line: Line) -> None:
        answer(200, "[]")(line)
        with suppress(OSError):
            line.until_gone()
        closed.set()

    server.script += [Line.until_gone, until_closed]
    with pytest.raises(ResponseTimeout):
        fast.numbers.get("12065550100", timeout=0.05)
    with suppress(UnreadableResponse):
        fast.numbers.get("12065550100")
    assert not closed.is_set()

    fast.close()
    assert closed.wait(30)
