"""What must not be sent twice, and whose answer was lost: posted once, then found out."""

from __future__ import annotations

import copy
import importlib
import pickle
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from ext.calls import NUMBER
from ext.clocks import START, FastClock, SandboxClock
from ext.server import Line, Reply, Server, answer, raw

from flowroute_ext import (
    AsyncFlowroute,
    Cnam,
    ConnectionFailed,
    E911Address,
    Message,
    NotAccepted,
    OutcomeUnknown,
    Resolution,
    Route,
    SentMessage,
    ServerError,
    Timeout,
    UnreadableAnswer,
    callback_reference,
)
from flowroute_sandbox import FrozenClock, Sandbox

TO, BUY = "13125550199", "12065550100"
OK = b"HTTP/1.1 202 Accepted\r\ncontent-type: application/vnd.api+json\r\n"
ADDRESS = E911Address(
    label="Office",
    first_name="Ada",
    last_name="Example",
    street_number="1182",
    street_name="3rd Ave",
    city="Seattle",
    state="WA",
    zip="98101",
)

ACTS: dict[str, Callable[..., Any]] = {
    "send_a_message": lambda flowroute, **options: flowroute.messages.send(
        to=TO, from_=NUMBER, body="Your table is ready.", **options
    ),
    "purchase_a_phone_number": lambda flowroute, **options: flowroute.numbers.purchase(
        BUY, **options
    ),
    "create_an_inbound_route": lambda flowroute, **options: flowroute.routes.create(
        Route.host("sip.example.com", alias="office"), **options
    ),
    "create_e911": lambda flowroute, **options: flowroute.e911s.create(ADDRESS, **options),
    "create_cnam": lambda flowroute, **options: flowroute.cnams.create(Cnam("Bob Law"), **options),
}
LOST: dict[str, tuple[Reply, type[Exception]]] = {
    "hangs up": (Line.hang_up, ConnectionFailed),
    "resets": (Line.reset, ConnectionFailed),
    "says nothing": (Line.until_gone, Timeout),
    "408": (answer(408), Exception),
    "500": (answer(500), ServerError),
    "502": (answer(502, "<html>", kind="text/html"), ServerError),
    "503": (answer(503, retry_after="1"), ServerError),
    "504": (answer(504), ServerError),
    "cuts the body": (raw(OK + b"content-length: 99\r\n\r\n{"), ConnectionFailed),
    "is a page": (answer(202, "<html>", kind="text/html"), UnreadableAnswer),
    "is another document": (answer(202, "{}"), UnreadableAnswer),
}


@pytest.mark.anyio
@pytest.mark.parametrize("how", LOST)
@pytest.mark.parametrize("operation", ACTS)
async def test_one_post(server: Server, library: str, operation: str, how: str) -> None:
    """An answer that is lost in any way leaves exactly one POST, and an error that says so."""
    reply, cause = LOST[how]
    server.usually = lambda asked: reply
    async with AsyncFlowroute(
        "key", "secret", base_url=server.url, clock=FastClock(), timeout=0.2, max_retries=5
    ) as flowroute:
        with pytest.raises(OutcomeUnknown) as caught:
            await ACTS[operation](flowroute, reference="table-7")

    unknown = caught.value
    assert [asked.method for asked in server.asked] == ["POST"]
    assert isinstance(unknown.__cause__, cause)
    assert (unknown.operation, unknown.reference, unknown.started, unknown.ended) == (
        operation,
        "table-7",
        START,
        START,
    )


@pytest.fixture
def sandbox() -> Sandbox:
    """A sandbox whose time only stands still or is moved, with a number to send from."""
    sandbox = Sandbox(clock=FrozenClock(START))
    sandbox.seed_number(NUMBER)
    sandbox.seed_number(BUY, owned=False)
    return sandbox


@pytest.fixture
async def flowroute(sandbox: Sandbox, library: str) -> AsyncIterator[AsyncFlowroute]:
    """A client of that sandbox, on the same clock."""
    module = importlib.import_module(library)
    async with (
        module.AsyncClient(transport=sandbox.transport(module)) as http,
        AsyncFlowroute(
            sandbox.access_key, sandbox.secret_key, http_client=http, clock=SandboxClock(sandbox)
        ) as client,
    ):
        yield client


def made(sandbox: Sandbox) -> dict[str, int]:
    """How many of each thing there are that an unsafe operation makes."""
    account = sandbox.account
    return {
        "send_a_message": len(account.messages),
        "purchase_a_phone_number": len(account.numbers) - 1,
        "create_an_inbound_route": len(account.routes) - 1,
        "create_e911": len(account.e911s),
        "create_cnam": len(account.cnams),
    }


BEFORE = ["drop-before", "reset-before", "500-before", "502-before", "503-before", "504-before"]
AFTER = [
    *("drop-after", "reset-after", "slow", "500-after", "502-after", "503-after", "504-after"),
    *("cut-body", "wrong-body"),
]


