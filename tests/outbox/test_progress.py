"""The progress of a run as text."""

from __future__ import annotations

import io

import pytest

from flowroute_ext._outbox.progress import ProgressLine, RecentRate, parts, reporting
from flowroute_ext.types import OutboxCounts, OutboxProgress

SOME = OutboxProgress(
    counts=OutboxCounts(queued=480, sending=8, sent=1510, failed=2), done=512, seconds=102.4
)
LINE = "1,510 of 2,000 sent, 2 failed, 5.0/s, 1 min 38 s left"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def at(seconds: float, done: int) -> OutboxProgress:
    return OutboxProgress(
        counts=OutboxCounts(queued=100 - done, sent=done), done=done, seconds=seconds
    )


@pytest.mark.parametrize(
    ("progress", "rate", "line"),
    [
        (OutboxProgress(counts=OutboxCounts(queued=9), done=0, seconds=0), 0.0, "0 of 9 sent"),
        (SOME, 5.0, LINE),
        (
            OutboxProgress(counts=OutboxCounts(sent=10, unknown=1), done=10, seconds=2),
            5.0,
            "10 of 11 sent, 1 unknown, 5.0/s",
        ),
    ],
)
def test_zeros_are_left_out(progress, rate, line):
    """Failed and unknown rows, the rate and the time left are there if they are not zero."""
    assert ", ".join(parts(progress, rate).values()) == line


def test_there_is_no_eta_before_the_first_row():
    """Without a rate there is no estimate."""
    assert OutboxProgress(counts=OutboxCounts(queued=9), done=0, seconds=5).eta is None
    assert OutboxProgress(counts=OutboxCounts(queued=9), done=3, seconds=0).eta is None
    assert SOME.eta == pytest.approx(97.6)


def test_the_rate_is_that_of_the_last_ten_seconds():
    """After a wait the rate soon is what it was before; before the first row it is zero."""
    rate = RecentRate()
    before = [rate.after(at(second, 5 * second)) for second in range(1, 11)]
    after = [rate.after(at(40 + second, 50 + 5 * second)) for second in range(1, 12)]

    assert before == [5.0] * 10
    assert after[0] < 1 < after[-2] < after[-1] == 5.0
    assert RecentRate().after(at(0, 0)) == 0.0


def test_on_a_terminal_one_line_changes():
    """Each progress replaces the one before, and the line is ended once."""
    stream = Terminal()
    writer = ProgressLine(stream)
    writer(SOME)
    writer(SOME)
    writer.close()

    assert stream.getvalue() == f"\r\x1b[K{LINE}" * 2 + "\n"


def test_elsewhere_there_are_few_lines():
    """In a log there is a line every ten seconds, and one at the end."""
    stream = io.StringIO()
    writer = ProgressLine(stream)
    for second in range(26):
        writer(at(second, second))
    writer.close()

    assert stream.getvalue().splitlines() == [
        "0 of 100 sent",
        "10 of 100 sent, 1.0/s, 1 min 30 s left",
        "20 of 100 sent, 1.0/s, 1 min 20 s left",
        "25 of 100 sent, 1.0/s, 1 min 15 s left",
    ]


def test_where_progress_is_reported(capsys):
    """Nowhere for False, to the standard error for True, else to the function given."""
    seen = []
    for progress in (False, True, seen.append):
        with reporting(progress) as report:
            report(SOME)

    assert capsys.readouterr() == ("", f"{LINE}\n")
    assert seen == [SOME]
