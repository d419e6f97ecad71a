"""A count of starts in a Redis, for all machines that share it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, RedisError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry
from redis.utils import from_url

from .._base.masking import mask_url
from . import sliding_window
from .errors import Busy, SharedLimitError
from .sliding_window import LONGEST_PAUSE, LONGEST_SLEEP, SHORTEST_WAIT, SOON, Reservation
from .stores import MemoryStore, WindowStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._base.clock import Clock
    from .sliding_window import Ended, Quota, Window

T = TypeVar("T")

JITTER = random.SystemRandom()

# On top of the period. The Redis counts starts, and is not informed of arrivals; so this has to
# cover what an attempt may be late on its way. It costs as much of every second.
GUARD = 0.03
# Seconds to wait for the Redis, once for a connection and once for a response.
TIMEOUT = 2.0
# Seconds over which machines that wait for the same moment ask.
SPREAD = 0.005
PREFIX = "flowroute"

# A sliding log: the starts of the last period, newest first, by the time of the Redis, as two
# machines never have the same. All times are whole microseconds, and Lua's numbers are exact for
# these. Returns for how long to wait; 0 if the start was counted.
SCRIPT = """
local starts, pause = KEYS[1], KEYS[2]
local limit, period, new_pause = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

-- A refusal stops everything for the longest time that any of the machines was given.
local paused = math.max(redis.call('PTTL', pause), 0) * 1000
if new_pause > paused then
    redis.call('SET', pause, '1', 'PX', math.ceil(new_pause / 1000))
    paused = new_pause
end
if paused > 0 then
    return paused
end

-- Starts in the future are those of a clock that was set back: they count as now.
local newest = redis.call('LINDEX', starts, 0)
if newest and tonumber(newest) > now then
    for index = 0, redis.call('LLEN', starts) - 1 do
        redis.call('LSET', starts, index, string.format('%d', now))
    end
end

local oldest = redis.call('LINDEX', starts, limit - 1)
if oldest and oldest + period > now then
    return oldest + period - now
end
redis.call('LPUSH', starts, string.format('%d', now))
redis.call('LTRIM', starts, 0, limit - 1)
redis.call('PEXPIRE', starts, math.ceil(period / 1000))
return 0
"""


class RedisStore(WindowStore):
    """A count of starts at the Redis at *url*, behind this process's own window.

    The window knows when the attempts of this process arrived, and learns from refusals; the
    Redis knows how many all processes have started. An attempt starts when both allow it.
    """

    remote = True

    def __init__(self, url: str, counter: str, own: MemoryStore, clock: Clock) -> None:
        super().__init__(clock)
        self._where = mask_url(url)
        self._counter = counter
        self._own = own
        self._script = _script(url)
        self._new_pause = 0.0

    def change(self, step: Callable[[Window, float], tuple[Window, T]]) -> T:
        """Replace this process's window by what *step* makes of it now."""
        return self._own.change(step)

    def finish(self, reservation: Reservation, ended: Ended, quota: Quota) -> None:
        """Record that an attempt ended; the next `reserve` writes a refusal to the Redis."""
        super().finish(reservation, ended, quota)
        if ended.refused:
            self._new_pause = min(max(quota.period + GUARD, ended.retry_after), LONGEST_PAUSE)

    def try_to_reserve(self, ticket: str, quota: Quota) -> Reservation | float:
        """The reservation of an attempt that may start now, or the seconds until asking again."""
        try:
            if self._new_pause:
                self._run(quota, self._new_pause)
                self._new_pause = 0.0
            reserved = super().try_to_reserve(ticket, quota)
            if isinstance(reserved, Reservation):
                return self._start(reserved, quota)
        except RedisError as error:
            raise self._fault(error) from error
        return reserved

    def _start(self, reservation: Reservation, quota: Quota) -> Reservation | float:
        """The reservation, if the Redis allows the start too; or the seconds to wait."""
        wait = SOON
        try:
            wait = self._run(quota)
            if wait:
                # Machines keep no place for each other; so that none of them is always the last.
                wait += JITTER.uniform(SHORTEST_WAIT, SPREAD)
        finally:
            if wait:
                self._postpone(reservation, wait)
        return wait or reservation

    def _run(self, quota: Quota, pause: float = 0.0) -> float:
        """Count a start at the Redis; the seconds to wait if it was not counted.

        A *pause* of so many seconds begins now, for all machines, and nothing is counted.
        """
        keys = [
            f"{PREFIX}:starts/{self._counter}/{quota.limit}/{quota.period:g}",
            f"{PREFIX}:pause/{self._counter}",
        ]
        wait = self._script(keys, [quota.limit, _micro(quota.period + GUARD), _micro(pause)])
        return wait / 1_000_000

    def _postpone(self, reservation: Reservation, wait: float) -> None:
        """Cancel a reservation whose attempt does not start now."""
        sleep = min(wait, LONGEST_SLEEP)
        self.change(
            lambda window, now: (sliding_window.postpone(window, reservation, now + sleep), None)
        )

    def _fault(self, error: RedisError) -> Exception:
        """The error to raise; `Busy` where there was no response, which may pass."""
        denied = isinstance(error, AuthenticationError)  # which redis-py derives from the next
        if isinstance(error, RedisConnectionError | RedisTimeoutError) and not denied:
            unreachable = "cannot be reached", "Start it, or give the address of another one."
            return Busy(SharedLimitError(self._where, *unreachable))
        return SharedLimitError(
            self._where, f"refuses: {error}", "See that it lets you write, and is not full."
        )


class Script(Protocol):
    """A script in the Redis."""

    def __call__(self, keys: list[str], args: list[int]) -> int:
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