@pytest.mark.anyio
@pytest.mark.parametrize("fault", AFTER)
@pytest.mark.parametrize("operation", ACTS)
async def test_it_was_accepted(
    flowroute: AsyncFlowroute, sandbox: Sandbox, operation: str, fault: str
) -> None:
    """What Flowroute took before the answer was lost is found, with its id, and not sent again."""
    sandbox.fault(fault, operation=operation)
    with pytest.raises(OutcomeUnknown) as caught:
        await ACTS[operation](flowroute)

    found = await caught.value.aresolve()

    assert (found.verdict, sandbox.requests[operation], made(sandbox)[operation]) == (
        "accepted",
        1,
        1,
    )
    assert found.seen == (found.id,)
    assert sandbox.clock.now() <= START + timedelta(seconds=60)


@pytest.mark.anyio
@pytest.mark.parametrize("fault", BEFORE)
@pytest.mark.parametrize("operation", ACTS)
async def test_it_was_not_accepted(
    flowroute: AsyncFlowroute, sandbox: Sandbox, operation: str, fault: str
) -> None:
    """What never came is told half a minute after the attempt, when that is certain."""
    sandbox.fault(fault, operation=operation)
    with pytest.raises(OutcomeUnknown) as caught:
        await ACTS[operation](flowroute)

    found = await caught.value.aresolve()

    assert (found.verdict, found.id, found.seen) == ("not accepted", None, ())
    assert (sandbox.requests[operation], made(sandbox)[operation]) == (1, 0)
    assert sandbox.clock.now() == START + timedelta(seconds=30)


@pytest.mark.anyio
@pytest.mark.parametrize("fault", ["drop-after", "wrong-body"])
@pytest.mark.parametrize("operation", ACTS)
async def test_resolved_inline(
    flowroute: AsyncFlowroute, sandbox: Sandbox, operation: str, fault: str
) -> None:
    """With resolve=True the call returns what it would have, had the answer come."""
    sandbox.fault(fault, operation=operation)

    value = await ACTS[operation](flowroute, resolve=True)

    assert (sandbox.requests[operation], made(sandbox)[operation]) == (1, 1)
    again = {
        "send_a_message": lambda: flowroute.messages.get(value),
        "purchase_a_phone_number": lambda: flowroute.numbers.get(value),
        "create_an_inbound_route": lambda: flowroute.routes.list().first(),
        "create_e911": lambda: flowroute.e911s.get(value),
        "create_cnam": lambda: flowroute.cnams.get(value),
    }[operation]
    known = await again()
    if operation == "send_a_message":
        assert (type(value), value.id, known.body) == (
            SentMessage,
            known.id,
            "Your table is ready.",
        )
    elif operation != "create_an_inbound_route":
        assert value == known


@pytest.mark.anyio
@pytest.mark.parametrize("operation", ACTS)
async def test_sent_again_when_it_is_safe(
    flowroute: AsyncFlowroute, sandbox: Sandbox, operation: str
) -> None:
    """With resolve=True what was certainly not accepted is sent again, and accepted once."""
    sandbox.fault("drop-before", operation=operation)
    sandbox.fault("500-after", operation=operation, nth=2)

    await ACTS[operation](flowroute, resolve=True)

    assert (sandbox.requests[operation], made(sandbox)[operation]) == (2, 1)


@pytest.mark.anyio
async def test_never_accepted(flowroute: AsyncFlowroute, sandbox: Sandbox) -> None:
    """When no retry is left, the call fails with the certainty that it may be made again."""
    sandbox.fault("reset-before", operation="send_a_message", times=9)

    with pytest.raises(NotAccepted) as caught:
        await ACTS["send_a_message"](flowroute, resolve=True)

    assert (sandbox.requests["send_a_message"], made(sandbox)["send_a_message"]) == (3, 0)
    assert isinstance(caught.value.__cause__, OutcomeUnknown)
    assert "safe to send again" in str(caught.value)


