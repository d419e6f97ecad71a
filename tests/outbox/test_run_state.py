"""When a run continues, when it stops, and when it looks unknown outcomes up. No I/O."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.run_state import MAX_FAILED_ROUNDS, MAX_FAILURES, RunState

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
SENT = Outcome(state="sent", message_id="mdr2-a")
REFUSED = Outcome(state="failed", reason="403 Forbidden")
TRANSIENT = Outcome(state="queued", reason="no connection", transient=True)


def test_failures_in_a_row_end_a_round():
    """A success in between starts the count again; the next round continues."""
    state = RunState()
    for outcome in [*[TRANSIENT] * (MAX_FAILURES - 1), SENT, *[TRANSIENT] * (MAX_FAILURES - 1)]:
        state.apply(outcome)
        assert state.continues
    state.apply(TRANSIENT)
    assert not state.continues

    assert state.next_round() is False
    assert state.continues


def test_rounds_without_progress_end_the_run():
    """After some rounds of failures alone the run stops, and reports the last one."""
    state = RunState()
    for _ in range(MAX_FAILED_ROUNDS):
        assert state.continues
        state.apply(TRANSIENT)
        assert state.next_round() is True

    assert not state.continues
    assert state.stopped == "nothing gets through: no connection. See to it, and send again."


def test_a_row_that_is_found_is_progress():
    """Finding rows that were sent counts like sending them."""
    state = RunState()
    for _ in range(3 * MAX_FAILED_ROUNDS):
        state.apply(TRANSIENT)
        state.add_accepted(2)
        assert state.next_round() is False

    assert (state.sent, state.continues) == (6 * MAX_FAILED_ROUNDS, True)


def test_refusals_in_a_row_end_the_run():
    """So many refusals in a row have a common cause."""
    state = RunState()
    for outcome in [*[REFUSED] * (MAX_FAILURES - 1), SENT, *[REFUSED] * (MAX_FAILURES - 1)]:
        state.apply(outcome)
        assert state.continues
    state.apply(REFUSED)

    assert state.stopped == (
        "10 rows in a row were refused, the last one with: 403 Forbidden. "
        "See to it, queue them again with retry_failed(), and send again."
    )


def test_the_first_reason_to_stop_is_reported():
    """Later reasons are ignored."""
    state = RunState()
    state.apply(Outcome(state="queued", halt="no money"))
    state.apply(Outcome(state="queued", halt="no access"))
    state.stop("interrupted")

    assert (state.stopped, state.continues) == ("no money", False)


def test_only_what_is_written_is_counted():
    """Rows count once their outcome is on the disk."""
    state = RunState()
    for outcome in (SENT, REFUSED, TRANSIENT):
        state.apply(outcome)
    assert (state.sent, state.failed) == (0, 0)
    for outcome in (SENT, REFUSED, TRANSIENT):
        state.count(outcome)

    assert (state.sent, state.failed) == (1, 1)


def test_one_worker_looks_up_when_the_first_row_is_settled():
    """Half a minute after the first unknown attempt, one worker looks its outcome up."""
    state = RunState()
    for seconds in (5, 1, 9):
        ended = NOON + timedelta(seconds=seconds)
        state.apply(Outcome(state="unknown", ended=ended, transient=True))

    assert not state.must_look_up(NOON + timedelta(seconds=30.9))
    assert state.must_look_up(NOON + timedelta(seconds=31))
    assert not state.must_look_up(NOON + timedelta(seconds=31))

    state.look_up_at([NOON + timedelta(seconds=45), NOON + timedelta(seconds=40)])
    assert not state.must_look_up(NOON + timedelta(seconds=39))
    assert state.must_look_up(NOON + timedelta(seconds=40))
    state.look_up_at([])
    assert not state.must_look_up(NOON + timedelta(days=1))
