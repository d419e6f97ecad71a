"""Whether a failed call is sent again, and when. Pure: time, jitter and budget are passed in.

What may be repeated follows from what Flowroute offers, which is no idempotency key: a request
that changes something by being sent twice is sent again only where it certainly was not
accepted, that is when no connection could be made, or the response was 429.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from .._base.errors import APIError, ConnectFailed, ConnectionFailed, DeadlinePassed
from .responses import Response, read, retry_after

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flowroute_api.types import Request

    from .._base.clock import Instant

D = TypeVar("D")
V = TypeVar("V")

# POSTs that change nothing when they are repeated: one checks, the other sets what is set already.
REPEATABLE_POSTS = frozenset(
    {
        "validate_e911",
        "set_number_callback",
        "check_number_portability",
        "list_multiple_phone_number_details",
        # A URL that nothing is uploaded to expires.
        "add_a_document_via_direct_upload",
    }
)

# Transient failures of a server, or of a proxy before it.
TRANSIENT = frozenset({408, 500, 502, 503, 504})
THROTTLED = 429

# Found, and See Other: servers respond so to what they have done. Request Timeout.
UNSURE = frozenset({302, 303, 408})

# Seconds; the upper bound of a wait doubles with each attempt. Full jitter (see "Exponential
# Backoff And Jitter", AWS Architecture Blog) spreads those that failed together.
TRANSIENT_BASE, THROTTLED_BASE, LONGEST_BACKOFF = 0.5, 1.0, 20.0

# A longer wait is not made but reported to the caller.
LONGEST_RETRY_AFTER = 60.0


class Stop(enum.Enum):
    """No further attempt."""

    GIVE_UP = "the outcome is final"
    UNKNOWN = "Flowroute may have acted, and sending again may act twice"


@attrs.frozen
class Wait:
    """Send again after so many seconds, if the retry budget has `cost` tokens."""

    seconds: float
    cost: int


@attrs.define
class CallOutcome:
    """The last response or failure of a call, and when its last attempt was in progress.

    `maybe_done_before` is True where Flowroute may have acted on an attempt before the last.
    `ended` is None for one that succeeded, which has just ended.
    """

    last: Response | ConnectionFailed
    next_step: Stop | Wait
    maybe_done_before: bool
    started: Instant
    ended: datetime | None


@attrs.frozen
class Attempt:
    """The attempt that has just ended: its number, and the limits of its call."""

    number: int
    max_retries: int
    deadline: float | None = None


# What a retry takes from a client's budget, as AWS's SDKs count it (their "standard" mode).
TRANSIENT_COST, THROTTLED_COST = 14, 5


def is_transient(status: int) -> bool:
    """Return whether the same request may succeed later, after a response with this *status*."""
    return status == THROTTLED or status in TRANSIENT


def repeatable(request: Request[Any]) -> bool:
    """Return whether sending *request* twice has the effect of once (RFC 9110, section 9.2.2).

    PATCH counts: all of Flowroute's set values, none adds to one.
    """
    return request.method != "POST" or request.operation in REPEATABLE_POSTS


def may_have_acted(outcome: Response | ConnectionFailed) -> bool:
    """Return whether Flowroute may have acted, although it did not say so.

    Any 5xx counts: 503 may come from a proxy whose upstream had accepted. So does a redirect to
    the result; other redirects say to send the request elsewhere (RFC 9110, section 15.4).
    """
    if isinstance(outcome, ConnectionFailed):
        return not isinstance(outcome, ConnectFailed)
    return outcome.status >= 500 or outcome.status in UNSURE


def never_acted(outcome: Response | ConnectionFailed) -> bool:
    """Return whether Flowroute certainly did not act, and may the next time."""
    if isinstance(outcome, ConnectionFailed):
        return isinstance(outcome, ConnectFailed)
    return outcome.status == THROTTLED


def decide(
    request: Request[Any],
    attempt: Attempt,
    outcome: Response | ConnectionFailed,
    *,
    monotonic: float,
    now: datetime,
    jitter: float,
) -> Stop | Wait:
    """Return what to do after *outcome*: stop, or wait and send again.

    *jitter* is random, from 0 up to 1. *monotonic* is of the clock of the attempt's deadline.
    """
    if may_have_acted(outcome) and not repeatable(request):
        return Stop.UNKNOWN
    throttled = not isinstance(outcome, ConnectionFailed) and outcome.status == THROTTLED
    transient = isinstance(outcome, ConnectionFailed) or is_transient(outcome.status)
    late = isinstance(outcome, DeadlinePassed)
    if not transient or late or attempt.number > attempt.max_retries:
        return Stop.GIVE_UP
    base = THROTTLED_BASE if throttled else TRANSIENT_BASE
    seconds = jitter * backoff(attempt.number, base)
    asked = None if isinstance(outcome, ConnectionFailed) else retry_after(outcome.headers, now)
    if asked is not None:
        if asked > LONGEST_RETRY_AFTER:
            return Stop.GIVE_UP
        # Added, so that clients that were given the same moment do not all come back at it.
        seconds += asked
    if attempt.deadline is not None and monotonic + seconds >= attempt.deadline:
        return Stop.GIVE_UP
    return Wait(seconds, THROTTLED_COST if throttled else TRANSIENT_COST)


def backoff(attempt: int, base: float, longest: float = LONGEST_BACKOFF) -> float:
    """Return the greatest wait after this *attempt*, counted from 1: *base* seconds, doubled."""
    # Two to the power of any number would be too large for a float.
    return min(longest, base * (1 << min(attempt - 1, 10)))


def conclude(request: Request[D], outcome: CallOutcome, convert: Callable[[D], V]) -> V:
    """Return *convert* of the document that a call resulted in, or raise its error.

    A DELETE that may have been done before, and now finds nothing, is done.
    """
    last = outcome.last
    if isinstance(last, ConnectionFailed):
        raise last
    gone = request.method == "DELETE" and last.status == 404 and 204 in request.success
    if gone and outcome.maybe_done_before:
        last = Response(204, {}, b"")
    try:
        return read(request, last, convert, made=not repeatable(request))
    except APIError as refused:
        refused.maybe_done_before = outcome.maybe_done_before
        raise
