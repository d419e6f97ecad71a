"""The bar's figures."""

from __future__ import annotations

from flowroute_ext._outbox.values import OutboxCounts, OutboxProgress
from flowroute_ext.cli.progress_bar import Pace, _told


def progress(seconds: float, done: int) -> OutboxProgress:
    return OutboxProgress(
        counts=OutboxCounts(queued=100 - done, sent=done), done=done, seconds=seconds
    )


def test_pace():
    """The rate is that of the last ten seconds: after a wait it is soon what it was before."""
    pace = Pace()
    before = [pace.of(progress(second, 5 * second)) for second in range(1, 11)]
    after = [pace.of(progress(40 + second, 50 + 5 * second)) for second in range(1, 12)]

    assert before == [5.0] * 10
    assert after[0] < 1 < after[-2] < after[-1] == 5.0


def test_nothing_done_yet():
    """Before anything is done there is no rate, and no time to tell."""
    assert Pace().of(progress(0, 0)) == 0.0
    assert _told(progress(0, 0), 0.0) == "0 of 100 sent, 0 failed, 0 unknown, 0.0/s"


def test_what_is_told():
    """It tells what is sent, failed and unknown, the rate, and how long the rest takes."""
    counts = OutboxCounts(queued=1000, sending=10, sent=2000, failed=3, unknown=4)

    assert _told(OutboxProgress(counts=counts, done=0, seconds=0), 5.0) == (
        "2,000 of 3,017 sent, [red]3 failed[/], [yellow]4 unknown[/], 5.0/s, 3 min 22 s left"
    )
