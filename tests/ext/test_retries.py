"""Decisions after an attempt, as a table and as rules that always hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_api.api import OPERATIONS
from flowroute_api.types import UNSET, Request
from flowroute_ext import ConnectFailed, ConnectionFailed, ResponseTimeout
from flowroute_ext._http.responses import Response
from flowroute_ext._http.retries import (
    LONGEST_BACKOFF,
    LONGEST_RETRY_AFTER,
    Attempt,
    Stop,
    Wait,
    decide,
    may_have_acted,
    repeatable,
    retry_after,
)
from flowroute_ext.errors import DeadlinePassed

NOW = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
WHERE = {"operation": "x", "method": "POST", "path": "/x"}
UNSAFE = {
    "add_phone_numbers_to_a_port_order_group",
    "create_a_cdr_export",
    "create_a_port_order",
    "create_an_inbound_route",
    "create_cnam",
    "create_e911",
    "enable_or_disable_message_provisioning",
    "purchase_a_phone_number",
    "request_a_document_pull",
    "send_a_message",
    "send_a_message_v2",
    "submit_an_loa",
}


def request(operation: str, method: str) -> Request[Any]:
    return Request(
        operation=operation,
        method=method,
        template="/x",
        path="/x",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=lambda data: data,
    )


READ, SEND = request("list_account_phone_numbers", "GET"), request("send_a_message", "POST")


def answer(status: int, **headers: str) -> Response:
    return Response(status, {name.replace("_", "-"): text for name, text in headers.items()}, b"")


def decided(asked: Request[Any], outcome: Any, *, jitter: float = 0.5, **attempt: Any) -> Any:
    attempt = {"number": 1, "max_retries": 2} | attempt
    return decide(asked, Attempt(**attempt), outcome, monotonic=100.0, now=NOW, jitter=jitter)


def test_what_may_be_sent_twice() -> None:
    """All but the operations that act each time they are sent."""
    methods = {name: import_module(module).METHOD for name, module in OPERATIONS.items()}
    once = {name for name, method in methods.items() if not repeatable(request(name, method))}

    assert once == UNSAFE


REFUSED, LOST, LATE = (
    ConnectFailed("no", **WHERE),
    ConnectionFailed("no", **WHERE),
    ResponseTimeout("no", **WHERE),
)
TRANSIENT, THROTTLED = Wait(0.25, 14), Wait(0.5, 5)


@pytest.mark.parametrize(
    ("outcome", "reading", "sending"),
    [
        (REFUSED, TRANSIENT, TRANSIENT),
        (LOST, TRANSIENT, Stop.UNKNOWN),
        (LATE, TRANSIENT, Stop.UNKNOWN),
        (answer(200), Stop.GIVE_UP, Stop.GIVE_UP),
        (answer(202), Stop.GIVE_UP, Stop.GIVE_UP),
        (answer(302), Stop.GIVE_UP, Stop.UNKNOWN),
        (answer(307), Stop.GIVE_UP, Stop.GIVE_UP),
        (answer(400), Stop.GIVE_UP, Stop.GIVE_UP),
        (answer(401), Stop.GIVE_UP, Stop.GIVE_UP),
        (answer(404), Stop.GIVE_UP, Stop.GIVE_UP),
        (answer(408), TRANSIENT, Stop.UNKNOWN),
        (answer(422), Stop.GIVE_UP, Stop.GIVE_UP),
        (answer(429), THROTTLED, THROTTLED),
        (answer(500), TRANSIENT, Stop.UNKNOWN),
        (answer(501), Stop.GIVE_UP, Stop.UNKNOWN),
        (answer(502), TRANSIENT, Stop.UNKNOWN),
        (answer(503), TRANSIENT, Stop.UNKNOWN),
        (answer(504), TRANSIENT, Stop.UNKNOWN),
        (answer(599), Stop.GIVE_UP, Stop.UNKNOWN),
    ],
    ids=str,
)
def test_the_table(outcome: Any, reading: Any, sending: Any) -> None:
    """The decision for each outcome of a read, and of a message."""
    assert (decided(READ, outcome), decided(SEND, outcome)) == (reading, sending)


@pytest.mark.parametrize(
    ("number", "transient", "throttled"),
    [
        (1, 0.5, 1.0),
        (2, 1.0, 2.0),
        (3, 2.0, 4.0),
        (5, 8.0, 16.0),
        (6, 16.0, 20.0),
        (9, 20.0, 20.0),
        (9999, 20.0, 20.0),
    ],
)
def test_the_wait_grows(number: int, transient: float, throttled: float) -> None:
    """Its upper bound doubles with each attempt, up to 20 seconds."""
    waits = [
        decided(READ, answer(status), number=number, max_retries=9999, jitter=1.0)
        for status in (500, 429)
    ]

    assert waits == [Wait(transient, 14), Wait(throttled, 5)]


@pytest.mark.parametrize("max_retries", [0, 1, 2, 5])
def test_retries_are_counted(max_retries: int) -> None:
    """There are as many retries as allowed, and no more."""
    after = [
        isinstance(decided(READ, LOST, number=number, max_retries=max_retries), Wait)
        for number in range(1, max_retries + 3)
    ]

    assert after == [True] * max_retries + [False, False]


IN_A_MINUTE = format_datetime(NOW + timedelta(minutes=1), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": " 0 "}, 0.0),
        ({"retry_after": IN_A_MINUTE}, 60.0),
        ({"retry_after": "Monday, 02-Nov-26 08:31:00 GMT"}, 60.0),
        ({"retry_after": format_datetime(NOW - timedelta(minutes=1), usegmt=True)}, 0.0),
        ({"retry_after": IN_A_MINUTE, "date": format_datetime(NOW + timedelta(seconds=50))}, 10.0),
        ({"retry_after": "999999999999"}, 999999999.0),
        ({}, None),
        ({"retry_after": ""}, None),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "-3"}, None),
        ({"retry_after": "1.5"}, None),
        ({"retry_after": "٣"}, None),
        ({"retry_after": "Mon, 99 Nov 2026 08:31:00 GMT"}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds or a date, as in RFC 9110; anything else is ignored."""
    assert retry_after(answer(429, **headers).headers, NOW) == seconds


