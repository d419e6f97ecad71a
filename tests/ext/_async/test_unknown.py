"""Calls that must not be sent twice, with a lost response: one POST, and `OutcomeUnknown`."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from ext.calls import NUMBER
from ext.clocks import START, FastClock
from ext.server import Line, Reply, Server, answer, document, raw
from ext.unsafe_calls import TO, UNSAFE_CALLS

from flowroute_ext import (
    AsyncFlowroute,
    ConnectionFailed,
    OutcomeUnknown,
    ResponseTimeout,
    ServerError,
)
from flowroute_ext.errors import UnreadableResponse
from flowroute_ext.types import Resolution
from flowroute_sandbox import Sandbox

OK = b"HTTP/1.1 202 Accepted\r\ncontent-type: application/vnd.api+json\r\n"
LOST: dict[str, tuple[Reply, type[Exception]]] = {
    "hangs up": (Line.hang_up, ConnectionFailed),
    "resets": (Line.reset, ConnectionFailed),
    "says nothing": (Line.until_gone, ResponseTimeout),
    "408": (answer(408), Exception),
    "500": (answer(500), ServerError),
    "502": (answer(502, "<html>", kind="text/html"), ServerError),
    "503": (answer(503, retry_after="1"), ServerError),
    "504": (answer(504), ServerError),
    "cuts the body": (raw(OK + b"content-length: 99\r\n\r\n{"), ConnectionFailed),
    "is a page": (answer(202, "<html>", kind="text/html"), UnreadableResponse),
    "is another document": (answer(202, "{}"), UnreadableResponse),
}


@pytest.mark.anyio
@pytest.mark.parametrize("how", LOST)
@pytest.mark.parametrize("operation", UNSAFE_CALLS)
@pytest.mark.sampled(16)
async def test_one_post(server: Server, library: str, operation: str, how: str) -> None:
    """A response that is lost in any way leaves exactly one POST, and raises `OutcomeUnknown`."""
    reply, cause = LOST[how]
    server.usually = lambda asked: reply
    timeout = 1 if cause is ResponseTimeout else 30
    async with AsyncFlowroute(
        "key", "secret", base_url=server.url, clock=FastClock(), timeout=timeout, max_retries=5
    ) as flowroute:
        with pytest.raises(OutcomeUnknown) as caught:
            await UNSAFE_CALLS[operation](flowroute, reference="table-7")

    unknown = caught.value
    assert [asked.method for asked in server.asked] == ["POST"]
    assert isinstance(unknown.__cause__, cause)
    assert (unknown.operation, unknown.reference, unknown.started, unknown.ended) == (
        operation,
        "table-7",
        START,
        START,
    )


@pytest.mark.anyio
async def test_resolve_without_waiting(trial: AsyncFlowroute, sandbox: Sandbox) -> None:
    """Resolving without a wait reports that it is too early."""
    sandbox.fault("drop-before", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        await UNSAFE_CALLS["send_a_message"](trial)

    assert await caught.value.aresolve(timeout=0) == Resolution(
        "still unknown",
        why="there is no record of the message yet, which is final 30 s after the attempt",
    )
    assert (await caught.value.aresolve(timeout=20)).verdict == "still unknown"
    assert (await caught.value.aresolve()).verdict == "not accepted"


@pytest.mark.anyio
@pytest.mark.parametrize(
    "travel", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))]
)
async def test_a_pickled_error(
    trial: AsyncFlowroute, sandbox: Sandbox, travel: Callable[[Any], Any]
) -> None:
    """Any client can resolve a pickled error; the error itself says that it has no client."""
    sandbox.fault("drop-after", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        await UNSAFE_CALLS["send_a_message"](trial)
    travelled = travel(caught.value)

    with pytest.raises(RuntimeError, match=r"belongs to no client: use flowroute\.resolve"):
        await travelled.aresolve()
    assert (await trial.resolve(travelled)).verdict == "accepted"


@pytest.mark.anyio
async def test_the_error_is_masked(trial: AsyncFlowroute, sandbox: Sandbox) -> None:
    """Neither the error nor its attributes show a number or a text."""
    sandbox.fault("drop-after", operation="send_a_message")
    with pytest.raises(OutcomeUnknown) as caught:
        await UNSAFE_CALLS["send_a_message"](trial)
    found = await caught.value.aresolve()

    shown = f"{caught.value} {caught.value!r} {vars(caught.value)} {found}"
    assert [secret for secret in (TO, NUMBER, "table is ready") if secret in shown] == []
    assert str(caught.value) == (
        "POST /{version}/messages: whether Flowroute acted is unknown; it was not sent again: the "
        "connection failed before the response was complete (RemoteProtocolError: Server "
        "disconnected without sending a response.). Find out with resolve() before you do"
    )


UNUSABLE = {
    "an empty id": {"data": {"type": "message", "id": ""}},
    "a blank id": {"data": {"type": "message", "id": "  "}},
    "no id": {"data": {"type": "message"}},
    "a null id": {"data": {"type": "message", "id": None}},
    "a list for an id": {"data": {"type": "message", "id": ["a"]}},
    "true for an id": {"data": {"type": "message", "id": True}},
    "an error": {"data": {"type": "error", "id": "e-1"}},
    "errors": {"errors": [{"title": "no"}], "data": {"type": "message", "id": "mdr2-1"}},
    "null": {"data": None},
    "a list": {"data": [{"type": "message", "id": "mdr2-1"}]},
    "no data": {},
    "no object": [],
}


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("status", "name"),
    [*((200, name) for name in UNUSABLE), (201, "null"), (202, "null"), (207, "null")],
)
@pytest.mark.parametrize("call", UNSAFE_CALLS)
@pytest.mark.sampled(16)
async def test_a_success_without_a_usable_id(
    flowroute: AsyncFlowroute, server: Server, call: str, status: int, name: str
) -> None:
    """A success that does not identify what was made leaves unknown whether it was."""
    server.script.append(document(status, UNUSABLE[name]))

    with pytest.raises(OutcomeUnknown) as caught:
        await UNSAFE_CALLS[call](flowroute)

    assert isinstance(caught.value.__cause__, UnreadableResponse)
    assert len(server.asked) == 1
