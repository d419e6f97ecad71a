"""How the progress of a run is told."""

from __future__ import annotations

import io

import pytest

from flowroute_ext._outbox.progress import Meter, line, watching
from flowroute_ext.types import OutboxCounts, OutboxProgress

SOME = OutboxProgress(
    counts=OutboxCounts(queued=480, sending=8, sent=510, failed=2), done=512, seconds=102.4
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("progress", "told"),
    [
        (OutboxProgress(counts=OutboxCounts(queued=9), done=0, seconds=0), "0 of 9 sent"),
        (SOME, "510 of 1000 sent, 2 failed, 5.0/s, 1:38 left"),
        (
            OutboxProgress(counts=OutboxCounts(sent=10, unknown=1), done=10, seconds=2),
            "10 of 11 sent, 1 unknown, 5.0/s",
        ),
    ],
)
def test_a_line_tells_what_there_is_to_tell(progress, told):
    """Failed and unknown rows, the rate and the time left are told where there are any."""
    assert line(progress) == told


def test_there_is_no_end_in_sight_before_the_first_row():
    """Without a rate nobody knows how long it takes."""
    assert OutboxProgress(counts=OutboxCounts(queued=9), done=0, seconds=5).eta is None
    assert OutboxProgress(counts=OutboxCounts(queued=9), done=3, seconds=0).eta is None
    assert SOME.eta == pytest.approx(97.6)


def test_on_a_terminal_one_line_changes():
    """Each progress takes the place of the one before, and the line is ended once."""
    stream = Terminal()
    meter = Meter(stream)
    meter(SOME)
    meter(SOME)
    meter.close()

    assert stream.getvalue() == f"\r\x1b[K{line(SOME)}" * 2 + "\n"


def test_elsewhere_there_are_few_lines():
    """In a log a line comes every ten seconds, and one at the end."""
    stream = io.StringIO()
    meter = Meter(stream)
    told = [
        OutboxProgress(counts=OutboxCounts(sent=n, queued=30 - n), done=n, seconds=n)
        for n in range(26)
    ]
    for progress in told:
        meter(progress)
    meter.close()

    expected = [line(told[index]) for index in (0, 10, 20, 25)]
    assert stream.getvalue().splitlines() == expected


def test_what_is_called_with_the_progress(capsys):
    """Nothing for False, the meter on the standard error for True, else what was given."""
    seen = []
    for progress in (False, True, seen.append):
        with watching(progress) as watch:
            watch(SOME)

    assert capsys.readouterr() == ("", f"{line(SOME)}\n")
    assert seen == [SOME]
