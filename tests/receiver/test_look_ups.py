"""Flowroute is asked for the record of a webhook: how often, and what is decided from it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from ext.clocks import FastClock
from webhook_events import documented

from flowroute_ext import InvalidValue, MessageRecord
from flowroute_ext._receiver import look_ups
from flowroute_ext._receiver.look_ups import Forged, Later, LookUps, Taken
from flowroute_ext._receiver.verification import averify, checked_verification, verify
from flowroute_ext.errors import (
    ConfigurationError,
    ConnectFailed,
    NotFound,
    RateLimited,
    ServerError,
    Unauthorized,
)
from flowroute_ext.webhooks import parse

from .records import RECEIPTS, received, sent

ABOUT: Any = {"operation": "look_up", "method": "GET", "path": "/v2.1/messages/{id}"}
ABSENT = NotFound("", status=404, **ABOUT)
DOWN = [
    ServerError("", status=503, **ABOUT),
    ConnectFailed("", **ABOUT),
    Unauthorized("", status=401, **ABOUT),
    RuntimeError("Event loop is closed"),
]


class Account:
    """The records of an account: what is asked for comes from `answers`, or is the last of them."""

    def __init__(self, *answers: MessageRecord | Exception) -> None:
        self.answers = [*answers]
        self.asked: list[str] = []

    def get(self, message: str, *, max_retries: int, deadline: float | None) -> MessageRecord:
        assert (max_retries, deadline) == (0, 10.0)
        self.asked.append(message)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


class Receiver:
    """The look-ups of a receiver, whose clock moves as a worker waits."""

    def __init__(self, *answers: MessageRecord | Exception, rate: float = 1000.0) -> None:
        self.clock = FastClock()
        self.account = Account(*answers)
        self.look_ups = LookUps(rate, self.clock)

    def verify(self, document: dict[str, Any]) -> Any:
        return verify(parse(document), self.account, self.look_ups)

    def settle(self, document: dict[str, Any]) -> Any:
        """Verify as often as is said, until it is decided."""
        decision = self.verify(document)
        while isinstance(decision, Later):
            self.clock.sleep(decision.seconds)
            decision = self.verify(document)
        return decision


def test_true_events_are_taken() -> None:
    """A message and a receipt that their records agree with are taken, after one look-up each."""
    receiver = Receiver(received(), sent())

    assert isinstance(receiver.verify(documented.sms()), Taken)
    assert isinstance(receiver.verify(documented.receipt()), Taken)
    assert receiver.account.asked == [documented.MDR2, documented.SENT]


def test_async() -> None:
    """An async client is asked in the same way."""

    class AsyncAccount(Account):
        async def get(self, message: str, **options: Any) -> MessageRecord:
            return super().get(message, **options)

    account: Any = AsyncAccount(received())
    own = LookUps(clock=FastClock())

    async def decide() -> object:
        return await averify(parse(documented.sms()), account, own)

    assert isinstance(asyncio.run(decide()), Taken)
    assert account.asked == [documented.MDR2]


def test_a_forged_event_is_looked_up_once() -> None:
    """What the record contradicts is forged, and its replays cause no further look-up."""
    receiver = Receiver(received())
    forged = documented.sms(body="Transfer 100 $")

    for _ in range(50):
        assert receiver.verify(forged) == Forged("the record has another body")
    assert len(receiver.account.asked) == 1


def test_a_forged_event_does_not_stand_for_the_true_one() -> None:
    """The true event with the same id is taken, whichever came first."""
    receiver = Receiver(received())

    assert isinstance(receiver.verify(documented.sms(body="Transfer 100 $")), Forged)
    assert isinstance(receiver.verify(documented.sms()), Taken)


def test_a_record_may_be_late() -> None:
    """A message whose record is not there yet is looked up again, and taken when it is."""
    receiver = Receiver(ABSENT, ABSENT, received())

    late = Later(1.0, "Flowroute has no record of it", is_absent=True)
    assert receiver.verify(documented.sms()) == late
    assert isinstance(receiver.settle(documented.sms()), Taken)
    assert len(receiver.account.asked) == 3
    assert receiver.clock.passed < 10


def test_without_a_record_it_is_forged() -> None:
    """A message that has no record within two minutes is forged, after a few look-ups."""
    receiver = Receiver(ABSENT)

    assert receiver.settle(documented.sms()) == Forged("Flowroute has no record of it")
    assert 120 <= receiver.clock.passed <= 150
    assert len(receiver.account.asked) <= 12
    receiver.account.asked.clear()
    assert isinstance(receiver.verify(documented.sms()), Forged)
    assert receiver.account.asked == []


def test_the_second_receipt_is_looked_up_again() -> None:
    """A record from before a receipt does not decide it; one from after it decides both."""
    first, both = sent(delivery_receipts=RECEIPTS[1:]), sent()
    receiver = Receiver(first, first, both)

    assert isinstance(receiver.verify(documented.SUBMITTED), Taken)
    assert isinstance(receiver.settle(documented.receipt()), Taken)
    assert len(receiver.account.asked) == 3
    assert isinstance(receiver.verify(documented.SUBMITTED), Taken)
    assert len(receiver.account.asked) == 3


def test_a_forged_receipt() -> None:
    """A receipt that the record does not come to show is forged."""
    receiver = Receiver(sent())

    found = receiver.settle(documented.receipt(status="delivered"))

    assert found == Forged("the record does not show this receipt")


@pytest.mark.parametrize("failure", DOWN)
def test_down(failure: Exception) -> None:
    """While Flowroute cannot be asked nothing is decided, and it is asked less and less often."""
    receiver = Receiver(*[failure] * 10, received())

    first = receiver.verify(documented.sms())
    assert (first.seconds, first.is_down) == (1.0, True)
    assert receiver.look_ups.is_down
    other = documented.sms(body="another")
    for _ in range(20):
        assert receiver.verify(other).is_down
    assert len(receiver.account.asked) == 1
    assert isinstance(receiver.settle(documented.sms()), Taken)
    assert not receiver.look_ups.is_down
    assert len(receiver.account.asked) == 11
    assert 200 < receiver.clock.passed < 400


def test_down_for_an_hour() -> None:
    """Time in which Flowroute was down is none in which it had no record."""
    receiver = Receiver(*[DOWN[0]] * 60, ABSENT, received())

    assert isinstance(receiver.settle(documented.sms()), Taken)
    assert receiver.clock.passed > 3000


def test_rate_limited_by_flowroute() -> None:
    """After a 429 nothing is asked before the time that it says."""
    receiver = Receiver(RateLimited("", status=429, retry_after=90.0, **ABOUT), received())

    assert receiver.verify(documented.sms()).seconds == 90.0
    receiver.clock.sleep(89)
    assert isinstance(receiver.verify(documented.sms()), Later)
    receiver.clock.sleep(1)
    assert isinstance(receiver.verify(documented.sms()), Taken)


def test_look_ups_have_a_rate_limit() -> None:
    """A flood of forged events cannot cause more than so many look-ups a second."""
    receiver = Receiver(ABSENT, rate=5.0)

    for number in range(1000):
        document = documented.sms()
        document["data"]["id"] = f"mdr2-{number:032x}"
        receiver.verify(document)
        receiver.clock.sleep(0.01)

    assert receiver.clock.passed == pytest.approx(10)
    assert len(receiver.account.asked) <= 55


def test_those_who_wait_have_times_of_their_own() -> None:
    """Events beyond the rate are looked up again one after the other, not all at once."""
    receiver = Receiver(ABSENT, rate=5.0)
    decisions = [receiver.verify(documented.sms(body=str(number))) for number in range(104)]

    assert [one.seconds for one in decisions[:4]] == [1.0] * 4
    waits = [one.seconds for one in decisions[4:]]
    assert waits == pytest.approx([0.2 * number for number in range(1, 101)])


def test_few_look_ups_at_once() -> None:
    """Only a few look-ups are in progress at a time; an interrupted one is over."""
    own = LookUps(1000.0, clock := FastClock())
    events: list[Any] = [parse(documented.sms(body=str(number))) for number in range(5)]

    for event in events[:4]:
        clock.sleep(1)
        assert own.begin(event) is None
    clock.sleep(1)
    assert isinstance(own.begin(events[4]), Later)

    class Interrupting(Account):
        def get(self, message: str, **options: Any) -> MessageRecord:
            raise KeyboardInterrupt

    own.finish(events[0], received(body="0"))
    with pytest.raises(KeyboardInterrupt):
        verify(events[4], Interrupting(), own)
    clock.sleep(5)
    assert own.begin(events[4]) is None


def test_an_impossible_id_is_not_sent() -> None:
    """An id that no URL can have is that of no message: forged at once."""
    refused = InvalidValue("message", [])
    receiver = Receiver(refused)
    document = documented.sms()
    document["data"]["id"] = "../../v2/numbers"

    assert receiver.verify(document) == Forged("its id is none of a message")


def test_events_without_a_record() -> None:
    """What is not about a message has nothing to be looked up, and is taken as it is."""
    receiver = Receiver(ABSENT)

    for document in (documented.PORT, {"data": {"type": "new", "id": "1"}}):
        assert receiver.verify(document) == Taken(document)
    assert receiver.account.asked == []


def test_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered of forged events is bounded: the oldest is forgotten."""
    monkeypatch.setattr(look_ups, "MOST_FORGED", 10)
    receiver = Receiver(received())

    for number in range(11):
        receiver.settle(documented.sms(body=str(number)))
    receiver.account.asked.clear()
    receiver.settle(documented.sms(body="10"))
    assert receiver.account.asked == []
    receiver.settle(documented.sms(body="0"))
    assert len(receiver.account.asked) == 1


@pytest.mark.parametrize("value", [True, "lookup", "look_up", 1, "signature", ""])
def test_other_verifications(value: object) -> None:
    """There is one way to verify, and another word is an error."""
    with pytest.raises(ConfigurationError, match="use 'look-up'"):
        checked_verification(value)
    assert checked_verification(None) is None
    assert checked_verification("look-up") == "look-up"


@pytest.mark.parametrize("rate", [0, -1, True, "5", float("nan"), None])
def test_other_rates(rate: Any) -> None:
    """A rate that is none is an error."""
    with pytest.raises(ConfigurationError, match="look_up_rate"):
        LookUps(rate)
