"""SIGTERM during a run."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from flowroute_ext._outbox.termination import Terminated, ending_on_sigterm, raise_terminated


@pytest.fixture
def killed(monkeypatch):
    """What the process sends to itself."""
    found: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda *arguments: found.append(arguments))
    return found


def test_sigterm_interrupts_the_run_and_then_ends_the_process(killed):
    """The block is interrupted as by Ctrl-C, and the process gets the signal again at its end."""
    with pytest.raises(Terminated), ending_on_sigterm(raise_terminated):
        signal.raise_signal(signal.SIGTERM)

    assert killed == [(os.getpid(), signal.SIGTERM)]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_the_handler_of_an_application_stays(killed):
    """Where the application handles SIGTERM, a run does not."""
    came = []
    before = signal.signal(signal.SIGTERM, lambda number, _: came.append(number))
    try:
        with ending_on_sigterm(raise_terminated):
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)

    assert (came, killed) == ([signal.SIGTERM], [])


def test_another_thread_handles_no_signals():
    """A run in another thread leaves the signals as they are."""
    seen = []

    def run() -> None:
        with ending_on_sigterm(raise_terminated):
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()

    assert seen == [signal.SIG_DFL]


def test_a_run_without_a_signal_leaves_nothing_behind(killed):
    """After a run SIGTERM does what it did before."""
    with ending_on_sigterm(raise_terminated):
        assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL

    assert (signal.getsignal(signal.SIGTERM), killed) == (signal.SIG_DFL, [])
