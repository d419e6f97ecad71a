"""The threads of a run: how they are stopped, and waited for."""

from __future__ import annotations

import _thread
import threading

import pytest

from flowroute_ext._outbox.in_flight import Withheld
from flowroute_ext._outbox.workers import Workers


def test_ctrl_c_waits_for_the_jobs():
    """Ctrl-C makes all workers stop, and is raised when the last one has ended."""
    workers = Workers()
    stop = threading.Event()
    begun = threading.Barrier(3, action=_thread.interrupt_main)
    done = []

    def job() -> None:
        begun.wait(60)
        stop.wait(60)
        sum(range(3_000_000))  # a while that is no sleep
        done.append(workers.still_working)

    with pytest.raises(KeyboardInterrupt):
        workers.run([job] * 3, lambda: stop.set() or 0, lambda: None)

    assert done == [True] * 3
    assert not workers.still_working


def test_a_failure_stops_the_others():
    """The error of a worker is raised when the others have ended."""
    stop = threading.Event()
    done = []

    def fail() -> None:
        raise OSError("disk full")

    def job() -> None:
        stop.wait(60)
        done.append(True)

    with pytest.raises(OSError, match="disk full"):
        Workers().run([job, fail, job], lambda: stop.set() or 0, lambda: None)

    assert done == [True, True]


def test_ctrl_c_does_not_wait_for_permits():
    """A job that waits for a permit is waited for only when the interpreter ends."""
    workers = Workers()
    begun = threading.Barrier(1, action=_thread.interrupt_main)
    permit = threading.Event()

    def job() -> None:
        begun.wait(60)
        permit.wait(60)
        raise Withheld(forgotten=True)

    with pytest.raises(KeyboardInterrupt):
        workers.run([job], lambda: 1, lambda: None)

    assert (workers.still_working, workers._forgotten) == (False, 1)
    permit.set()
    workers._wait_for_forgotten()
    assert workers._forgotten == 0


def test_the_last_worker_ends_a_run_that_did_not_wait_for_it():
    """After a second Ctrl-C the run is released at once, and ended when all workers have ended."""
    workers = Workers()
    stopped, left, ended = threading.Event(), threading.Event(), threading.Event()
    begun = threading.Barrier(2, action=_thread.interrupt_main)
    again = threading.Barrier(2, action=_thread.interrupt_main)
    acts = []

    def job() -> None:
        begun.wait(60)
        stopped.wait(60)
        again.wait(60)
        left.wait(60)

    def close() -> None:
        acts.append(("closed", workers.still_working))
        ended.set()

    with pytest.raises(KeyboardInterrupt):
        workers.run([job] * 2, lambda: stopped.set() or 0, lambda: acts.append("stopped"))
    workers.end(lambda: acts.append("released"), close)

    assert acts == ["stopped", "released"]
    left.set()
    assert ended.wait(60)
    assert acts[2:] == [("closed", False)]


def test_a_run_whose_workers_have_ended():
    """It is ended at once, and has nothing to release."""
    workers = Workers()
    acts = []
    workers.run([lambda: None], lambda: 0, lambda: None)

    workers.end(lambda: acts.append("released"), lambda: acts.append("closed"))

    assert acts == ["closed"]


def test_nothing_to_do():
    """Without a job it is over at once."""
    Workers().run([], lambda: 0, lambda: None)
