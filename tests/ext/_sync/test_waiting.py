# Written by scripts/unasync.py from tests/ext/_async/test_waiting.py. Do not edit.
"""Waiting for a message to be delivered."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from ext.calls import NUMBER

from flowroute_ext import Flowroute, InvalidValue, NotFound, SentMessage
from flowroute_ext.errors import (
    CallFailed,
    ConfigurationError,
    ConnectFailed,
    DeliveryTimeout,
    NotDelivered,
)
from flowroute_sandbox import Sandbox

TO = "13125550199"


def sms(trial: Flowroute) -> SentMessage:
    return trial.messages.send(to=TO, from_=NUMBER, body="Your table is ready.")


def looks(sandbox: Sandbox) -> int:
    return sandbox.requests["look_up_a_message_detail_record"]


@pytest.mark.parametrize(
    ("until", "status", "seen"),
    [
        ("sent", "smsc submit", 2),
        ("delivered", "message buffered", 3),
        ("final", "message buffered", 3),
    ],
)
def test_until(trial: Flowroute, sandbox: Sandbox, until, status, seen) -> None:
    """The record is returned as soon as it is that far; a record that is gets no request."""
    sent = sms(trial)

    record = trial.messages.wait(sent, until=until)

    assert (record.id, record.status, looks(sandbox)) == (sent.id, status, seen)
    assert trial.messages.wait(record, until=until) == record
    assert looks(sandbox) == seen
    assert (trial.messages.wait(sent.id, until=until)).id == sent.id


def test_pauses_grow(trial: Flowroute, sandbox: Sandbox) -> None:
    """The record is read at once, and then less and less often, until just before the end."""
    sent = trial.messages.send(
        to=TO, from_=NUMBER, body="Menu", media_urls=["https://example.com/menu.png"]
    )
    assert (trial.messages.wait(sent, until="sent")).status == "mmsc submit"
    before, began = looks(sandbox), sandbox.clock.now()

    with pytest.raises(DeliveryTimeout) as caught:
        trial.messages.wait(sent, timeout=100)

    # After 0, 1, 3, 7, 15, 31, 61, 91 and 99 seconds.
    assert (looks(sandbox) - before, (sandbox.clock.now() - began).total_seconds()) == (9, 99)
    error = pickle.loads(pickle.dumps(caught.value))
    assert isinstance(error, TimeoutError)
    assert (error.message_id, error.until, error.seconds) == (sent.id, "delivered", 100)
    assert error.record == caught.value.record
    assert error.record.status == "mmsc submit"
    assert str(error) == (
        f"message {sent.id} was not delivered after 100 s: its status is 'mmsc submit'. Wait again "
        "later, or have delivery receipts posted to you"
    )


def test_a_message_that_is_not_delivered(trial: Flowroute, sandbox: Sandbox) -> None:
    """That is an error at once, and the record where any end is asked for."""
    sent = sms(trial)
    sandbox.fail_message(sent.id)

    assert (trial.messages.wait(sent, until="final")).status == "delivery failure"
    assert (trial.messages.wait(sent, until="sent")).status == "delivery failure"
    with pytest.raises(NotDelivered) as caught:
        trial.messages.wait(sent, timeout=None)

    error = pickle.loads(pickle.dumps(caught.value))
    assert (error.record.id, error.status, error.code) == (sent.id, "delivery failure", None)
    assert str(error) == f"message {sent.id} was not delivered: delivery failure"
    assert looks(sandbox) == 3


def test_no_record(trial: Flowroute, sandbox: Sandbox) -> None:
    """Records may be late: one that is not there is looked for again, for half a minute."""
    began = sandbox.clock.now()
    with pytest.raises(NotFound):
        trial.messages.wait("mdr2-0123", timeout=None)
    assert (sandbox.clock.now() - began).total_seconds() == 31

    with pytest.raises(DeliveryTimeout, match="after 5 s: it has no record yet"):
        trial.messages.wait("mdr2-0123", timeout=5)


@pytest.mark.parametrize(
    ("failure", "times"), [("429", 7), ("503", 7), ("refuse", 7), ("drop-after", 7), ("404", 2)]
)
def test_failures_that_pass(trial: Flowroute, sandbox: Sandbox, failure, times) -> None:
    """Once there was a record, it is read again, and only what lasts half a minute is raised."""
    sent = sms(trial)
    operation = "look_up_a_message_detail_record"
    sandbox.fault(failure, operation=operation, nth=2, times=times)

    assert (trial.messages.wait(sent)).status == "message buffered"
    (fault,) = sandbox.faults()
    assert len(fault.hits) == times

    picture = trial.messages.send(
        to=TO, from_=NUMBER, body="Menu", media_urls=["https://example.com/menu.png"]
    )
    for timeout, raised in ((10, DeliveryTimeout), (None, CallFailed)):
        sandbox.clear_faults()
        sandbox.fault(failure, operation=operation, nth=2, times=1000)
        with pytest.raises(raised) as caught:
            trial.messages.wait(picture, timeout=timeout)
    assert not isinstance(caught.value, DeliveryTimeout)


def test_no_connection(trial: Flowroute, sandbox: Sandbox) -> None:
    """A failure before the first answer is raised at once, as the address may be wrong."""
    sandbox.fault("refuse", times=100)

    with pytest.raises(ConnectFailed):
        trial.messages.wait("mdr2-0123", timeout=None)


def test_what_cannot_be_waited_for(trial: Flowroute, sandbox: Sandbox) -> None:
    """An invalid argument, and a message that came in, are refused."""
    wrong: Any
    for wrong in ("queued", "Sent", None):
        with pytest.raises(InvalidValue, match="give one of these"):
            trial.messages.wait("mdr2-0123", until=wrong)
    for wrong in (0, -1, "60"):
        with pytest.raises(ConfigurationError, match="is not a time to wait"):
            trial.messages.wait("mdr2-0123", timeout=wrong)
    with pytest.raises(InvalidValue, match="must be an id"):
        trial.messages.wait("a/b")
    assert looks(sandbox) == 0

    received = sandbox.receive_message(from_=TO, to=NUMBER, body="Hi")
    with pytest.raises(InvalidValue, match="must be a message that was sent"):
        trial.messages.wait(received)
