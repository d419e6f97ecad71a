"""A number that has opted out is not sent anything, whenever it did."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable

import pytest
from receiver.posts import SECRET, accept, resource

from flowroute_ext import Outbox, WebhookReceiver, errors
from flowroute_ext.types import OutboxCounts
from flowroute_ext.webhooks import OptOuts
from outbox.clients import SandboxClients
from outbox.texts import OWN, rows

SEND = "send_a_message"


@pytest.fixture
def opt_outs(tmp_path):
    with_file = OptOuts(tmp_path / "inbox.db")
    yield with_file
    with_file.close()


@pytest.fixture
def sync() -> SandboxClients:
    """A client of one kind, where it does not matter which."""
    return SandboxClients("sync")


@pytest.fixture
def outbox(path, opt_outs) -> Outbox:
    """An outbox of four rows, for four numbers."""
    outbox = Outbox(path, opt_outs=opt_outs)
    outbox.add(rows(4))
    return outbox


def numbers(outbox: Outbox, state: str) -> list[str]:
    return [row.message.to for row in outbox.rows(state)]


def test_opted_out_before(clients, outbox, opt_outs):
    """Rows for numbers that have opted out are not sent, each says so, and the rest is sent."""
    listed = numbers(outbox, "queued")
    opt_outs.add(listed[0])
    opt_outs.add(listed[2], from_=OWN)
    opt_outs.add(listed[3], from_="12065550199")

    report = clients.send(outbox)

    assert (report.sent, report.failed, report.opted_out, report.stopped) == (2, 0, 2, None)
    assert report.counts == OutboxCounts(sent=2, opted_out=2) == outbox.status()
    assert str(report.counts) == ("0 queued, 0 sending, 2 sent, 0 failed, 0 unknown, 2 opted out")
    assert str(report).startswith("2 sent, 0 failed, 2 opted out in ")
    assert numbers(outbox, "opted_out") == [listed[0], listed[2]]
    assert numbers(outbox, "failed") == []
    assert clients.posts == 2
    shown = [(row.state, row.reason, row.attempts, row.started) for row in outbox.rows()]
    assert shown[0] == ("opted_out", "the number has opted out", 0, None)
    assert [state for state, *_ in shown] == ["opted_out", "sent", "opted_out", "sent"]


def test_opted_out_while_it_waits(clients, outbox):
    """A STOP that comes after a row was taken counts until its request leaves."""
    listed = numbers(outbox, "queued")

    class Late:
        """Opt-outs of which each is known from the second question on: when there is a permit."""

        def __init__(self) -> None:
            self.asked: list[str] = []

        def contains(self, to: str, from_: str) -> bool:
            self.asked.append(to)
            return self.asked.count(to) > 1 and to == listed[1]

    late = Late()
    report = clients.send(Outbox(outbox.path, opt_outs=late))

    assert (report.sent, report.opted_out) == (3, 1)
    assert numbers(outbox, "opted_out") == [listed[1]]
    assert clients.posts == 3
    assert late.asked.count(listed[1]) == 2


def test_opted_out_before_another_try(clients, path):
    """A row that was refused for now, and opts out before it is tried again, is not."""
    clients.sandbox.fault("429", operation=SEND, times=1)

    class OptedOutMeanwhile:
        def contains(self, to: str, from_: str) -> bool:
            return clients.posts > 0

    outbox = Outbox(path, opt_outs=OptedOutMeanwhile())
    outbox.add(rows(1))

    report = clients.send(outbox)

    assert report.counts == OutboxCounts(opted_out=1)
    assert clients.posts == 1
    assert clients.bodies == []


def test_none_is_sent_again_after_it_opted_in(sync, outbox, opt_outs):
    """What was not sent stays so, also by retry_failed(), and is not an error of a later run."""
    opt_outs.add(numbers(outbox, "queued")[0])
    sync.send(outbox)
    opt_outs.remove(numbers(outbox, "opted_out")[0])

    assert outbox.retry_failed() == 0
    report = sync.send(outbox)

    assert (report.sent, report.opted_out, report.stopped) == (0, 0, None)
    assert outbox.status() == OutboxCounts(sent=3, opted_out=1)


def test_all_opted_out(sync, outbox, opt_outs):
    """A run in which all have opted out ends, and is no failure."""
    for number in numbers(outbox, "queued"):
        opt_outs.add(number)

    report = sync.send(outbox)

    assert (report.stopped, report.opted_out, sync.posts) == (None, 4, 0)
    assert report.counts == OutboxCounts(opted_out=4)


def test_many_opted_out(sync, path, opt_outs):
    """More opt-outs in a row than failures that stop a run do not stop it."""
    outbox = Outbox(path.with_name("many.db"), opt_outs=opt_outs)
    outbox.add(rows(30))
    listed = numbers(outbox, "queued")
    for number in listed[:25]:
        opt_outs.add(number)

    report = sync.send(outbox)

    assert (report.sent, report.opted_out, report.stopped) == (5, 25, None)


def test_opt_outs_that_cannot_be_read(clients, path, tmp_path):
    """Nothing is sent while the opt-outs are unreadable, and the report says why."""
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"no database" * 100)
    outbox = Outbox(path, opt_outs=OptOuts(damaged))
    outbox.add(rows(2))

    report = clients.send(outbox)

    assert (report.sent, clients.posts) == (0, 0)
    assert report.counts == OutboxCounts(queued=2)
    assert report.stopped.startswith("the opt-outs cannot be read: ")
    assert "damaged.db is not the file of a receiver" in report.stopped


def test_a_received_stop(sync, path, tmp_path):
    """A STOP that a receiver has taken reaches an outbox of another process by the file."""
    outbox = Outbox(path, opt_outs=OptOuts(tmp_path / "inbox.db"))
    outbox.add(rows(2))
    phone = numbers(outbox, "queued")[0]
    receiver = WebhookReceiver(tmp_path / "inbox.db", secret=SECRET, opt_outs=True)
    accept(receiver, resource("message", "mdr2-a", body="stop", from_=phone, to=OWN))
    receiver.close()

    assert sync.send(outbox).opted_out == 1
    assert numbers(outbox, "opted_out") == [phone]


def test_earlier_releases(path, sync, outbox, opt_outs):
    """To a release without opt-outs such a row has failed, and may be queued again by it."""
    opt_outs.add(numbers(outbox, "queued")[0])
    sync.send(outbox)
    with sqlite3.connect(path) as connection:
        assert connection.execute(
            "SELECT amount FROM counts WHERE state = 'failed'"
        ).fetchone() == (1,)
        connection.execute("UPDATE rows SET state = 'queued' WHERE state = 'failed'")
    connection.close()

    assert outbox.status() == OutboxCounts(queued=1, sent=3)
    assert sync.send(outbox).opted_out == 1
    assert outbox.status() == OutboxCounts(opted_out=1, sent=3)


@pytest.mark.parametrize("value", ["inbox.db", True, {"12065550100"}, object(), OptOuts])
def test_no_opt_outs(path, value):
    """What does not know of opt-outs is an error, before the outbox is made."""
    with pytest.raises(TypeError, match="opt_outs takes an OptOuts"):
        Outbox(path, opt_outs=value)
    assert not path.exists()


class Awaited:
    """Opt-outs that have to be awaited."""

    async def contains(self, to: str, from_: str) -> bool:
        return False


class Wrapped:
    """The same, which shows only where it is called."""

    def contains(self, to: str, from_: str) -> Awaitable[bool]:
        return Awaited().contains(to, from_)


def test_opt_outs_that_have_to_be_awaited(clients, path):
    """They are refused: what is not awaited would be true, and nothing would be sent."""
    with pytest.raises(TypeError, match="must return whether it does, and not be awaited"):
        Outbox(path, opt_outs=Awaited())

    outbox = Outbox(path, opt_outs=Wrapped())
    outbox.add(rows(2))
    with pytest.raises(TypeError, match="must return whether it does, and not be awaited"):
        clients.send(outbox)
    assert (outbox.status(), clients.posts) == (OutboxCounts(queued=2), 0)


def test_moved(outbox, tmp_path, sync, opt_outs):
    """An outbox that was moved has the same opt-outs."""
    opt_outs.add(numbers(outbox, "queued")[0])

    moved = outbox.move(tmp_path / "moved.db")

    assert sync.send(moved).opted_out == 1


def test_a_receiver_error_is_one_of_ours():
    """The error of unreadable opt-outs is one of this package."""
    assert issubclass(errors.ReceiverError, errors.FlowrouteError)
