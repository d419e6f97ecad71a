"""Whether a call that failed is sent again, and when. Pure: time, luck and budget are passed in.

What may be repeated follows from what Flowroute offers, which is no idempotency key: a request
that changes something by being sent twice is sent again only where it certainly was not
accepted, that is when no connection could be made, or the answer was 429.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import attrs

from .._base.errors import ConnectFailed, ConnectionFailed, DeadlinePassed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from flowroute_api.types import Request

    from .responses import Answer

# POSTs that change nothing when they are repeated: one checks, the other sets what is set already.
REPEATABLE_POSTS = frozenset({"validate_e911", "set_number_callback"})

# Passing troubles of a server, or of what stands before it.
TRANSIENT = frozenset({408, 500, 502, 503, 504})

# Seconds; the upper bound of a wait doubles with each attempt. Full jitter (see "Exponential
# Backoff And Jitter", AWS Architecture Blog) spreads those that failed together.
TRANSIENT_BASE, THROTTLED_BASE, LONGEST_BACKOFF = 0.5, 1.0, 20.0

# A server that asks for more patience than this is better told to the caller.
LONGEST_RETRY_AFTER = 60.0


class Stop(enum.Enum):
    """No further attempt."""

    GIVE_UP = "the outcome stands as it came"
    UNKNOWN = "Flowroute may have acted, and to send again may act twice"


@attrs.frozen
class Wait:
    """Send again after so many seconds, if the budget can pay for it."""

    seconds: float
    cost: int


@attrs.frozen
class Attempt:
    """The attempt that has just ended: which it was, and what the call may still take."""

    number: int
    max_retries: int
    deadline: float | None = None


# What a retry takes from a client's budget, as AWS's SDKs count it (their "standard" mode).
TRANSIENT_COST, THROTTLED_COST = 14, 5


def repeatable(request: Request[Any]) -> bool:
    """Whether sending *request* twice does what sending it once does (RFC 9110, section 9.2.2).

    PATCH counts: all of Flowroute's set values, none adds to one.
    """
    return request.method != "POST" or request.operation in REPEATABLE_POSTS


def may_have_acted(outcome: Answer | ConnectionFailed) -> bool:
    """Whether Flowroute may have done what was asked for, although it did not say so.

    Any 5xx counts: 503 may come from a proxy whose back end had accepted.
    """
    if isinstance(outcome, ConnectionFailed):
        return not isinstance(outcome, ConnectFailed)
    return outcome.status >= 500 or outcome.status == 408


def never_acted(outcome: Answer | ConnectionFailed) -> bool:
    """Whether Flowroute certainly did nothing, and might well have the next time."""
    if isinstance(outcome, ConnectionFailed):
        return isinstance(outcome, ConnectFailed)
    return outcome.status == 429


def decide(
    request: Request[Any],
    attempt: Attempt,
    outcome: Answer | ConnectionFailed,
    *,
    monotonic: float,
    now: datetime,
    luck: float,
) -> Stop | Wait:
    """What to do after *outcome*: stop, or wait and send again.

    *luck* is from 0 up to 1. The deadline of the attempt and *monotonic* are of one clock.
    """
    if may_have_acted(outcome) and not repeatable(request):
        return Stop.UNKNOWN
    throttled = not isinstance(outcome, ConnectionFailed) and outcome.status == 429
    passing = throttled or isinstance(outcome, ConnectionFailed) or outcome.status in TRANSIENT
    late = isinstance(outcome, DeadlinePassed)
    if not passing or late or attempt.number > attempt.max_retries:
        return Stop.GIVE_UP
    base = THROTTLED_BASE if throttled else TRANSIENT_BASE
    # No float holds two to the power of any number.
    doublings = min(attempt.number - 1, 10)
    seconds = luck * min(LONGEST_BACKOFF, base * 2**doublings)
    asked = None if isinstance(outcome, ConnectionFailed) else retry_after(outcome.headers, now)
    if asked is not None:
        if asked > LONGEST_RETRY_AFTER:
            return Stop.GIVE_UP
        # Those that were told the same moment should not all come back at it.
        seconds += asked
    if attempt.deadline is not None and monotonic + seconds >= attempt.deadline:
        return Stop.GIVE_UP
    return Wait(seconds, THROTTLED_COST if throttled else TRANSIENT_COST)


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """The seconds that ``Retry-After`` asks for, as a number or as a date; None without one.

    A date is compared with the answer's own ``Date`` where it has one, so that a clock that is
    wrong here changes nothing (RFC 9110, section 10.2.3), and else with *now*.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    at, since = _date(text), _date(headers.get("date", "")) or now
    return None if at is None or since is None else max(0.0, (at - since).total_seconds())


def _date(text: str) -> datetime | None:
    """The moment of an HTTP date, which is always in GMT; None for anything else."""
    if not text:
        return None
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else None
