"""A count of attempts in a Redis, for all machines that share it."""

from __future__ import annotations

import random
from collections import deque
from typing import TYPE_CHECKING, Protocol, cast

from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, RedisError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry
from redis.utils import from_url

from .._base.forks import after_fork
from .._base.masking import mask_url
from .errors import Busy, SharedLimitError
from .redis_script import SCRIPT
from .round_trips import ENOUGH, LATEST
from .sliding_window import LONGEST_GUARD, LONGEST_PAUSE, SHORTEST_WAIT, Reservation
from .stores import Store

if TYPE_CHECKING:
    from .._base.clock import Clock
    from .sliding_window import Ended, Quota

JITTER = random.SystemRandom()

# On top of the period. The Redis counts starts, and is not informed of arrivals; so this has to
# cover what an attempt may be late on its way. It costs as much of every second.
GUARD = 0.03
# Seconds for which nothing leaves after the Redis was empty; see `file_store.NEW_FILE_PAUSE`.
NEW_REDIS_PAUSE = 1.0
# Seconds to wait for the Redis, once for a connection and once for a response.
TIMEOUT = 2.0
# Seconds over which machines that wait for the same moment ask.
SPREAD = 0.005
PREFIX = "flowroute"


class RedisStore(Store):
    """A count of starts at the Redis at *url*.

    The first attempts of a process load what they need and make connections, so that they are
    late: each counts as starting half a second later, until it has ended.
    """

    remote = True

    def __init__(self, url: str, counter: str, clock: Clock) -> None:
        super().__init__(clock)
        self._url = url
        self._counter = counter
        self._new_pause = 0.0
        self._answered = 0
        # For the Redis, at the next opportunity: an attempt, and when it arrived, if it started.
        self._corrections: deque[tuple[str, float | None]] = deque()
        self._origin = ""
        self._was_another = False
        self._renew()
        after_fork(self, RedisStore._renew)

    def _renew(self) -> None:
        """Have connections of this process; those of its parent are not used again."""
        self._script: Script | None = None

    def try_to_reserve(self, ticket: str, quota: Quota) -> Reservation | float:
        """The reservation of an attempt that may start now, or the seconds until asking again."""
        started = self.clock.monotonic()
        try:
            wait = self._run(ticket, quota)
        except RedisError as error:
            raise self._fault(error) from error
        if wait:
            # Machines keep no place for each other; so that none of them is always the last.
            return wait + JITTER.uniform(SHORTEST_WAIT, SPREAD)
        return Reservation(ticket, started)

    def finish(self, reservation: Reservation, ended: Ended, quota: Quota) -> None:
        """Record that an attempt ended; the next `reserve` writes it to the Redis."""
        if ended.refused:
            self._new_pause = min(max(quota.period + GUARD, ended.retry_after), LONGEST_PAUSE)
            self.urgent = True
        arrived = self.clock.monotonic()
        if not ended.answered:
            arrived = max(arrived, reservation.started + LATEST)
        if self._answered < ENOUGH:
            self._corrections.append((reservation.ticket, arrived))
            self._answered += ended.answered

    def postpone(self, reservation: Reservation, wait: float) -> None:
        """Take back a reservation whose attempt starts later; the next `reserve` writes it."""
        del wait  # until then, it keeps another attempt from starting, at worst
        self._corrections.append((reservation.ticket, None))

    def withdraw(self, ticket: str) -> None:
        """Nothing: waiting callers have no place in the Redis."""

    def _run(self, ticket: str, quota: Quota) -> float:
        """Count a start at the Redis; the seconds to wait if it was not counted.

        After a refusal a pause begins now, for all machines, and nothing is counted.
        """
        pause, corrections = self._new_pause, self._take_corrections()
        self._new_pause = 0.0
        now = self.clock.monotonic()
        keys = [
            f"{PREFIX}:attempts/{self._counter}/{quota.limit}/{quota.period:g}",
            f"{PREFIX}:pause/{self._counter}",
            f"{PREFIX}:origin",
        ]
        arguments: list[str | int] = [
            quota.limit,
            _micro(quota.period + GUARD),
            _micro(pause),
            ticket,
            _micro(LATEST if self._answered < ENOUGH else 0.0),
            self._origin,
            _micro(quota.period + LONGEST_GUARD),
            _micro(
                (quota.period if self._was_another else min(NEW_REDIS_PAUSE, quota.period))
                + LONGEST_GUARD
            ),
        ]
        for attempt, arrived in corrections:
            arguments += [attempt, "" if arrived is None else _micro(arrived - now)]
        if self._script is None:
            self._script = _script(self._url)
        try:
            wait, origin = self._script(keys, arguments)
        except RedisError:
            self._corrections.extendleft(reversed(corrections))
            self._new_pause = max(self._new_pause, pause)
            raise
        self.urgent = self._new_pause > 0
        self._note(origin.decode())
        return wait / 1_000_000

    def _take_corrections(self) -> list[tuple[str, float | None]]:
        # One by one, as other threads add to them.
        corrections: list[tuple[str, float | None]] = []
        while self._corrections:
            corrections.append(self._corrections.popleft())
        return corrections

    def _note(self, origin: str) -> None:
        """Remember whether the Redis was emptied or restarted since it was used first."""
        self._was_another = self._was_another or self._origin not in ("", origin)
        self._origin = origin

    def _fault(self, error: RedisError) -> Exception:
        """The error to raise; `Busy` where there was no response, which may pass."""
        masked_url = mask_url(self._url)
        denied = isinstance(error, AuthenticationError)  # which redis-py derives from the next
        if isinstance(error, RedisConnectionError | RedisTimeoutError) and not denied:
            unreachable = "cannot be reached", "Start it, or give the address of another one."
            return Busy(SharedLimitError(masked_url, *unreachable))
        return SharedLimitError(
            masked_url, f"refuses: {error}", "See that it lets you write, and is not full."
        )


class Script(Protocol):
    """A script in the Redis."""

    def __call__(self, keys: list[str], args: list[str | int]) -> tuple[int, bytes]:
        """What it returns."""
        ...


def _script(url: str) -> Script:
    """`SCRIPT`, ready to run at the Redis at *url*."""
    client = from_url(
        url,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
        # One more attempt at once, for a connection that was closed while it was idle.
        retry=Retry(NoBackoff(), 1),
    )
    return cast("Script", client.register_script(SCRIPT))


def _micro(seconds: float) -> int:
    """Microseconds."""
    return round(seconds * 1_000_000)
