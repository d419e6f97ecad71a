"""Rows that several workers send at once, whose intents and outcomes are written together."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest

from flowroute_ext import Outbox, OutboxError
from flowroute_ext._outbox.lease_notes import Step
from flowroute_ext._outbox.outcomes import Outcome, not_sent
from flowroute_ext._outbox.postponed import RoundIsOver
from flowroute_ext._outbox.store import OutboxStore
from flowroute_ext._storage.groups import AsyncGroupCommits, GroupCommits
from flowroute_ext.types import OutboxCounts
from outbox.clients import START, SandboxClients
from outbox.leases import next_row
from outbox.texts import rows
from outbox.threads import until

WORKERS = 12


@pytest.fixture
def sizes(monkeypatch):
    """How many workers each transaction is of; the first waits until all have come."""
    found, commits = [], []
    take = OutboxStore.take

    def watched(make):
        return lambda self, change: (commits.append(self), make(self, change))[1]

    def taken(store, steps):
        found.append(len(steps))
        if len(found) == 1:
            until(lambda: len(steps) + len(commits[0]._given) >= WORKERS)
        take(store, steps)

    for kind in (GroupCommits, AsyncGroupCommits):
        monkeypatch.setattr(kind, "make", watched(kind.make))
    monkeypatch.setattr(OutboxStore, "take", taken)
    return found


def refuse(path, state: str) -> None:
    """Have each transaction fail in which row 5 gets to that *state*."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TRIGGER refused BEFORE UPDATE OF state ON rows"
            f" WHEN NEW.id = 5 AND NEW.state = '{state}' BEGIN SELECT RAISE(ABORT, 'no'); END"
        )


