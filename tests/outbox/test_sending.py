"""Runs over an outbox, by both kinds of clients."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta

import httpx
import pytest

from flowroute_ext import AsyncFlowroute, Flowroute, Outbox, RateLimit
from flowroute_ext.types import OutboxCounts, OutboxReport
from outbox.clients import START, SandboxClients, SandboxClock
from outbox.texts import OWN, rows

SEND = "send_a_message"


def states(outbox: Outbox) -> dict[str, str]:
    """The state of each row, by its reference."""
    return {row.reference: row.state for row in outbox.rows()}


def test_every_row_is_sent_once(clients, outbox):
    """All that is queued is sent, and each row has the id that Flowroute gave it."""
    outbox.add(rows(50))
    outbox.add([{"to": "13125550110", "body": "MMS", "is_mms": True}], from_=OWN)

    report = clients.send(outbox)

    assert report == OutboxReport(
        sent=51, failed=0, counts=OutboxCounts(sent=51), seconds=report.seconds
    )
    assert Counter(clients.bodies) == Counter(["MMS", *(f"Text {n}" for n in range(50))])
    by_id = {message.id: message.body for message in clients.sandbox.account.messages}
    assert {row.message.body: by_id[row.message_id] for row in outbox.rows()} == {
        body: body for body in clients.bodies
    }


def test_when_an_attempt_has_ended(clients, outbox):
    """A row that was sent, and one that was refused, has the times of its attempt."""
    outbox.add(rows(2))
    outbox.add([{"to": "13125550110", "body": "x"}], from_="12065550177")

    clients.send(outbox)

    assert [row.state for row in outbox.rows()] == ["sent", "sent", "failed"]
    assert all(row.started <= row.ended for row in outbox.rows())


def test_a_second_run_has_nothing_to_do(clients, outbox):
    """What was sent is not sent again, whether it is added again or not."""
    outbox.add(rows(5))
    clients.send(outbox)
    outbox.add(rows(7))

    assert clients.send(outbox).sent == 2
    assert clients.send(outbox).sent == 0
    assert Counter(clients.bodies) == Counter(f"Text {n}" for n in range(7))
    assert clients.posts == 7


def test_equal_rows_are_all_sent(clients, outbox):
    """Rows of the same content are as many messages."""
    outbox.add([{"to": "13125550110", "from": OWN, "body": "Same"}] * 5)

    assert clients.send(outbox).sent == 5
    assert clients.bodies == ["Same"] * 5


@pytest.mark.parametrize("fault", ["drop", "reset", "500", "502", "503", "504"])
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.sampled(8)
def test_lost_responses_are_looked_up(clients, outbox, fault, moment):
    """Whether the message was accepted or not, in the end each row was sent once."""
    outbox.add(rows(30))
    clients.sandbox.fault(f"{fault}-{moment}", operation=SEND, nth=5, times=7)

    report = clients.send(outbox)

    assert (report.sent, report.counts, report.stopped) == (30, OutboxCounts(sent=30), None)
    assert Counter(clients.bodies) == Counter(f"Text {n}" for n in range(30))
    assert clients.posts == (37 if moment == "before" else 30)


@pytest.mark.parametrize("fault", ["cut-body", "wrong-body", "slow"])
def test_responses_that_cannot_be_read(clients, outbox, fault):
    """An accepted message whose response is damaged, or late, is found and not sent again."""
    outbox.add(rows(10))
    clients.sandbox.fault(
        fault, operation=SEND, nth=3, times=4, seconds=60 if fault == "slow" else None
    )

    assert clients.send(outbox).counts == OutboxCounts(sent=10)
    assert Counter(clients.bodies) == Counter(f"Text {n}" for n in range(10))
    assert clients.posts == 10


@pytest.mark.parametrize("fault", ["refuse", "429"])
def test_what_never_left_is_sent_later(clients, outbox, fault):
    """After a refused connection or a 429, rows go back into the queue."""
    outbox.add(rows(30))
    clients.sandbox.fault(fault, operation=SEND, nth=3, times=20)

    assert clients.send(outbox).counts == OutboxCounts(sent=30)
    assert Counter(clients.bodies) == Counter(f"Text {n}" for n in range(30))


def test_nothing_gets_through(clients, outbox):
    """A run in which every attempt fails ends, reports why, and leaves all rows queued."""
    outbox.add(rows(40))
    clients.sandbox.fault("refuse", operation=SEND, times=10_000)

    report = clients.send(outbox)

    assert (report.sent, report.failed, report.counts) == (0, 0, OutboxCounts(queued=40))
    assert report.stopped.startswith("nothing gets through: POST /{version}/messages: no conn")
    assert clients.posts < 150
    clients.sandbox.clear_faults()
    assert clients.send(outbox).counts == OutboxCounts(sent=40)


def test_every_response_is_lost(clients, outbox):
    """Where no response arrives, rows are unknown, are looked up, and the run ends."""
    outbox.add(rows(100))
    clients.sandbox.fault("drop-before", operation=SEND, times=10_000)

    report = clients.send(outbox)

    assert (report.sent, report.failed) == (0, 0)
    assert report.counts.unknown < 20  # those in flight when ten have failed
    assert report.counts.unknown + report.counts.queued == 100
    assert report.stopped.startswith("nothing gets through: POST /{version}/messages: ")
    clients.sandbox.clear_faults()
    assert clients.send(outbox).counts == OutboxCounts(sent=100)
    assert Counter(clients.bodies) == Counter(f"Text {n}" for n in range(100))


@pytest.mark.parametrize(
    "send",
    [
        lambda outbox: outbox.send(AsyncFlowroute("access-key", "secret-key")),
        lambda outbox: asyncio.run(outbox.asend(Flowroute("access-key", "secret-key"))),
    ],
)
def test_a_client_of_the_other_kind(outbox, send):
    """The client has to be of the kind that the method is for."""
    outbox.add(rows(1))

    with pytest.raises(TypeError) as caught:
        send(outbox)

    assert str(caught.value) == "send() takes a Flowroute, and asend() an AsyncFlowroute"
    assert outbox.status() == OutboxCounts(queued=1)


@pytest.mark.parametrize("client", ["a client", None, Outbox])
def test_what_is_no_client(outbox, client):
    """Anything else is refused in the same way."""
    with pytest.raises(TypeError) as caught:
        outbox.send(client)

    assert str(caught.value) == "send() takes a Flowroute, and asend() an AsyncFlowroute"


def test_a_run_that_is_cancelled(outbox):
    """Cancelled tasks leave rows unknown, which the next run looks up."""
    clients = SandboxClients("async")
    outbox.add(rows(40))

    async def cancelled() -> None:
        run = asyncio.current_task()
        clients.at_request(15, run.cancel)
        await clients.asend(outbox)

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled())
    left = outbox.status()

    assert (left.sending, left.total) == (0, 40)
    assert clients.send(outbox).counts == OutboxCounts(sent=40)
    assert Counter(clients.bodies) == Counter(f"Text {n}" for n in range(40))


class ClockThatWasWrong(SandboxClock):
    """Shows a time of ten minutes before while `is_wrong`, and where `is_last`, once more."""

    is_wrong = is_last = False

    def monotonic(self) -> float:
        return (super().now() - START).total_seconds()

    def now(self) -> datetime:
        wrong = self.is_wrong
        self.is_wrong = wrong and not self.is_last
        return super().now() - timedelta(minutes=10) * wrong

    def contains(self, *_: str) -> bool:
        """As a store of opt-outs, which is asked before a row is sent, there is none."""
        self.is_wrong = not self.is_last
        return False


def test_a_clock_that_was_wrong_during_an_attempt(outbox, clients):
    """Its times prove nothing where it is right again: the row is not sent a second time."""
    clock = clients.settings["clock"] = ClockThatWasWrong(clients.sandbox)
    outbox.add(rows(1))
    clients.sandbox.fault("drop-after", operation=SEND)
    clients.at_request(1, lambda: setattr(clock, "is_last", True))

    report = clients.send(Outbox(outbox.path, opt_outs=clock))

    assert report.counts == OutboxCounts(unknown=1)
    assert (clients.bodies, clock.is_wrong) == (["Text 0"], False)


def test_rows_that_were_cancelled_before_they_left(outbox):
    """They are no messages that records may be of: where their responses are lost, they are found.

    The client is the same, which has the row that was in progress looked up by its time.
    """
    clients = SandboxClients("async")
    outbox.add(rows(6))

    async def cancelled_and_sent() -> tuple[OutboxCounts, OutboxReport]:
        answer = httpx.MockTransport(clients.answer)
        async with httpx.AsyncClient(transport=answer) as http:
            flowroute = AsyncFlowroute(http_client=http, **clients.settings, concurrency=1)
            run = asyncio.create_task(outbox.asend(flowroute))
            clients.at_request(1, run.cancel)
            with pytest.raises(asyncio.CancelledError):
                await run
            left = outbox.status()
            clients.sandbox.fault("drop-after", operation="send_a_message", times=6)
            return left, await outbox.asend(flowroute)

    left, report = asyncio.run(cancelled_and_sent())

    assert left.queued >= 4
    assert (report.counts, report.stopped) == (OutboxCounts(sent=6), None)
    assert Counter(clients.bodies) == Counter(f"Text {n}" for n in range(6))


def test_the_rate_limit(outbox, clients):
    """By default a run keeps the limit, and counts in the file of the outbox."""
    clients.sandbox.rate_limit = True
    outbox.add(rows(40))

    # A thread that sleeps moves the time of all, also of one with a permit that is about to send.
    alone = {"concurrency": 1} if clients.kind == "sync" else {}

    report = clients.send(outbox, rate_limit=RateLimit(), **alone)

    stamps = [message.accepted for message in clients.sandbox.account.messages]
    assert (report.sent, clients.posts) == (40, 40)
    assert min(
        later - earlier for earlier, later in zip(stamps, stamps[5:], strict=False)
    ) >= timedelta(seconds=1)
    with closing(sqlite3.connect(outbox.path)) as connection:
        query = "SELECT count(*) FROM rate_limit_windows WHERE counter != 'origin'"
        assert connection.execute(query).fetchone() == (1,)
