"""What the clients and outboxes of one process know of each other's messages."""

from __future__ import annotations

import gc
from datetime import timedelta
from pathlib import Path

import attrs
import pytest
from ext.clocks import FastClock
from ext.test_verdicts import record

from flowroute_ext import Flowroute, Message, MessageRecord
from flowroute_ext._reconcile.log_groups import REMEMBERED, LogGroups
from flowroute_ext._reconcile.sent_log import SentLog
from flowroute_ext._reconcile.verdicts import SETTLED
from flowroute_ext.types import Clock, MessageQuery

MESSAGE = Message(to="12065550100", from_="12065550142", body="a")


class Client:
    """A client of an account in a process, of which *groups* are the logs."""

    def __init__(
        self,
        groups: LogGroups,
        clock: Clock,
        account: str = "an account",
        http_client: object = None,
    ) -> None:
        self.clock = clock
        self.log = SentLog(clock, account, groups.of(account, clock, http_client))

    def send(self, reference: str, id: str | None, log: SentLog | None = None) -> MessageQuery:
        """Send a message; without an id its response is lost."""
        if isinstance(self.clock, FastClock):
            self.clock.sleep(1)
        with (log or self.log).sending(MESSAGE, reference) as sending:
            sending.id = id
        return sending.query

    def verdict(
        self, sought: MessageQuery, *ids: str, log: SentLog | None = None, ours=False, ago=0.0
    ):
        """The verdict on a message if there are records with these *ids*, of seconds *ago*."""
        moment = sought.started - timedelta(seconds=ago)
        records: list[MessageRecord] = [
            attrs.evolve(shown, timestamp=moment, raw=shown.raw) for shown in map(record, ids)
        ]
        now = sought.ended + SETTLED + timedelta(seconds=1)
        found = (log or self.log).judged(
            [sought], records, taken=(), now=now, complete=True, ours=ours
        )[sought.reference]
        return found.verdict, found.id


@pytest.fixture
def clock() -> FastClock:
    return FastClock()


@pytest.fixture
def groups() -> LogGroups:
    return LogGroups()


def test_a_record_of_another_client(groups: LogGroups, clock: FastClock) -> None:
    """An id that another client of the account has is not that of an equal text."""
    first, second, stranger = (
        Client(groups, clock),
        Client(groups, clock),
        Client(groups, clock, "another account"),
    )
    first.send("order-1", "mdr2-1")

    lost = second.send("order-1", None)
    assert second.verdict(lost, "mdr2-1", ours=True, ago=1) == ("not accepted", None)

    lost = stranger.send("order-1", None)
    assert stranger.verdict(lost, "mdr2-1", ours=True) == ("accepted", "mdr2-1")


def test_a_lost_text_of_another_client(groups: LogGroups, clock: FastClock) -> None:
    """Equal texts of two clients are distinguished by counting."""
    first, second = Client(groups, clock), Client(groups, clock)
    one, other = first.send("order-1", None), second.send("order-1", None)

    assert first.verdict(one, "mdr2-1", ours=True) == ("still unknown", None)
    assert first.verdict(one, "mdr2-1", "mdr2-2", ours=True) == ("accepted", "mdr2-1")
    assert second.verdict(other, "mdr2-1", "mdr2-2", ours=True, ago=1) == ("accepted", "mdr2-2")


def test_a_text_that_is_being_sent_by_another_client(groups: LogGroups, clock: FastClock) -> None:
    """A record may be of a message that has no response yet."""
    first, second = Client(groups, clock), Client(groups, clock)
    with first.log.sending(MESSAGE, "order-1"):
        lost = second.send("order-2", None)

        assert second.verdict(lost, "mdr2-1") == ("still unknown", None)


def test_an_error_that_another_client_resolves(groups: LogGroups, clock: FastClock) -> None:
    """The message that it is of is not counted a second time."""
    first, second = Client(groups, clock), Client(groups, clock)
    lost = first.send("order-1", None)

    assert second.verdict(lost, "mdr2-1", ours=True) == ("accepted", "mdr2-1")


def test_a_claim_that_another_client_has_sent(groups: LogGroups, clock: FastClock) -> None:
    """Its message is recognised by the reference, as its times are those of the table."""
    first, second = Client(groups, clock), Client(groups, clock)
    lost = first.send("order-1", None)
    claimed = attrs.evolve(lost, started=lost.started - timedelta(seconds=0.5))

    assert second.verdict(claimed, "mdr2-1") == ("accepted", "mdr2-1")


def test_outboxes_of_one_client(groups: LogGroups, clock: FastClock, tmp_path: Path) -> None:
    """Each has a log, by whatever path and client; their references may be the same."""
    client, other = Client(groups, clock), Client(groups, clock)
    a, b = (client.log.of_outbox(tmp_path / name) for name in ("a.db", "b.db"))
    client.send("row-1", "mdr2-1", log=a)

    lost = client.send("row-1", None, log=b)

    assert other.log.of_outbox(tmp_path / "x" / ".." / "a.db") is a
    assert client.verdict(lost, "mdr2-1", log=b, ago=1) == ("not accepted", None)


def test_clients_that_are_gone(groups: LogGroups) -> None:
    """What the latest of them have sent is still known, in real time; older ones are forgotten."""
    sent = Client(groups, Clock()).send("order-1", "mdr2-1")
    gc.collect()
    latest = Client(groups, Clock())
    lost = latest.send("order-2", None)
    ago = (lost.started - sent.started).total_seconds()
    assert latest.verdict(lost, "mdr2-1", ago=ago) == ("not accepted", None)

    for number in range(REMEMBERED):
        Client(groups, Clock()).send(f"other-{number}", f"mdr2-other-{number}")
    gc.collect()
    assert len(latest.log._group.logs) == REMEMBERED + 1


def test_accounts_that_are_gone(groups: LogGroups) -> None:
    """Only the latest accounts are remembered."""
    for number in range(REMEMBERED + 2):
        Client(groups, Clock(), f"account {number}").send("order-1", "mdr2-1")
    gc.collect()

    assert len(groups._groups) == REMEMBERED


def test_other_http_clients_and_clocks(groups: LogGroups, clock: FastClock) -> None:
    """Clients of two sandboxes share nothing, as these may give the same ids."""

    class Http:
        pass

    http, other = Http(), Http()
    first = Client(groups, clock, http_client=http)
    group = first.log._group

    assert Client(groups, clock, http_client=http).log._group is group
    assert Client(groups, clock, http_client=other).log._group is not group
    assert Client(groups, clock).log._group is not group
    assert Client(groups, FastClock(), http_client=http).log._group is not group
    assert not group.serves(other)
    del http
    assert not group.serves(other)


def test_a_sandbox_that_was_reset(groups: LogGroups, clock: FastClock) -> None:
    """An id that it gives again, later, is that of the later message."""
    first, second = Client(groups, clock), Client(groups, clock)
    first.send("order-1", "mdr2-1")

    lost = second.send("order-2", None)

    assert second.verdict(lost, "mdr2-1", ours=True) == ("accepted", "mdr2-1")


def test_clients_of_a_process_share_a_group() -> None:
    """Two clients with the same settings have logs of one group, and other keys another."""
    one, two, three = (Flowroute(key, "secret") for key in ("a-key", "a-key", "another"))

    first, second, other = (each._loaded().sent_log._group for each in (one, two, three))
    assert first is second is not other
