# Written by scripts/unasync.py from tests/ext/_async/test_resolving.py. Do not edit.
"""Unknown outcomes, found out by the records of a sandbox."""

from __future__ import annotations

import importlib
from datetime import timedelta

import pytest
from ext.calls import NUMBER
from ext.clocks import START
from ext.unsafe_calls import TO, UNSAFE_CALLS, made

from flowroute_ext import (
    Flowroute,
    Message,
    NotAccepted,
    OutcomeUnknown,
    Route,
    SentMessage,
    callback_reference,
)
from flowroute_sandbox import Sandbox

BEFORE = ["drop-before", "reset-before", "500-before", "502-before", "503-before", "504-before"]
AFTER = [
    *("drop-after", "reset-after", "slow", "500-after", "502-after", "503-after", "504-after"),
    *("cut-body", "wrong-body"),
]


@pytest.mark.once
@pytest.mark.parametrize("library", ["httpx2"], indirect=True)
@pytest.mark.parametrize("fault", AFTER)
@pytest.mark.parametrize("operation", UNSAFE_CALLS)
@pytest.mark.sampled(12)
def test_it_was_accepted(trial: Flowroute, sandbox: Sandbox, operation: str, fault: str) -> None:
    """What was accepted before the response was lost is found, with its id, and not sent again."""
    sandbox.fault(fault, operation=operation)
    with pytest.raises(OutcomeUnknown) as caught:
        UNSAFE_CALLS[operation](trial)

    found = caught.value.resolve()

    assert (found.verdict, sandbox.requests[operation], made(sandbox)[operation]) == (
        "accepted",
        1,
        1,
    )
    assert found.seen == (found.id,)
    assert sandbox.clock.now() <= START + timedelta(seconds=60)


@pytest.mark.once
@pytest.mark.parametrize("library", ["httpx2"], indirect=True)
@pytest.mark.parametrize("fault", BEFORE)
@pytest.mark.parametrize("operation", UNSAFE_CALLS)
@pytest.mark.sampled(12)
def test_it_was_not_accepted(
    trial: Flowroute, sandbox: Sandbox, operation: str, fault: str
) -> None:
    """What was not accepted is reported half a minute after the attempt, when it is certain."""
    sandbox.fault(fault, operation=operation)
    with pytest.raises(OutcomeUnknown) as caught:
        UNSAFE_CALLS[operation](trial)

    found = caught.value.resolve()

    assert (found.verdict, found.id, found.seen) == ("not accepted", None, ())
    assert (sandbox.requests[operation], made(sandbox)[operation]) == (1, 0)
    assert sandbox.clock.now() == START + timedelta(seconds=30)


@pytest.mark.parametrize("fault", ["drop-after", "wrong-body"])
@pytest.mark.parametrize("operation", UNSAFE_CALLS)
def test_resolved_inline(trial: Flowroute, sandbox: Sandbox, operation: str, fault: str) -> None:
    """With resolve=True the call returns what the lost response would have returned."""
    sandbox.fault(fault, operation=operation)

    value = UNSAFE_CALLS[operation](trial, resolve=True)

    assert (sandbox.requests[operation], made(sandbox)[operation]) == (1, 1)
    again = {
        "send_a_message": lambda: trial.messages.get(value),
        "purchase_a_phone_number": lambda: trial.numbers.get(value),
        "create_an_inbound_route": lambda: trial.routes.list().first(),
        "create_e911": lambda: trial.e911s.get(value),
        "create_cnam": lambda: trial.cnams.get(value),
        "enable_or_disable_message_provisioning": lambda: trial.numbers.get_task(value),
        "create_a_port_order": lambda: trial.ports.get(value),
        "create_a_cdr_export": lambda: trial.cdrs.get(value),
    }[operation]
    known = again()
    if operation == "send_a_message":
        assert (type(value), value.id, known.body) == (
            SentMessage,
            known.id,
            "Your table is ready.",
        )
    elif operation != "create_an_inbound_route":
        assert value == known


@pytest.mark.parametrize("operation", UNSAFE_CALLS)
def test_sent_again_when_it_is_safe(trial: Flowroute, sandbox: Sandbox, operation: str) -> None:
    """With resolve=True what was certainly not accepted is sent again, and accepted once."""
    sandbox.fault("drop-before", operation=operation)
    sandbox.fault("500-after", operation=operation, nth=2)

    UNSAFE_CALLS[operation](trial, resolve=True)

    assert (sandbox.requests[operation], made(sandbox)[operation]) == (2, 1)


def test_a_deadline_while_resolving(trial: Flowroute, sandbox: Sandbox) -> None:
    """The deadline applies to the look-ups too: what is uncertain by then stays unknown."""
    sandbox.fault("drop-before", operation="send_a_message")

    with pytest.raises(OutcomeUnknown):
        UNSAFE_CALLS["send_a_message"](trial, resolve=True, deadline=10)

    assert sandbox.clock.now() <= START + timedelta(seconds=10)


