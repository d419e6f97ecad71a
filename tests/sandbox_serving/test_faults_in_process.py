"""Faults as a client in the same process sees them: the errors of its own library."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import httpx2
import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.serving.transport import transport
from flowroute_sandbox.state.clock import FrozenClock

INVENTORY = Inventory()
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
URL = "https://api.flowroute.com/v2.1/messages"
MESSAGE = {"to": "12065550199", "from": "12065550100", "body": "hi"}


@pytest.fixture
def sandbox():
    """A sandbox with a frozen clock, and a number to send from."""
    sandbox = Sandbox(inventory=INVENTORY, clock=FrozenClock(NOW))
    sandbox.seed_number("12065550100")
    return sandbox


@pytest.fixture
def send(sandbox, library, request_):
    """Sends a message, by a client of either kind of either library."""

    def send(**settings):
        flowroute = transport(sandbox, library)
        return request_(library, flowroute, "POST", URL, json=MESSAGE, **settings)

    return send


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        ("refuse", ("ConnectError", "Connection refused", 0)),
        ("connect-timeout", ("ConnectTimeout", "timed out", 0)),
        ("read-timeout", ("ReadTimeout", "timed out", 0)),
        ("drop-before", ("RemoteProtocolError", "Server disconnected", 0)),
        ("drop-after", ("RemoteProtocolError", "Server disconnected", 1)),
        ("reset-before", ("ReadError", "Connection reset by peer", 0)),
        ("reset-after", ("ReadError", "Connection reset by peer", 1)),
        ("slow", ("ReadTimeout", "timed out", 1)),
        ("cut-body", ("RemoteProtocolError", r"received \d+ bytes, expected \d+", 1)),
    ],
)
def test_a_broken_connection(sandbox, library, send, fault, seen):
    """It raises the library's own error, and the next request succeeds."""
    error, text, accepted = seen
    sandbox.fault(fault)

    with pytest.raises(getattr(library, error), match=text) as raised:
        send()

    assert type(raised.value) is getattr(library, error)
    assert raised.value.request.url == URL
    assert len(sandbox.account.messages) == accepted
    assert send().status_code == 202


def test_a_response(sandbox, send):
    """A fault with a response returns it."""
    sandbox.fault("503-after", seconds=7)
    response = send()

    assert (response.status_code, response.headers["retry-after"]) == (503, "7")
    assert len(sandbox.account.messages) == 1


@pytest.mark.parametrize(
    ("seconds", "timeout", "seen"),
    [(3, 4, (202, 3)), (5, 4, ("timeout", 4)), (4, 4, ("timeout", 4)), (9, None, (202, 9))],
)
def test_a_slow_response(sandbox, send, seconds, timeout, seen):
    """The sandbox's clock advances by the time waited, to the timeout at most; nothing sleeps."""
    sandbox.fault("slow", seconds=seconds)
    try:
        answer = send(timeout=timeout).status_code
    except (httpx.ReadTimeout, httpx2.ReadTimeout):
        answer = "timeout"

    assert (answer, (sandbox.clock.now() - NOW).total_seconds()) == seen


def test_requests_are_counted(sandbox, library, send):
    """Every request is counted, whatever its outcome."""
    sandbox.fault("drop-after")
    with pytest.raises(library.RemoteProtocolError):
        send()
    send()

    assert sandbox.requests == {"send_a_message": 2}
