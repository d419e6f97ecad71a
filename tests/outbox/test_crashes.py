"""Processes that are killed, suspended or interrupted while they send."""

from __future__ import annotations

import signal
import time
from collections import Counter
from contextlib import ExitStack

import pytest
from sandbox_serving.served import Served

from flowroute_ext import Outbox
from flowroute_ext.types import OutboxCounts
from outbox.processes import Campaign, accepted, prepare
from outbox.texts import rows

KINDS = ("sync", "async")

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def server():
    """One sandbox for all of these tests."""
    served = Served("-m", "flowroute_ext.cli", "sandbox", "--port", 0)
    yield served
    served.clean_up()


@pytest.fixture
def served(server):
    """The sandbox as if new, with a number to send from."""
    server.json("POST", "/_sandbox/reset")
    prepare(server)
    return server


@pytest.fixture
def campaign(path, served):
    """Starts processes on one file, and ends them after the test."""
    with ExitStack() as stack:

        def start(**options) -> Campaign:
            campaign = Campaign(path, served, **options)
            stack.callback(campaign.clean_up)
            return campaign

        yield start


@pytest.mark.timeout(900)  # with --full it takes minutes
def test_killed_at_random_points(path, served, campaign, size, rng):
    """A batch that is killed many times, and resumed by the same command, is sent once.

    Every other process is killed while it sends, the others at any moment before.
    """
    kills, batch = size(20, 200), size(200, 1000)
    more = batch

    def another(kills_left: int) -> Campaign:
        # A busy machine kills late: what is left must do for the kills that are left.
        queued = Outbox(path).status().queued or batch
        at = rng.randint(1, max(1, min(9, queued // (kills_left + 1))))
        return campaign(kind=rng.choice(KINDS), count=batch, at=at, act="report")

    seconds = 0.5  # from the beginning to the first request
    following = another(kills)
    for kill in range(kills):
        current, following = following, another(kills - kill - 1)
        current.go()
        if kill % 2:
            ended = not current.kill_after(rng.uniform(0, seconds))
            if ended or Outbox(path).status().queued < 10:
                # It has sent most rows by then: there have to be more for the kills to come.
                batch += more
                following.clean_up()
                following = another(kills - kill - 1)
        else:
            begun = time.monotonic()
            current.until_there()
            seconds = time.monotonic() - begun
            assert current.kill_after(rng.uniform(0, 0.01))
    following.go()
    status, (_, queued, unknown, stopped) = following.end()

    assert (status, queued, unknown, stopped) == (0, 0, 0, None)
    texts = [row["body"] for row in rows(batch)]
    assert Counter(accepted(served)) == Counter(texts)
    sent = list(Outbox(path).rows("sent"))
    assert [row.message.body for row in sent] == texts
    assert len({row.message_id for row in sent}) == batch
    assert [file.name for file in path.parent.iterdir() if "-run-" in file.name] == []


@pytest.mark.parametrize("kind", KINDS)
def test_several_processes_on_one_file(path, served, campaign, kind):
    """Processes at work on the same rows send each once, also when one is killed."""
    victim = campaign(kind=kind, count=100, at=5, act="wait")
    others = [campaign(kind=kind, count=100, at=1, act="report") for _ in range(3)]
    victim.go()
    victim.until_there()
    # Suspended, so that rows are left however long the others take to start.
    victim.suspend()
    others[0].go()
    others[0].until_there()
    for process in others[1:]:
        process.go()
    victim.process.kill()
    reports = [process.end() for process in others]

    assert [(status, report[3]) for status, report in reports] == [(0, None)] * 3
    assert Counter(accepted(served)) == Counter(row["body"] for row in rows(100))
    assert Outbox(path).status() == OutboxCounts(sent=100)


@pytest.mark.parametrize("kind", KINDS)
def test_a_suspended_process_keeps_its_rows(path, served, campaign, kind):
    """A suspended process keeps its leased rows, however long, and finishes them."""
    first = campaign(kind=kind, count=100, at=30, act="wait")
    first.go()
    first.until_there()
    first.suspend()
    second = campaign(kind=kind, count=120)
    second.go()
    status, (sent, queued, unknown, stopped) = second.end()

    leased = Outbox(path).status()
    assert (status, queued, unknown, stopped) == (0, 0, 0, None)
    assert leased == OutboxCounts(sent=120 - leased.sending, sending=leased.sending)
    assert leased.sending > 0
    assert sent >= 20

    first.signal(signal.SIGCONT)
    first.go_on()
    assert first.end()[1][1:] == [0, 0, None]
    assert Outbox(path).status() == OutboxCounts(sent=120)
    assert Counter(accepted(served)) == Counter(row["body"] for row in rows(120))


def test_ctrl_c_waits_for_requests_in_progress(path, served, campaign):
    """After Ctrl-C nothing is unknown: the requests in progress are waited for."""
    process = campaign(count=200, at=50, act="SIGINT")
    process.go()
    process.until_there()
    status, _ = process.end()

    status_now = Outbox(path).status()
    assert status == -signal.SIGINT
    assert status_now == OutboxCounts(sent=status_now.sent, queued=200 - status_now.sent)
    assert 50 <= status_now.sent < 200
    again = campaign(count=200)
    again.go()
    assert again.end() == (0, [200 - status_now.sent, 0, 0, None])
    assert Counter(accepted(served)) == Counter(row["body"] for row in rows(200))


def test_a_second_ctrl_c_waits_no_longer(path, served, campaign):
    """A second Ctrl-C ends the process; the next one looks up the request in progress."""
    process = campaign(count=60, at=30, act="wait")
    process.go()
    process.until_there()
    presses = process.interrupt()
    assert (presses > 1, process.process.returncode) == (True, -signal.SIGINT)
    assert Outbox(path).status().sending == 1

    again = campaign(count=60)
    again.go()
    assert again.end()[1][1:] == [0, 0, None]
    assert Counter(accepted(served)) == Counter(row["body"] for row in rows(60))


def test_ctrl_c_cancels_tasks(path, served, campaign):
    """Tasks are cancelled at once; their rows are unknown, and looked up by the next run."""
    process = campaign(kind="async", count=60, at=30, act="hang")
    process.go()
    process.until_there()
    process.signal(signal.SIGINT)
    assert process.end()[0] == -signal.SIGINT
    left = Outbox(path).status()
    assert (left.sending, left.unknown >= 1, left.total) == (0, True, 60)

    again = campaign(kind="async", count=60)
    again.go()
    assert again.end()[1][1:] == [0, 0, None]
    assert Counter(accepted(served)) == Counter(row["body"] for row in rows(60))
