"""When a run goes on, when it stops, and when it looks for lost answers. No I/O."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.run_state import MANY, PATIENCE, Course

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
SENT = Outcome(state="sent", message_id="mdr2-a")
REFUSED = Outcome(state="failed", reason="403 Forbidden")
TROUBLE = Outcome(state="queued", reason="no connection", trouble=True)


def test_troubles_in_a_row_break_off_a_round():
    """A success in between starts the count again; the next round takes it up."""
    course = Course()
    for outcome in [*[TROUBLE] * (MANY - 1), SENT, *[TROUBLE] * (MANY - 1)]:
        course.note(outcome)
        assert course.goes_on
    course.note(TROUBLE)
    assert not course.goes_on

    assert course.next_round() is False
    assert course.goes_on


def test_rounds_that_bring_nothing_end_the_run():
    """After some rounds of nothing but trouble the run says what the trouble is."""
    course = Course()
    for _ in range(PATIENCE):
        assert course.goes_on
        course.note(TROUBLE)
        assert course.next_round() is True

    assert not course.goes_on
    assert course.stopped == "nothing gets through: no connection. See to it, and send again."


def test_a_round_that_finds_a_row_has_brought_something():
    """To find out that rows were sent is as good as to send them."""
    course = Course()
    for _ in range(3 * PATIENCE):
        course.note(TROUBLE)
        course.found(2)
        assert course.next_round() is False

    assert (course.sent, course.goes_on) == (6 * PATIENCE, True)


def test_refusals_in_a_row_end_the_run():
    """What is wrong with so many rows in a row is not the fault of each."""
    course = Course()
    for outcome in [*[REFUSED] * (MANY - 1), SENT, *[REFUSED] * (MANY - 1)]:
        course.note(outcome)
        assert course.goes_on
    course.note(REFUSED)

    assert course.stopped == (
        "10 rows in a row were refused, the last one with: 403 Forbidden. "
        "See to it, queue them again with retry_failed(), and send again."
    )


def test_the_first_reason_to_stop_is_the_one_that_is_told():
    """What stops the others follows from it, or comes too late."""
    course = Course()
    course.note(Outcome(state="queued", halt="no money"))
    course.note(Outcome(state="queued", halt="no access"))
    course.stop("interrupted")

    assert (course.stopped, course.goes_on) == ("no money", False)


def test_only_what_is_written_is_counted():
    """Rows count once their outcome is on the disk."""
    course = Course()
    for outcome in (SENT, REFUSED, TROUBLE):
        course.note(outcome)
    assert (course.sent, course.failed) == (0, 0)
    for outcome in (SENT, REFUSED, TROUBLE):
        course.written(outcome)

    assert (course.sent, course.failed) == (1, 1)


def test_one_of_them_looks_when_the_first_row_is_settled():
    """Half a minute after the first attempt that was lost, one is told to look."""
    course = Course()
    for seconds in (5, 1, 9):
        ended = NOON + timedelta(seconds=seconds)
        course.note(Outcome(state="unknown", ended=ended, trouble=True))

    assert not course.is_time_to_look(NOON + timedelta(seconds=30.9))
    assert course.is_time_to_look(NOON + timedelta(seconds=31))
    assert not course.is_time_to_look(NOON + timedelta(seconds=31))

    course.look_at([NOON + timedelta(seconds=45), NOON + timedelta(seconds=40)])
    assert not course.is_time_to_look(NOON + timedelta(seconds=39))
    assert course.is_time_to_look(NOON + timedelta(seconds=40))
    course.look_at([])
    assert not course.is_time_to_look(NOON + timedelta(days=1))