def test_retry_after_is_waited_for() -> None:
    """The whole time that the server asks for, plus jitter; beyond a minute the error is raised."""
    assert [
        decided(READ, answer(503, retry_after="7")),
        decided(SEND, answer(429, retry_after="60")),
        decided(SEND, answer(429, retry_after="61")),
    ] == [Wait(7.25, 14), Wait(60.5, 5), Stop.GIVE_UP]


OUTCOMES = st.one_of(
    st.sampled_from([REFUSED, LOST, LATE, DeadlinePassed("no", **WHERE)]),
    st.builds(answer, st.integers(200, 599)),
    st.builds(lambda after: answer(429, retry_after=str(after)), st.integers(0, 200)),
)
LUCK = st.floats(0, 1, exclude_max=True)


@given(OUTCOMES, st.integers(1, 8), st.integers(0, 8), LUCK)
def test_never_twice(outcome: Any, number: int, max_retries: int, jitter: float) -> None:
    """An attempt that may have acted is never followed by another POST of the same."""
    verdict = decided(SEND, outcome, number=number, max_retries=max_retries, jitter=jitter)

    assert (verdict is Stop.UNKNOWN) == may_have_acted(outcome)


@given(OUTCOMES, st.integers(1, 8), LUCK, st.floats(90, 200))
def test_a_wait_ends_in_time(outcome: Any, number: int, jitter: float, deadline: float) -> None:
    """A retry would still be sent before the deadline, and no wait is too long."""
    verdict = decided(READ, outcome, number=number, max_retries=8, jitter=jitter, deadline=deadline)

    if isinstance(verdict, Wait):
        assert 0 <= verdict.seconds <= LONGEST_BACKOFF + LONGEST_RETRY_AFTER
        assert 100.0 + verdict.seconds < deadline
