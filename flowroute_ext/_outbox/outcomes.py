"""What an attempt to send a row means for the row, and for the run. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .._base.errors import (
    APIError,
    BadRequest,
    Conflict,
    ConnectFailed,
    Forbidden,
    InsufficientFunds,
    RateLimited,
    Unauthorized,
    Unprocessable,
)
from .._base.masking import mask_text
from .._base.problems import InvalidValue
from .._rate_limit.errors import SharedLimitError
from .._reconcile.errors import NotAccepted, OutcomeUnknown

if TYPE_CHECKING:
    from datetime import datetime

    from .._base.errors import FlowrouteError
    from .._values.messages import SentMessage
    from .values import State

# Refusals that are about the one message: the next one may do better.
OF_THE_ROW = (InvalidValue, BadRequest, Forbidden, Conflict, Unprocessable)


@attrs.frozen(kw_only=True)
class Outcome:
    """The new state of a row, and why.

    `started` and `ended` are when its attempt was under way. `trouble` is one that passes, or
    comes to all rows; `halt` says why no other row should be tried.
    """

    state: State
    message_id: str | None = None
    reason: str | None = None
    started: datetime | None = None
    ended: datetime | None = None
    trouble: bool = False
    halt: str | None = None


def accepted(sent: SentMessage) -> Outcome:
    """The outcome where Flowroute took the message."""
    return Outcome(state="sent", message_id=sent.id)


def failed(error: FlowrouteError, now: datetime) -> Outcome:
    """The outcome where sending raised *error*, just *now*.

    A row goes back into the queue only where it certainly was not accepted.
    """
    if isinstance(error, OutcomeUnknown):
        reason = mask_text(str(error.__cause__ or error))
        return Outcome(
            state="unknown",
            reason=reason,
            started=error.started,
            ended=error.ended,
            trouble=True,
        )
    reason = mask_text(str(error))
    if isinstance(error, ConnectFailed | RateLimited | NotAccepted | SharedLimitError):
        return Outcome(state="queued", reason=reason, trouble=True)
    if isinstance(error, InsufficientFunds):
        halt = "the account's balance does not cover another message. Top it up, and send again."
        return Outcome(state="queued", reason=reason, halt=halt)
    if isinstance(error, Unauthorized):
        halt = "Flowroute refuses the credentials. Correct them, and send again."
        return Outcome(state="queued", reason=reason, halt=halt)
    if isinstance(error, OF_THE_ROW):
        return Outcome(state="failed", reason=reason)
    if isinstance(error, APIError) and error.status < 500:
        # No word of the message: there is no messages API at this address, or none for us.
        return Outcome(state="queued", reason=reason, halt=f"{reason}. See to it, and send again.")
    return Outcome(state="unknown", reason=reason, ended=now, trouble=True)
