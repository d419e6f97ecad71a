"""The outcome of a row for each error. No I/O."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flowroute_api.api.messages import send_a_message
from flowroute_api.models import MessageSend
from flowroute_ext import (
    APIError,
    ConfigurationError,
    ConnectFailed,
    ConnectionFailed,
    FlowrouteError,
    Forbidden,
    InsufficientFunds,
    InvalidValue,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    ResponseTimeout,
    ServerError,
    Unauthorized,
    Unprocessable,
)
from flowroute_ext._outbox.outcomes import Outcome, failed
from flowroute_ext.errors import (
    BadRequest,
    DeadlinePassed,
    MediaTooLarge,
    Problem,
    SharedLimitError,
)

NOW = datetime(2026, 5, 1, 12, 0, 1, tzinfo=UTC)
THEN = datetime(2026, 5, 1, 12, tzinfo=UTC)
CALL = {"operation": "send_a_message", "method": "POST", "path": "/{version}/messages"}


def error(kind: type[FlowrouteError], status: int | None = None) -> FlowrouteError:
    more = {} if status is None else {"status": status}
    return kind("failed for 12065550142", **CALL, **more)


@pytest.mark.parametrize(
    ("given", "state", "transient", "halts"),
    [
        (error(ConnectFailed), "queued", True, False),
        (error(DeadlinePassed), "queued", True, False),
        (error(RateLimited, 429), "queued", True, False),
        (SharedLimitError("a.db", "is locked", "Wait."), "queued", True, False),
        (error(Unauthorized, 401), "queued", False, True),
        (error(InsufficientFunds, 403), "queued", False, True),
        (error(NotFound, 404), "queued", False, True),
        (error(APIError, 302), "queued", False, True),
        (error(BadRequest, 400), "failed", False, False),
        (error(Forbidden, 403), "failed", False, False),
        (error(Unprocessable, 422), "failed", False, False),
        (error(MediaTooLarge, 422), "failed", False, False),
        (error(ResponseTimeout), "unknown", True, False),
        (error(ConnectionFailed), "unknown", True, False),
        (error(ServerError, 500), "unknown", True, False),
        (ConfigurationError("?"), "queued", False, True),
        (FlowrouteError("?"), "unknown", True, False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, FlowrouteError) else None,
)
def test_a_row_is_queued_again_only_if_it_certainly_was_not_accepted(
    given, state, transient, halts
):
    """A row is unknown unless it certainly was not accepted; numbers are masked."""
    outcome = failed(given, NOW)

    assert (outcome.state, outcome.transient, outcome.halt is not None) == (state, transient, halts)
    assert outcome.ended == (NOW if state == "unknown" else None)
    assert "2065550142" not in f"{outcome}"


def test_an_invalid_value():
    """A row that cannot be sent has failed, with the problem as its reason."""
    problem = Problem(field="body", value="nothing", rule="must be there", cure="give one")

    assert failed(InvalidValue("message", [problem]), NOW) == Outcome(
        state="failed",
        reason="Invalid message: body must be there, but got nothing: give one.",
    )


def test_an_unknown_outcome_knows_when_it_was_under_way():
    """The moments are those of the attempt itself, and the reason is what was lost."""
    cause = error(ResponseTimeout)
    request = send_a_message.request(
        "v2.1", body=MessageSend(to="12065550142", from_="12065550100", body="x")
    )
    unknown = OutcomeUnknown(cause, request=request, reference="a", started=THEN, ended=THEN)

    assert failed(unknown, NOW) == Outcome(
        state="unknown",
        reason="POST /{version}/messages: failed for 1206•••0142",
        started=THEN,
        ended=THEN,
        transient=True,
    )
