"""The last check of a moment after which a request must not leave."""

from __future__ import annotations

import httpcore
import pytest

from flowroute_ext._http.departure import TooLate, check_departure

POST = {"request": httpcore.Request("POST", "https://example.com/")}
CONNECT = {"request": httpcore.Request("CONNECT", "https://example.com/")}


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
def test_before_bytes(event: str, info: dict[str, object], begun: bool) -> None:
    """Before bytes leave, in each protocol, it must be earlier than that moment."""
    check_departure(event, info, 9.9, 10.0)
    with pytest.raises(TooLate) as raised:
        check_departure(event, info, 10.0, 10.0)

    assert raised.value.begun is begun


@pytest.mark.parametrize(
    "event",
    ["connection.connect_tcp.started", "http11.send_request_body.complete", "http11.x.started"],
)
def test_other_steps(event: str) -> None:
    """At other steps nothing leaves, and nothing that has left is given up."""
    check_departure(event, POST, 11.0, 10.0)