def allow(path) -> None:
    """Let them be written again."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER refused")


def test_no_request_leaves_before_its_row_is_written(clients, outbox, path, sizes):
    """Each row is on the disk as being sent when its request arrives, whoever wrote it."""
    outbox.add(rows(16))
    seen = []

    def look(document) -> None:
        seen.append(document["body"] in {row.message.body for row in Outbox(path).rows("sending")})

    clients.on_request = look
    report = clients.send(outbox)

    assert seen == [True] * 16
    assert report.counts == OutboxCounts(sent=16)
    assert max(sizes) >= WORKERS // 2


def test_intents_that_cannot_be_written(clients, outbox, path, sizes):
    """No request leaves for a row that cannot be written; what else was sent is written."""
    outbox.add(rows(WORKERS))
    refuse(path, "sending")

    with pytest.raises(OutboxError, match=r"cannot be used: no"):
        clients.send(outbox)

    left = outbox.status()
    assert clients.posts == left.sent < 5
    assert left == OutboxCounts(sent=left.sent, queued=WORKERS - left.sent)
    assert {row.attempts for row in outbox.rows("queued")} == {0}
    allow(path)
    assert clients.send(outbox).counts == OutboxCounts(sent=WORKERS)
    assert Counter(clients.bodies) == Counter(row["body"] for row in rows(WORKERS))


def test_outcomes_that_cannot_be_written(clients, outbox, path):
    """The row alone is unknown, and looked up by the next run."""
    outbox.add(rows(15))
    refuse(path, "sent")

    with pytest.raises(OutboxError, match=r"cannot be used: no"):
        clients.send(outbox)

    left = outbox.status()
    refused = [row.message.body for row in outbox.rows("unknown")]
    assert refused == [list(rows(5))[4]["body"]]
    assert left == OutboxCounts(sent=left.sent, unknown=1, queued=14 - left.sent)
    allow(path)
    assert clients.send(outbox).counts == OutboxCounts(sent=15)
    assert Counter(clients.bodies) == Counter(row["body"] for row in rows(15))


def test_an_outcome_that_cannot_be_written(outbox):
    """What is wrong with one alone is so for no other of its transaction."""
    outbox.add(rows(6))
    store = OutboxStore(outbox.path)
    store.open(START)
    leased = [next_row(store, None, "sms", START) for _ in range(3)]
    outcomes = [Outcome(state="sent", message_id=given) for given in ("a", "\ud800", "c")]
    steps = [Step(ended, "sms", START) for ended in zip(leased, outcomes, strict=True)]

    store.take(steps)

    assert [type(step.error) for step in steps] == [type(None), UnicodeEncodeError, type(None)]
    assert [step.row and step.row.id for step in steps] == [4, None, 5]
    store.close({(2, 1)}, START)
    states = ["sent", "unknown", "sent", "queued", "queued", "queued"]
    assert [row.state for row in outbox.rows()] == states


def test_a_row_that_is_given_back_and_taken(outbox):
    """In one transaction, too, its next attempt has another number: each worker ends its own."""
    outbox.add(rows(1))
    store = OutboxStore(outbox.path)
    store.open(START)
    first = next_row(store, None, "sms", START)
    given_back = not_sent(RoundIsOver("the round is over"))
    steps = [Step((first, given_back), None, START), Step(None, "sms", START)]

    store.take(steps)

    assert (first.id, first.attempt) == (1, 1)
    assert (steps[1].row.id, steps[1].row.attempt) == (1, 2)
    store.close([], START)
    assert outbox.status() == OutboxCounts(queued=1)


def test_equal_rows_are_not_taken_together(outbox):
    """Of equal rows that are asked for at once, one is sent."""
    outbox.add([{key: row[key] for key in ("to", "from", "body")} for row in rows(2) for _ in "ab"])
    store = OutboxStore(outbox.path)
    store.open(START)
    steps = [Step(None, "sms", START) for _ in range(4)]

    store.take(steps)

    assert [step.row and step.row.id for step in steps] == [1, 3, None, None]
    store.close([], START)


def test_what_is_given_meanwhile_is_made_together():
    """One change is made at once, and those that come meanwhile by the next commit."""
    made = []

    def commit(changes) -> None:
        if not made:
            until(lambda: len(changes) + len(commits._given) >= 5)
        made.append(changes)

    commits = GroupCommits(commit)
    threads = [threading.Thread(target=commits.make, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    commits.make(5)

    assert len(made) <= 3  # the first may have been given with another one
    assert sorted(number for changes in made for number in changes) == [*range(6)]


def test_a_change_of_a_task_that_is_cancelled():
    """It is made all the same, and the task ends after that."""
    made, going = [], threading.Event()

    def commit(changes) -> None:
        going.wait(60)
        made.extend(changes)

    async def cancel() -> list[bool]:
        commits = AsyncGroupCommits(commit)
        tasks = [asyncio.create_task(commits.make(0))]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        tasks += [asyncio.create_task(commits.make(number)) for number in (1, 2)]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.sleep(0)
        ended = [task.done() for task in tasks]
        going.set()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        return [*ended, *(isinstance(one, asyncio.CancelledError) for one in results)]

    assert asyncio.run(cancel()) == [False] * 3 + [True] * 3
    assert made == [0, 1, 2]


def test_a_commit_that_fails():
    """What it raises is raised in each thread, and in each task, whose change it was of."""
    going = threading.Event()
    raised = []

    def commit(changes) -> None:
        going.wait(60)
        raise MemoryError

    def make(commits) -> None:
        with pytest.raises(MemoryError):
            commits.make(0)
        raised.append(1)

    commits = GroupCommits(commit)
    threads = [threading.Thread(target=make, args=(commits,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    until(lambda: len(commits._given) >= 2)
    going.set()
    for thread in threads:
        thread.join()

    async def make_together() -> list[BaseException | None]:
        tasks = AsyncGroupCommits(commit)
        return await asyncio.gather(*(tasks.make(0) for _ in range(3)), return_exceptions=True)

    assert len(raised) == 3
    assert [type(error) for error in asyncio.run(make_together())] == [MemoryError] * 3


@pytest.mark.parametrize("cut_off", [True, False])
def test_threads_that_are_no_more(cut_off):
    """Where the threads of an event loop are shut down, no task waits for a commit for ever."""

    async def make() -> list[str]:
        threads = ThreadPoolExecutor(1)
        asyncio.get_running_loop().set_default_executor(threads)
        going = threading.Event()
        threads.submit(going.wait, 60)
        commits = AsyncGroupCommits(print)
        made = asyncio.gather(*map(commits.make, range(2)), return_exceptions=True)
        for _ in range(3 if cut_off else 0):
            await asyncio.sleep(0)
        threads.shutdown(wait=False, cancel_futures=True)
        going.set()
        return [type(error).__name__ for error in await made]

    assert asyncio.run(make()) == ["CancelledError" if cut_off else "RuntimeError"] * 2


def test_a_clock_that_is_set_back_while_a_worker_waits(outbox):
    """A row's attempt begins by the clock of which the reading is kept, or before."""
    outbox.add(rows(1))
    store = OutboxStore(outbox.path, clock=SandboxClients("sync").clock)
    store.open(START)
    store.take([Step(None, "sms", START + timedelta(hours=1))])

    assert [row.started for row in outbox.rows("sending")] == [START]
    store.close([], START)
