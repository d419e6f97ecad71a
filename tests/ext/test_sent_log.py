"""The sent log: verdicts on one of several equal messages of one client."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import attrs
import pytest
from ext.clocks import FastClock
from ext.test_verdicts import record

from flowroute_ext import Message, MessageRecord
from flowroute_ext._reconcile.log_entries import LogEntry
from flowroute_ext._reconcile.sent_log import SentLog
from flowroute_ext._reconcile.verdicts import SETTLED
from flowroute_ext.types import MessageQuery

MESSAGE = Message(to="12065550100", from_="12065550142", body="a")


class Trial:
    """A sent log, on a clock of its own."""

    def __init__(self) -> None:
        self.clock = FastClock()
        self.recent = SentLog(self.clock)

    def send(self, reference: str, id: str | None = None) -> MessageQuery:
        """Send a message in a second; without an id its response is lost."""
        with self.recent.sending(MESSAGE, reference) as sending:
            self.clock.sleep(1)
            sending.id = id
        return sending.query

    def interrupt(self, reference: str, act: Callable[[LogEntry], object] = id) -> None:
        """Begin to send a message, for which *act* is called, and is then interrupted."""
        with suppress(KeyboardInterrupt), self.recent.sending(MESSAGE, reference) as sending:
            act(sending)
            raise KeyboardInterrupt

    def verdict(self, sought: MessageQuery, *ids: str) -> tuple[str, str | None]:
        """The verdict on a message if there are records with these *ids*."""
        records: list[MessageRecord] = [
            attrs.evolve(shown, timestamp=sought.started, raw=shown.raw)
            for shown in map(record, ids)
        ]
        found = self.recent.judged(
            [sought],
            records,
            taken=(),
            now=sought.ended + SETTLED,
            complete=True,
        )
        return found[sought.reference].verdict, found[sought.reference].id


def test_a_message_that_was_sent_again() -> None:
    """A message that was not accepted, and sent again, is known by its id afterwards."""
    trial = Trial()
    with trial.recent.sending(MESSAGE, "first") as sending:
        assert trial.verdict(sending.query) == ("not accepted", None)
        sending.id = "mdr2-1"
    lost = trial.send("second")

    assert trial.verdict(lost, "mdr2-1") == ("not accepted", None)


def test_a_message_that_is_being_sent_again() -> None:
    """Until its response, a record may be of it, or of the one that was lost."""
    trial = Trial()
    with trial.recent.sending(MESSAGE, "first") as sending:
        assert trial.verdict(sending.query) == ("not accepted", None)
        lost = trial.send("second")

        assert trial.verdict(lost, "mdr2-1") == ("still unknown", None)


def test_a_reference_that_is_used_again() -> None:
    """An earlier message or receipt of the reference stays a message of its own."""
    trial = Trial()
    trial.send("anna", "mdr2-1")
    trial.send("bert")
    trial.recent.record_receipt("bert", "mdr2-2")

    assert trial.verdict(trial.send("anna"), "mdr2-1", "mdr2-2") == ("not accepted", None)
    lost = trial.send("bert")
    assert trial.recent.id_of("bert") is None
    assert trial.verdict(lost, "mdr2-1", "mdr2-2") == ("not accepted", None)


def test_a_message_that_goes_by_another_name() -> None:
    """A query with a new reference finds its message: the entry is not taken for another one."""
    trial = Trial()
    accepted = attrs.evolve(trial.send("random", "mdr2-1"), reference="row-7")
    lost = attrs.evolve(trial.send("other"), reference="row-8")
    trial.recent.record_receipt("other", "mdr2-2")

    assert trial.verdict(accepted, "mdr2-1") == ("accepted", "mdr2-1")
    assert trial.verdict(lost, "mdr2-2") == ("accepted", "mdr2-2")


def test_two_that_are_looked_for_at_once() -> None:
    """In any order, each of two messages gets a record of its own."""
    trial = Trial()
    one, other = trial.send("one"), trial.send("other")

    found = [trial.verdict(sought, "mdr2-1", "mdr2-2") for sought in (other, one)]

    assert {verdict for verdict, _ in found} == {"accepted"}
    assert {name for _, name in found} == {"mdr2-1", "mdr2-2"}


def test_a_message_that_was_interrupted_before_it_left() -> None:
    """It may be no message of the records, as one may be that had begun to leave."""
    trial = Trial()
    trial.interrupt("first")
    assert trial.verdict(trial.send("second"), "mdr2-1") == ("accepted", "mdr2-1")

    trial = Trial()
    trial.interrupt("first", lambda sending: sending.admitting(None)())
    assert trial.verdict(trial.send("second"), "mdr2-1") == ("still unknown", None)


def test_a_message_that_was_interrupted_before_it_left_again() -> None:
    """What was not accepted at first is as if it had not been sent."""
    trial = Trial()

    def leave(sending: LogEntry) -> None:
        sending.admitting(None)()
        assert trial.verdict(sending.query) == ("not accepted", None)

    trial.interrupt("first", leave)

    assert trial.verdict(trial.send("second"), "mdr2-1") == ("accepted", "mdr2-1")


def test_a_message_that_is_not_admitted() -> None:
    """What is raised instead is raised, and it does not leave: it is no message of the records."""
    trial = Trial()

    def refuse() -> None:
        raise PermissionError

    with pytest.raises(PermissionError):
        trial.interrupt("first", lambda sending: sending.admitting(refuse)())

    assert trial.verdict(trial.send("second"), "mdr2-1") == ("accepted", "mdr2-1")
