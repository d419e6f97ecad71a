"""The text beside the progress bar."""

from __future__ import annotations

from flowroute_ext._outbox.values import OutboxCounts, OutboxProgress
from flowroute_ext.cli.bulk.progress_bar import _styled


def test_failed_and_unknown_rows_are_coloured():
    """The text is the same as elsewhere, with failed rows in red and unknown ones in yellow."""
    counts = OutboxCounts(queued=1000, sending=10, sent=2000, failed=3, unknown=4)

    assert _styled(OutboxProgress(counts=counts, done=0, seconds=0), 5.0) == (
        "2,000 of 3,017 sent, [red]3 failed[/], [yellow]4 unknown[/], 5.0/s, 3 min 22 s left"
    )
