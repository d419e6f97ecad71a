"""What is on the disk at which moment, and what a crash at that moment leaves."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowroute_ext import Flowroute, Outbox, OutboxError
from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.store import Desk
from flowroute_ext.types import OutboxCounts
from flowroute_sandbox import transport
from outbox.stage import START, Stage
from outbox.texts import OWN, rows

SEND = "send_a_message"
FAULTS = [
    "refuse",
    "429",
    "cut-body",
    "wrong-body",
    *(
        f"{name}-{moment}"
        for name in ("drop", "reset", "500", "502", "503", "504")
        for moment in ("before", "after")
    ),
]


def test_the_intent_is_written_before_the_request_leaves(stage, outbox, path):
    """As a request comes in, its row is known to be on its way by whoever opens the file."""
    outbox.add(rows(30))
    seen = []

    def look(document) -> None:
        seen.append(document["body"] in {row.message.body for row in Outbox(path).rows("sending")})

    stage.on_request = look
    stage.send(outbox)

    assert seen == [True] * 30


def test_the_outcome_is_written_before_it_is_told(stage, outbox, path):
    """What a run says of its progress, the file says as well."""
    outbox.add(rows(30))
    told = []

    def watch(progress) -> None:
        there = Outbox(path).status().sent
        told.append((progress.done, there >= max(progress.counts.sent, progress.done)))

    stage.on_request = lambda _: stage.sandbox.advance(1)  # so that each row is told of
    stage.send(outbox, progress=watch)

    assert told[0] == (0, True)
    assert told[-1] == (30, True)
    assert len(told) >= 10
    assert {durable for _, durable in told} == {True}


def dead(path, at, claims: int = 0) -> None:
    """A run that took over from dead ones, took rows of its own, and died without a word."""
    desk = Desk(path)
    desk.enter(at)
    desk.adopt(lambda: at)
    for _ in range(claims):
        assert desk.turn(None, "sms", at)
    desk.database.close()
    desk._lock._file.close()


def test_rows_of_a_dead_run_are_found_out_first(stage, outbox, path):
    """What was in its hands is looked for, and sent where it certainly was not accepted."""
    outbox.add(rows(3))
    now = stage.clock.now()
    dead(path, now, claims=2)
    stage.post({key: value for key, value in rows(1)[0].items() if key != "reference"})
    stage.sandbox.advance(3600)

    report = stage.send(outbox)

    assert report.left == OutboxCounts(sent=3)
    assert Counter(stage.bodies) == Counter(row["body"] for row in rows(3))
    assert stage.clock.now() >= now + timedelta(hours=1, seconds=30)
    assert [row.attempts for row in outbox.rows()] == [1, 2, 1]


def test_rows_of_a_run_that_is_alive_are_left_to_it(stage, outbox, path):
    """Nobody takes a row out of the hands of a run that holds its lock."""
    outbox.add(rows(3))
    desk = Desk(path)
    desk.enter(stage.clock.now())
    claim = desk.turn(None, "sms", stage.clock.now())

    assert stage.send(outbox).left == OutboxCounts(sending=1, sent=2)
    stage.sandbox.advance(7 * 24 * 3600)
    assert stage.send(outbox).left == OutboxCounts(sending=1, sent=2)

    desk.turn((claim, Outcome(state="sent", message_id="mdr2-a")), None, stage.clock.now())
    desk.leave([], stage.clock.now())
    assert stage.send(outbox).left == OutboxCounts(sent=3)
    assert len(stage.bodies) == 2


def test_an_outbox_of_two_names(stage, outbox, path, tmp_path):
    """A run is known to be alive by whatever link to the file one comes."""
    outbox.add(rows(3))
    desk = Desk(path)
    desk.enter(stage.clock.now())
    desk.turn(None, "sms", stage.clock.now())
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.db"
    link.symlink_to(path)

    assert stage.send(Outbox(link)).left == OutboxCounts(sending=1, sent=2)

    desk.leave([], stage.clock.now())


def test_a_dead_run_may_have_sent_until_it_is_found(outbox, path):
    """When that was is asked with the file in hand, as others may have held it up until then."""
    outbox.add(rows(1))
    dead(path, START, claims=1)
    desk = Desk(path)
    desk.enter(START)

    def later():
        with (
            closing(sqlite3.connect(path, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError),
        ):
            other.execute("BEGIN IMMEDIATE")
        return START + timedelta(seconds=20)

    desk.adopt(later)
    desk.leave([], START)

    assert [row.ended for row in outbox.unknown()] == [START + timedelta(seconds=20)]


def test_equal_texts_sent_beside_it(stage, outbox):
    """A message that the client sent by itself is not taken for a row of the same text."""
    outbox.add(rows(1))
    (row,) = outbox.rows()
    with httpx.Client(transport=transport(stage.sandbox, httpx)) as http:
        flowroute = Flowroute(http_client=http, **stage.settings)
        flowroute.messages.send(row.message)
        stage.sandbox.fault("drop-before", operation=SEND)

        assert outbox.send(flowroute).left == OutboxCounts(sent=1)

    assert len(stage.bodies) == 2


def test_what_shows_at_once_is_not_waited_for(stage, outbox):
    """An accepted message whose answer was lost is found as soon as one looks."""
    outbox.add(rows(5))
    stage.sandbox.fault("drop-after", operation=SEND, times=3)

    assert stage.send(outbox).left == OutboxCounts(sent=5)
    assert stage.clock.now() == START


@pytest.mark.parametrize(("under_way", "left"), [(1, "queued"), (2, "unknown")])
def test_only_an_attempt_that_was_not_made_is_taken_back(outbox, path, under_way, left):
    """As a run ends, it is the attempt that counts: an earlier one of the row is no matter."""
    outbox.add(rows(1))
    desk = Desk(path)
    desk.enter(START)
    first = desk.turn(None, "sms", START)
    second = desk.turn((first, Outcome(state="queued")), "sms", START)
    assert (first.attempt, second.attempt) == (1, 2)
    desk.leave({(second.id, under_way)}, START)

    assert [row.state for row in outbox.rows()] == [left]


def test_equal_rows_wait_for_the_unknown_one(stage, outbox, path):
    """A row is not sent while the outcome of one that looks the same is open."""
    outbox.add([{"to": "13125550110", "from": OWN, "body": "Same"}] * 3)
    stage.sandbox.fault("drop-after", operation=SEND)

    assert stage.send(outbox).left == OutboxCounts(sent=3)
    assert stage.bodies == ["Same"] * 3
    assert len({row.message_id for row in outbox.rows()}) == 3


@settings(max_examples=30)
@given(
    faults=st.lists(
        st.tuples(st.sampled_from(FAULTS), st.integers(1, 40), st.integers(1, 6)), max_size=6
    ),
    bodies=st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=25),
    face=st.sampled_from(["sync", "async"]),
)
def test_any_faults(tmp_path_factory, faults, bodies, face):
    """Whatever goes wrong, and however equal the rows, in the end each was sent once."""
    stage = Stage(face)
    outbox = Outbox(tmp_path_factory.mktemp("any") / "any.db")
    outbox.add([{"to": "13125550110", "from": OWN, "body": body} for body in bodies])
    for name, nth, times in faults:
        stage.sandbox.fault(name, operation=SEND, nth=nth, times=times)

    for _ in range(10):
        report = stage.send(outbox)
        if report.left.sent == len(bodies):
            break

    assert report.left == OutboxCounts(sent=len(bodies))
    assert Counter(stage.bodies) == Counter(bodies)
    assert len({row.message_id for row in outbox.rows()}) == len(bodies)


@pytest.mark.parametrize("crashes", [1, 5])
def test_a_run_that_dies_again_and_again(stage, outbox, path, crashes):
    """However often what was found out is lost again, it is found out in the end."""
    outbox.add(rows(20))
    for _ in range(crashes):
        dead(path, stage.clock.now(), claims=3)
        stage.sandbox.advance(60)
        dead(path, stage.clock.now())

    assert stage.send(outbox).left == OutboxCounts(sent=20)
    assert Counter(stage.bodies) == Counter(row["body"] for row in rows(20))
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_another_account(stage, outbox):
    """What one account may have sent is not looked for, nor sent, at another."""
    outbox.add(rows(3))
    stage.sandbox.fault("drop-before", operation="send_a_message", times=10_000)
    stage.send(outbox)
    stage.sandbox.clear_faults()
    left = outbox.status()
    assert left.unknown > 0

    with pytest.raises(OutboxError, match=r"another account, or access key, or base URL"):
        stage.send(outbox, base_url="https://elsewhere.example.com")

    assert outbox.status() == left
    assert stage.send(outbox).left == OutboxCounts(sent=3)
    outbox.add(rows(4))
    assert stage.send(outbox, base_url="https://elsewhere.example.com").left == OutboxCounts(sent=4)
