"""When Flowroute is asked for the record of a webhook, and what is decided from its answer. Pure.

An event is on the disk, and acknowledged, before it is looked up: Flowroute repeats a webhook for
two minutes at most, and its records may be unreachable for longer. Until then it is *unverified*,
and no handler gets it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

import attrs

from .._base.clock import Clock
from .._base.errors import (
    APIError,
    BadRequest,
    ConfigurationError,
    FlowrouteError,
    NotFound,
    Unprocessable,
)
from .._base.problems import InvalidValue, given
from .._webhooks.messages import InboundMessage
from .agreement import Agreement, agreement, confirmed, fingerprint

if TYPE_CHECKING:
    from .._values.messages import MessageRecord
    from .agreement import OfMessage

T = TypeVar("T")

# Seconds. A record is there within seconds of its message, and a receipt in it as well.
SHOWN_AFTER: Final = 120.0
FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 30.0
# Without an answer of Flowroute, nothing is asked for so long.
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0
# A record is asked for again only where it does not agree, as the next receipt changes it.
RECORD_LIFETIME: Final = 60.0
MOST_RECORDS: Final = 500
MOST_FORGED: Final = 10_000
NO_RECORD: Final = Agreement("not yet", "Flowroute has no record of it")
# Of look-ups: each second, and at once.
DEFAULT_RATE: Final = 5.0
MOST_AT_ONCE: Final = 4
FASTEST: Final = 1e6


@attrs.frozen
class Taken:
    """The record agrees, or there is none: the event may be handled.

    `document` is that of the event, as the record has it.
    """

    document: dict[str, Any] = attrs.field(repr=False)


@attrs.frozen
class Forged:
    """The event is not true: `why`, without any value of it."""

    why: str


@attrs.frozen
class Later:
    """The event is not confirmed yet: look it up again in so many `seconds`; `why` is the reason.

    `is_down` where Flowroute could not be asked, and `is_absent` where its records do not show it.
    """

    seconds: float
    why: str
    is_down: bool = False
    is_absent: bool = False


Decision: TypeAlias = Taken | Forged | Later


class LookUps:
    """The look-ups of one process: their rate, and what was found. Safe in threads.

    An event is looked up in two steps. `begin` returns a decision, or None where the record of
    `message_id` has to be asked for; then `finish` decides from what came. A forged event cannot
    cause more than *rate* look-ups a second, however many there are, and never a second one.
    """

    def __init__(self, rate: float = DEFAULT_RATE, clock: Clock | None = None) -> None:
        self._interval = 1 / _checked_rate(rate)
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._next = self._queue = 0.0
        self._in_progress = 0
        self._failures = 0
        self._paused_until = 0.0
        self._records: OrderedDict[str, tuple[MessageRecord, float]] = OrderedDict()
        self._forged: OrderedDict[str, str] = OrderedDict()
        self._absent: OrderedDict[str, float] = OrderedDict()

    @property
    def is_down(self) -> bool:
        """Whether Flowroute did not answer when it was asked last, and is not asked for a while."""
        return self._failures > 0 and self._clock.monotonic() < self._paused_until

    def begin(self, event: OfMessage) -> Decision | None:
        """Return the decision on *event*, as far as there is one without a look-up.

        None: the caller asks now, and calls `finish` also after an error.
        """
        now = self._clock.monotonic()
        with self._lock:
            why = self._forged.get(fingerprint(event))
            if why is not None:
                return Forged(why)
            known = self._records.get(message_id(event))
            fresh = known is not None and now - known[1] < RECORD_LIFETIME
            if known and fresh and agreement(event, known[0]).verdict == "agrees":
                return Taken(confirmed(event, known[0]))
            return self._wait(now)

    def finish(self, event: OfMessage, result: MessageRecord | Exception) -> Decision:
        """Return the decision on *event* from the *result*: the record, or an error."""
        now = self._clock.monotonic()
        with self._lock:
            self._in_progress -= 1
            if isinstance(result, InvalidValue):  # no id at all
                return self._forge(event, "its id is none of a message")
            if isinstance(result, NotFound | BadRequest | Unprocessable):
                self._failures = 0
                return self._not_yet(
                    event, Agreement("not yet", "Flowroute has no record of it"), now
                )
            if isinstance(result, Exception):
                return self._pause(result, now)
            self._failures = 0
            _keep(self._records, message_id(event), (result, now), MOST_RECORDS)
            comparison = agreement(event, result)
            if comparison.verdict == "agrees":
                return Taken(confirmed(event, result))
            if comparison.verdict == "differs":
                return self._forge(event, comparison.why)
            return self._not_yet(event, comparison, now)

    def _wait(self, now: float) -> Later | None:
        """Return how long to wait for a look-up; None to begin one."""
        if now < self._paused_until:
            return Later(self._paused_until - now, "Flowroute could not be asked", is_down=True)
        ahead = (MOST_AT_ONCE - 1) * self._interval
        if self._in_progress >= MOST_AT_ONCE or self._next - now > ahead:
            # Each at a time of its own, or all that wait would be asked again at once.
            self._queue = max(self._queue, now) + self._interval
            return Later(self._queue - now, "look-ups have a rate limit")
        self._next = max(self._next, now) + self._interval
        self._in_progress += 1
        return None

    def _not_yet(self, event: OfMessage, comparison: Agreement, now: float) -> Decision:
        name = fingerprint(event)
        since = self._absent.pop(name, now)
        # Not since it was received, as Flowroute may have been down meanwhile.
        if now - since >= SHOWN_AFTER:
            return self._forge(event, comparison.why)
        _keep(self._absent, name, since, MOST_FORGED)
        wait = min(max(FIRST_WAIT, now - since), LONGEST_WAIT)
        return Later(wait, comparison.why, is_absent=True)

    def _pause(self, error: Exception, now: float) -> Later:
        if not isinstance(error, FlowrouteError):
            why = f"Flowroute could not be asked ({type(error).__name__})"
        else:
            why = f"Flowroute could not be asked ({error})"
        pause = min(FIRST_PAUSE * 2**self._failures, LONGEST_PAUSE)
        retry_after = error.retry_after if isinstance(error, APIError) else None
        self._failures = min(self._failures + 1, 30)
        pause = max(pause, min(retry_after or 0.0, 3600.0))
        self._paused_until = max(self._paused_until, now + pause)
        return Later(self._paused_until - now, why, is_down=True)

    def _forge(self, event: OfMessage, why: str) -> Forged:
        _keep(self._forged, fingerprint(event), why, MOST_FORGED)
        return Forged(why)


def message_id(event: OfMessage) -> str:
    """Return the id of the message that *event* is about."""
    return event.id if isinstance(event, InboundMessage) else event.message_id


def _checked_rate(rate: object) -> float:
    """Return *rate*; raise `ConfigurationError` unless it is a number above 0."""
    if isinstance(rate, int | float) and not isinstance(rate, bool) and 0 < rate < FASTEST:
        return rate
    raise ConfigurationError(
        f"look_up_rate={given(rate)} is not a rate: give look-ups a second, above 0"
    )


def _keep(cache: OrderedDict[str, T], name: str, value: T, most: int) -> None:
    """Keep *value* as the latest in *cache*, and no more than *most*."""
    cache[name] = value
    cache.move_to_end(name)
    if len(cache) > most:
        cache.popitem(last=False)