def test_never_accepted(trial: Flowroute, sandbox: Sandbox) -> None:
    """With no retry left, the call raises that it was not accepted and may be sent again."""
    sandbox.fault("reset-before", operation="send_a_message", times=9)

    with pytest.raises(NotAccepted) as caught:
        UNSAFE_CALLS["send_a_message"](trial, resolve=True)

    assert (sandbox.requests["send_a_message"], made(sandbox)["send_a_message"]) == (3, 0)
    assert isinstance(caught.value.__cause__, OutcomeUnknown)
    assert "safe to send again" in str(caught.value)


def test_equal_texts_of_one_client(trial: Flowroute, sandbox: Sandbox) -> None:
    """Equal messages of the same client are not taken for the one that was lost."""
    send = UNSAFE_CALLS["send_a_message"]
    first = send(trial)
    sandbox.fault("drop-before", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        send(trial)
    third = send(trial)

    found = caught.value.resolve()

    assert found.verdict == "not accepted"
    assert [row.id for row in sandbox.account.messages] == [first.id, third.id]


def test_two_equal_texts_that_were_lost(trial: Flowroute, sandbox: Sandbox) -> None:
    """One of two was accepted, and which one is unknown: the verdict is no guess."""
    errors: list[OutcomeUnknown] = []
    for fault in ("drop-before", "drop-after"):
        sandbox.fault(fault, operation="send_a_message")
        with pytest.raises(OutcomeUnknown) as caught:
            UNSAFE_CALLS["send_a_message"](trial)
        errors.append(caught.value)
    (row,) = sandbox.account.messages

    found = [error.resolve() for error in errors]

    assert [(one.verdict, one.id, one.seen) for one in found] == [
        ("still unknown", None, (row.id,)),
        ("still unknown", None, (row.id,)),
    ]


def test_two_equal_texts_one_after_the_other(trial: Flowroute, sandbox: Sandbox) -> None:
    """The first that is resolved keeps its id, and the second gets its own."""
    for number in range(2):
        sandbox.fault("drop-after", operation="send_a_message")
        with pytest.raises(OutcomeUnknown) as caught:
            UNSAFE_CALLS["send_a_message"](trial)
        found = caught.value.resolve()

        assert found.id == list(sandbox.account.messages)[number].id


def test_a_receipt_proves_it(trial: Flowroute, sandbox: Sandbox) -> None:
    """The reference in a receipt's URL tells equal messages apart, without a look-up."""
    messages = []
    errors: list[OutcomeUnknown] = []
    for fault, reference in (("drop-before", "a & b"), ("drop-after", "ü=1")):
        sandbox.fault(fault, operation="send_a_message")
        with pytest.raises(OutcomeUnknown) as caught:
            UNSAFE_CALLS["send_a_message"](
                trial, dlr_callback="https://example.com/dlr?key=1#top", reference=reference
            )
        errors.append(caught.value)
    (row,) = sandbox.account.messages
    messages.append(row)

    reference = callback_reference(row.dlr_callback or "")
    assert reference == "ü=1"
    receipt = {"data": {"type": "delivery_receipt", "id": row.id, "attributes": {"level": 1}}}
    forged = {"data": receipt["data"] | {"id": "mdr2-forged"}}
    for url in (
        "/dlr?flowroute_reference=%C3%BC%3D1",
        row.dlr_callback.replace("proof=", "proof=0"),
    ):
        assert not trial.messages.record_receipt(forged, url=url)
    assert not trial.messages.record_receipt({}, url=row.dlr_callback)
    assert trial.messages.record_receipt(receipt, url=row.dlr_callback)
    looked = sandbox.requests["look_up_a_set_of_messages"]

    found = errors[1].resolve()
    assert (found.verdict, found.id) == ("accepted", row.id)
    assert sandbox.requests["look_up_a_set_of_messages"] == looked
    assert (errors[0].resolve()).verdict == "not accepted"


def test_an_alias_with_other_values(trial: Flowroute, sandbox: Sandbox) -> None:
    """A route of that alias with other values may be another one: still unknown."""
    trial.routes.create(Route.host("other.example.com", alias="office"))
    sandbox.fault("drop-before", operation="create_an_inbound_route")
    with pytest.raises(OutcomeUnknown) as caught:
        UNSAFE_CALLS["create_an_inbound_route"](trial)

    found = caught.value.resolve()

    assert (found.verdict, len(found.seen)) == ("still unknown", 1)


def test_an_mms(trial: Flowroute, sandbox: Sandbox) -> None:
    """An MMS without text is found as well."""
    sandbox.fault("drop-after", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        trial.messages.send(
            Message(to=TO, from_=NUMBER, media_urls=["https://example.com/menu.png"])
        )

    assert (caught.value.resolve()).verdict == "accepted"


def test_many_pages(trial: Flowroute, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message is found among any number of others of the same time."""
    sandbox.fault("drop-after", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        UNSAFE_CALLS["send_a_message"](trial)
    for count in range(25):
        trial.messages.send(to=TO, from_=NUMBER, body=f"Number {count}")
    package = type(trial).__module__.rpartition(".")[0]
    records = importlib.import_module(f"{package}.sent_messages")
    monkeypatch.setattr(records, "MESSAGES_PAGE", 10)

    assert (caught.value.resolve()).verdict == "accepted"
    assert sandbox.requests["look_up_a_set_of_messages"] == 3