@pytest.mark.anyio
async def test_equal_texts_of_one_client(flowroute: AsyncFlowroute, sandbox: Sandbox) -> None:
    """Its own equal messages, before and after, are not taken for the one that was lost."""
    send = ACTS["send_a_message"]
    first = await send(flowroute)
    sandbox.fault("drop-before", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        await send(flowroute)
    third = await send(flowroute)

    found = await caught.value.aresolve()

    assert found.verdict == "not accepted"
    assert [row.id for row in sandbox.account.messages] == [first.id, third.id]


@pytest.mark.anyio
async def test_two_equal_texts_that_were_lost(flowroute: AsyncFlowroute, sandbox: Sandbox) -> None:
    """One of them was accepted, and nobody can tell which: the verdict is no guess."""
    errors: list[OutcomeUnknown] = []
    for fault in ("drop-before", "drop-after"):
        sandbox.fault(fault, operation="send_a_message")
        with pytest.raises(OutcomeUnknown) as caught:
            await ACTS["send_a_message"](flowroute)
        errors.append(caught.value)
    (row,) = sandbox.account.messages

    found = [await error.aresolve() for error in errors]

    assert [(one.verdict, one.id, one.seen) for one in found] == [
        ("still unknown", None, (row.id,)),
        ("still unknown", None, (row.id,)),
    ]


@pytest.mark.anyio
async def test_a_receipt_proves_it(flowroute: AsyncFlowroute, sandbox: Sandbox) -> None:
    """The reference in the receipts' address tells equal messages apart, without a look."""
    messages = []
    errors: list[OutcomeUnknown] = []
    for fault, reference in (("drop-before", "a & b"), ("drop-after", "ü=1")):
        sandbox.fault(fault, operation="send_a_message")
        with pytest.raises(OutcomeUnknown) as caught:
            await ACTS["send_a_message"](
                flowroute, dlr_callback="https://example.com/dlr?key=1#top", reference=reference
            )
        errors.append(caught.value)
    (row,) = sandbox.account.messages
    messages.append(row)

    reference = callback_reference(row.dlr_callback or "")
    assert reference == "ü=1"
    flowroute.messages.heard(reference, row.id)
    looked = sandbox.requests["look_up_a_set_of_messages"]

    found = await errors[1].aresolve()
    assert (found.verdict, found.id) == ("accepted", row.id)
    assert sandbox.requests["look_up_a_set_of_messages"] == looked
    assert (await errors[0].aresolve()).verdict == "not accepted"


@pytest.mark.anyio
async def test_a_record_that_is_in_the_way(flowroute: AsyncFlowroute, sandbox: Sandbox) -> None:
    """A route of that alias with other values is somebody else's: no verdict."""
    await flowroute.routes.create(Route.host("other.example.com", alias="office"))
    sandbox.fault("drop-before", operation="create_an_inbound_route")
    with pytest.raises(OutcomeUnknown) as caught:
        await ACTS["create_an_inbound_route"](flowroute)

    found = await caught.value.aresolve()

    assert (found.verdict, len(found.seen)) == ("still unknown", 1)


@pytest.mark.anyio
async def test_impatience(flowroute: AsyncFlowroute, sandbox: Sandbox) -> None:
    """Whoever does not wait is told that it is too early."""
    sandbox.fault("drop-before", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        await ACTS["send_a_message"](flowroute)

    assert await caught.value.aresolve(patience=0) == Resolution(
        "still unknown",
        why="there is no trace of the message yet, which is final 30 s after the attempt",
    )
    assert (await caught.value.aresolve(patience=20)).verdict == "still unknown"
    assert (await caught.value.aresolve()).verdict == "not accepted"


@pytest.mark.anyio
@pytest.mark.parametrize(
    "travel", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))]
)
async def test_an_error_that_travelled(
    flowroute: AsyncFlowroute, sandbox: Sandbox, travel: Callable[[Any], Any]
) -> None:
    """Any client can resolve it; by itself it says that it has none."""
    sandbox.fault("drop-after", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        await ACTS["send_a_message"](flowroute)
    travelled = travel(caught.value)

    with pytest.raises(RuntimeError, match=r"belongs to no client: use flowroute\.resolve"):
        await travelled.aresolve()
    assert (await flowroute.resolve(travelled)).verdict == "accepted"


@pytest.mark.anyio
async def test_what_it_shows(flowroute: AsyncFlowroute, sandbox: Sandbox) -> None:
    """Neither the error nor what it holds shows a number or a text."""
    sandbox.fault("drop-after", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        await ACTS["send_a_message"](flowroute)
    found = await caught.value.aresolve()

    shown = f"{caught.value} {caught.value!r} {vars(caught.value)} {found}"
    assert [secret for secret in (TO, NUMBER, "table is ready") if secret in shown] == []
    assert str(caught.value) == (
        "POST /{version}/messages: whether Flowroute acted is unknown, it was sent once: the "
        "connection failed before the answer was complete (RemoteProtocolError: Server "
        "disconnected without sending a response.). Find out with resolve() before you send it "
        "again"
    )


@pytest.mark.anyio
async def test_an_mms(flowroute: AsyncFlowroute, sandbox: Sandbox) -> None:
    """A picture without a text is found as well."""
    sandbox.fault("drop-after", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        await flowroute.messages.send(
            Message(to=TO, from_=NUMBER, media_urls=["https://example.com/menu.png"])
        )

    assert (await caught.value.aresolve()).verdict == "accepted"


@pytest.mark.anyio
async def test_many_pages(
    flowroute: AsyncFlowroute, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message is found however many others were sent at the time."""
    sandbox.fault("drop-after", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        await ACTS["send_a_message"](flowroute)
    for count in range(25):
        await flowroute.messages.send(to=TO, from_=NUMBER, body=f"Number {count}")
    resolver = importlib.import_module(type(flowroute._door.resolver).__module__)
    monkeypatch.setattr(resolver, "MESSAGES_PAGE", 10)

    assert (await caught.value.aresolve()).verdict == "accepted"
    assert sandbox.requests["look_up_a_set_of_messages"] == 3
