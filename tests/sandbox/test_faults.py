"""The outcome of a request that a fault hits."""

from __future__ import annotations

import json

import pytest

from flowroute_sandbox.faults import (
    KINDS,
    ConnectionDropped,
    ConnectionRefused,
    ConnectionReset,
    ConnectTimedOut,
    Outcome,
    ReadTimedOut,
    SlowResponse,
    TruncatedResponse,
)
from flowroute_sandbox.http.messages import Request, Response
from flowroute_sandbox.sandbox import Sandbox
from sandbox.faulty_requests import HEADERS, send, status
from sandbox.samples import OWN, SMS

EITHER = ("drop", "reset", "500", "502", "503", "504")
ACCEPTED = {name for name, kind in KINDS.items() if kind.accepted}


pytestmark = pytest.mark.usefixtures("number")


def page(status: int, title: str) -> Response:
    html = f"<html><head><title>{title}</title></head><body>{title}</body></html>\n"
    return Response(status, {"content-type": "text/html"}, html.encode())


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("refuse", ConnectionRefused()),
        ("connect-timeout", ConnectTimedOut()),
        ("read-timeout", ReadTimedOut()),
        ("drop-before", ConnectionDropped()),
        ("drop-after", ConnectionDropped()),
        ("reset-before", ConnectionReset()),
        ("reset-after", ConnectionReset()),
        ("502-before", page(502, "502 Bad Gateway")),
        ("502-after", page(502, "502 Bad Gateway")),
        ("503-before", page(503, "503 Service Unavailable")),
        ("503-after", page(503, "503 Service Unavailable")),
        ("504-before", page(504, "504 Gateway Timeout")),
        ("504-after", page(504, "504 Gateway Timeout")),
        ("wrong-body", page(202, "Welcome")),
    ],
)
def test_what_the_client_sees(sandbox: Sandbox, name: str, outcome: Outcome) -> None:
    """These outcomes do not depend on the request, and the next request succeeds."""
    sandbox.fault(name)

    assert send(sandbox) == outcome
    assert status(send(sandbox)) == 202


@pytest.mark.parametrize(
    ("name", "code", "title", "detail"),
    [
        ("401", 401, "Unauthorized", "Authentication failed."),
        ("409", 409, "Conflict", "The request conflicts with the state of the resource."),
        ("429", 429, "Too Many Requests", "Too many requests."),
        ("500-before", 500, "Internal Server Error", "The server failed."),
        ("500-after", 500, "Internal Server Error", "The server failed."),
    ],
)
def test_errors_of_the_service(
    sandbox: Sandbox, name: str, code: int, title: str, detail: str
) -> None:
    """A 4xx and a 500 are error documents of Flowroute."""
    sandbox.fault(name)
    response = send(sandbox)

    assert isinstance(response, Response)
    (error,) = json.loads(response.body)["errors"]
    assert error.pop("id")
    assert error == {"status": code, "title": title, "detail": detail}
    assert (response.status, response.headers) == (
        code,
        {"content-type": "application/vnd.api+json"},
    )


def test_slow_and_truncated_responses(sandbox: Sandbox) -> None:
    """A slow and a truncated response are those of a request that succeeded."""
    sandbox.fault("slow", seconds=2.5)
    sandbox.fault("cut-body", nth=2)
    slow, cut = send(sandbox), send(sandbox)

    assert isinstance(slow, SlowResponse)
    assert isinstance(cut, TruncatedResponse)
    assert (slow.response.status, slow.seconds, cut.response.status) == (202, 2.5, 202)
    assert cut.response.body.startswith(cut.sent)
    assert 0 < len(cut.sent) < len(cut.response.body)
    assert [
        f'"{message.id}"'.encode() in answer.body
        for message, answer in zip(
            sandbox.account.messages, (slow.response, cut.response), strict=True
        )
    ] == [True, True]


@pytest.mark.parametrize(
    ("name", "outcome"), [("cut-body", ConnectionDropped()), ("wrong-body", page(200, "Welcome"))]
)
def test_responses_without_a_body(sandbox: Sandbox, name: str, outcome: Outcome) -> None:
    """Without a body to cut the connection is dropped; a wrong body is added."""
    sandbox.fault(name)

    assert sandbox.outcome(Request("DELETE", f"/v2/numbers/{OWN}", "", HEADERS)) == outcome
    assert OWN not in sandbox.account.numbers


@pytest.mark.parametrize("name", KINDS)
def test_whether_the_request_is_carried_out(sandbox: Sandbox, name: str) -> None:
    """With faults of the response a message is accepted, with others it is not."""
    before = sandbox.account.settings.balance
    sandbox.fault(name)
    send(sandbox)

    accepted = name in ACCEPTED
    assert len(sandbox.account.messages) == accepted
    assert (sandbox.account.settings.balance < before) == accepted


def test_the_names() -> None:
    """The names of faults that have both forms end in -before or -after."""
    errors = {"401", "403", "404", "409", "422", "429"}
    unsent = {"refuse", "connect-timeout", "read-timeout"}
    assert set(KINDS) - ACCEPTED == errors | unsent | {f"{each}-before" for each in EITHER}
    assert {"slow", "cut-body", "wrong-body", *(f"{each}-after" for each in EITHER)} == ACCEPTED


@pytest.mark.parametrize("name", sorted(ACCEPTED))
def test_what_is_wrong_with_a_request_stays_wrong(sandbox: Sandbox, name: str) -> None:
    """A request that would be refused without a fault is refused with it."""
    sandbox.fault(name, times=2)
    send(sandbox, body="")
    sandbox.outcome(Request("POST", "/v2.1/messages", "", {}, json.dumps(SMS).encode()))

    assert len(sandbox.account.messages) == 0


def test_limits_on_sending_apply(sandbox: Sandbox) -> None:
    """Requests whose responses are lost count for the rate limits; lost requests do not."""
    sandbox.rate_limit = True
    sandbox.fault("drop-before", times=3)
    sandbox.fault("drop-after", times=3, nth=4)
    lost = [send(sandbox) for _ in range(6)]

    assert lost == [ConnectionDropped()] * 6
    assert [status(send(sandbox)) for _ in range(3)] == [202, 202, 429]


@pytest.mark.parametrize(
    ("name", "seconds", "header"),
    [("429", 1, "1"), ("503-before", 2.1, "3"), ("503-after", 0, "0"), ("429", None, None)],
)
def test_retry_after(
    sandbox: Sandbox, name: str, seconds: float | None, header: str | None
) -> None:
    """The seconds of a 429 and a 503 are its Retry-After, in whole ones."""
    sandbox.fault(name, seconds=seconds)
    response = send(sandbox)

    assert isinstance(response, Response)
    assert response.headers.get("retry-after") == header
