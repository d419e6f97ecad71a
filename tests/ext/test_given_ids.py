"""One record is given to one message, also where errors were pickled in another process."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import attrs
import pytest
from ext.clocks import FastClock
from ext.test_verdicts import record

from flowroute_api.api.messages import send_a_message
from flowroute_ext import Message, MessageRecord, OutcomeUnknown
from flowroute_ext._calls import bodies
from flowroute_ext._reconcile.evidence import query_of
from flowroute_ext._reconcile.placing import Placing
from flowroute_ext._reconcile.sent_log import SentLog
from flowroute_ext._reconcile.server_clock import ServerClock
from flowroute_ext._reconcile.verdicts import SETTLED
from flowroute_ext.errors import ResponseTimeout


class Process:
    """A client in a process of its own, on the clock of the machine."""

    def __init__(self, clock: FastClock, account: str = "an account") -> None:
        self.clock = clock
        self.log = SentLog(clock, account)
        self.server = ServerClock(clock)

    def lose(self, reference: str, body: str = "a") -> bytes:
        """Send a message whose response is lost, and return the pickled error."""
        message = Message(to="12065550100", from_="12065550142", body=body)
        request = send_a_message.request(
            "v2.1", body=bodies.message(message, "v2.1", reference, b"")
        )
        started = self.clock.instant()
        self.clock.sleep(0.2)
        ended = self.clock.now()
        lost = OutcomeUnknown(
            ResponseTimeout("late", operation="send_a_message", method="POST", path="/"),
            request=request,
            reference=reference,
            started=started.wall,
            ended=ended,
            times=self.server.times(started, ended),
        )
        with pytest.raises(OutcomeUnknown), self.log.sending(message, reference):
            raise lost
        return pickle.dumps(lost)

    def send(self, reference: str, body: str, id: str) -> None:
        """Send a message that is accepted."""
        message = Message(to="12065550100", from_="12065550142", body=body)
        with self.log.sending(message, reference) as sending:
            sending.id = id

    def resolve(
        self, pickled: bytes, records: Sequence[MessageRecord], after: timedelta = SETTLED
    ) -> tuple[str, str | None]:
        """Return the verdict on a pickled error, when its records are settled."""
        error: OutcomeUnknown = pickle.loads(pickled)
        query = query_of(error)
        placing = Placing([query], error, self.server.here())
        found = self.log.judged(
            [query],
            records,
            taken=placing.known_ids,
            now=query.ended + after,
            complete=True,
            ours=True,
            alike=placing.alike,
            placed=placing.placed,
        )
        return found[query.reference].verdict, found[query.reference].id


@pytest.fixture
def clock() -> FastClock:
    return FastClock()


def shown(clock: FastClock, id: str, **others: Any) -> MessageRecord:
    """A record of the present time."""
    shown = record(id, **others)
    return attrs.evolve(shown, timestamp=clock.now(), raw=shown.raw)


def test_two_pickled_errors_of_equal_texts(clock: FastClock) -> None:
    """One record is given once, and only one of two processes says that it is its."""
    sender = Process(clock)
    errors = [sender.lose("one"), sender.lose("two")]
    records = [shown(clock, "1")]

    together = Process(clock)
    assert [together.resolve(error, records) for error in errors] == [
        ("accepted", "1"),
        ("not accepted", None),
    ]
    apart = [
        Process(clock, account).resolve(error, records)
        for account, error in zip("ab", errors, strict=True)
    ]
    assert apart == [("accepted", "1"), ("still unknown", None)]


def test_two_records_of_two_equal_texts(clock: FastClock) -> None:
    """In any order, and in any process, they get an id each."""
    sender = Process(clock)
    errors = [sender.lose("one"), sender.lose("two")]
    records = [shown(clock, "1"), shown(clock, "2")]

    together = Process(clock)
    second, first = (together.resolve(error, records) for error in reversed(errors))

    assert (first, second) == (("accepted", "1"), ("accepted", "2"))


def test_two_clients_of_one_account(clock: FastClock) -> None:
    """What one of them was given is not given to the other one, nor shows that it was absent."""
    pickled = [Process(clock).lose(name) for name in ("one", "two")]
    records = [shown(clock, "1")]

    assert Process(clock).resolve(pickled[0], records) == ("accepted", "1")
    assert Process(clock).resolve(pickled[1], records) == ("still unknown", None)
    assert Process(clock).resolve(pickled[0], records) == ("accepted", "1")
    assert Process(clock, "another").resolve(pickled[1], records) == ("accepted", "1")


def test_an_id_of_another_sandbox(clock: FastClock) -> None:
    """Records with one id and different times are different ones."""
    first, second = Process(clock).lose("one"), Process(clock).lose("two")
    assert Process(clock).resolve(first, [shown(clock, "1")]) == ("accepted", "1")
    clock.sleep(1)

    assert Process(clock).resolve(second, [shown(clock, "1")]) == ("accepted", "1")


def test_records_of_other_texts_to_the_same_person(clock: FastClock) -> None:
    """They are known by what the error carries, and by what was resolved before."""
    sender = Process(clock)
    sender.send("before", "Hello", "1")
    lost = sender.lose("lost", "Your table")
    later = sender.lose("later", "See you")
    records = [shown(clock, "1", body="Hello"), shown(clock, "2", body="See you")]

    other = Process(clock, "b")
    assert other.resolve(lost, records) == ("still unknown", None)
    assert other.resolve(later, records) == ("accepted", "2")
    assert other.resolve(lost, records) == ("not accepted", None)
    assert other.resolve(lost, [*records, shown(clock, "3", body="[redacted]")]) == (
        "still unknown",
        None,
    )


def test_what_an_error_carries_is_masked(clock: FastClock) -> None:
    """Neither numbers nor texts of other messages are in its attributes."""
    sender = Process(clock)
    sender.lose("one", "Secret text")
    error = pickle.loads(sender.lose("two"))

    assert len(error.alike) == 1
    assert [s for s in ("Secret", "2065550100", "2065550142") if s in f"{vars(error)}"] == []
