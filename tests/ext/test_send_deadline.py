"""The last check of a moment after which a request must not leave."""

from __future__ import annotations

import httpcore
import pytest
from ext.clocks import FastClock

from flowroute_ext._http.send_deadline import TooLate, deadline_check

POST = {"request": httpcore.Request("POST", "https://example.com/")}
CONNECT = {"request": httpcore.Request("CONNECT", "https://example.com/")}


@pytest.fixture
def clock() -> FastClock:
    """A clock at ten seconds."""
    clock = FastClock()
    clock.passed = 10.0
    return clock


@pytest.mark.parametrize(
    ("event", "info", "begun"),
    [
        ("http11.send_request_headers.started", POST, False),
        ("http2.send_request_headers.started", POST, False),
        ("http11.send_request_body.started", POST, True),
        ("http2.send_request_body.started", POST, True),
        ("http11.send_request_body.started", CONNECT, False),
    ],
)
def test_before_bytes(event: str, info: dict[str, object], begun: bool, clock: FastClock) -> None:
    """Before bytes leave, in each protocol, it must be earlier than that moment."""
    still, just = deadline_check(10.1, clock), deadline_check(10.0, clock)
    assert still is not None
    assert just is not None

    still(event, info)
    with pytest.raises(TooLate) as raised:
        just(event, info)

    assert raised.value.begun is begun


@pytest.mark.parametrize(
    "event",
    ["connection.connect_tcp.started", "http11.send_request_body.complete", "http11.x.started"],
)
def test_other_steps(event: str, clock: FastClock) -> None:
    """At other steps nothing leaves, and nothing that has left is given up."""
    check = deadline_check(9.0, clock)

    check(event, POST)
