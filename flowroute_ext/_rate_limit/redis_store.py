"""A count in a Redis, for all machines that share it; the `limits` library does the counting."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from limits import RateLimitItemPerSecond
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, RedisError
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswer
from redis.retry import Retry
from redis.utils import from_url

from .._base.masking import mask_url
from . import sliding_window as windows
from .errors import Busy, SharedLimitError
from .sliding_window import AN_INSTANT, ANY_MOMENT, LONGEST_PAUSE, LONGEST_SLEEP, Attempt
from .stores import Ledger, MemoryLedger

if TYPE_CHECKING:
    from collections.abc import Callable

    from redis.connection import ConnectionPool

    from .._base.clock import Clock
    from .sliding_window import Ended, Rule, Window

T = TypeVar("T")

LUCK = random.SystemRandom()

# What is counted in the Redis are starts, of which it learns nothing more; so this has to cover
# what an attempt may be late on its way. It costs as much of every second.
GUARD = 0.03
# A Redis that is near answers in a millisecond.
TIMEOUT = 2.0
# Over how long machines that wait for the same moment ask.
SPREAD = 0.005
PREFIX = "flowroute"


class RedisLedger(Ledger):
    """A count of starts at the Redis at *url*, behind this process's own window.

    The window knows when the attempts of this process arrived, and learns from refusals; the
    Redis knows how many all have started. An attempt starts when both let it.
    """

    remote = True

    def __init__(self, url: str, counter: str, own: MemoryLedger, clock: Clock) -> None:
        super().__init__(clock)
        self._where = mask_url(url)
        self._counter = counter
        self._own = own
        self._storage = GuardedStorage(url, connection_pool=_connections(url), key_prefix=PREFIX)
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._paused = f"pause/{counter}"
        self._pause = 0.0

    def change(self, act: Callable[[Window, float], tuple[Window, T]]) -> T:
        """Replace this process's window by what *act* makes of it now."""
        return self._own.change(act)

    def finish(self, attempt: Attempt, ended: Ended, rule: Rule) -> None:
        """Note that an attempt ended; whoever asks next tells the others of a refusal."""
        super().finish(attempt, ended, rule)
        if ended.refused:
            self._pause = min(max(rule.period, ended.retry_after), LONGEST_PAUSE)

    def try_to_start(self, ticket: str, rule: Rule) -> Attempt | float:
        """The attempt that may start now, or how many seconds to wait before asking again."""
        try:
            if self._pause:
                self._storage.incr(self._paused, math.ceil(self._pause))
                self._pause = 0.0
            answer = super().try_to_start(ticket, rule)
            if isinstance(answer, Attempt):
                return self._start(answer, rule)
        except RedisError as error:
            raise self._fault(error) from error
        return answer

    def _start(self, attempt: Attempt, rule: Rule) -> Attempt | float:
        """The attempt, if it is not one too many of all; or how many seconds to wait."""
        wait = ANY_MOMENT
        try:
            wait = self._count(rule)
        finally:
            if wait:
                self._postpone(attempt, wait)
        return wait or attempt

    def _count(self, rule: Rule) -> float:
        """Count a start; if it is one too many, how long to wait."""
        if left := self._storage.left(self._paused):
            return left
        item = RateLimitItemPerSecond(rule.limit, int(rule.period))
        if self._limiter.hit(item, self._counter):
            return 0.0
        until = self._limiter.get_window_stats(item, self._counter).reset_time
        # Nobody keeps a place for anybody here; so that at least nobody is always the last.
        return max(until - self._storage.now(), 0.0) + LUCK.uniform(AN_INSTANT, SPREAD)

    def _postpone(self, attempt: Attempt, wait: float) -> None:
        """Take back a start, for so long."""
        sleep = min(wait, LONGEST_SLEEP)
        self.change(lambda window, now: (windows.postpone(window, attempt, now + sleep), None))

    def _fault(self, error: RedisError) -> Exception:
        """What is wrong, as a sentence; it may pass where there was no answer."""
        denied = isinstance(error, AuthenticationError)  # to the library, that is no connection
        if isinstance(error, NoConnection | NoAnswer) and not denied:
            told = "cannot be reached", "Start it, or give the address of another one."
            return Busy(SharedLimitError(self._where, *told))
        return SharedLimitError(
            self._where, f"refuses: {error}", "See that it lets you write, and is not full."
        )


class Script(Protocol):
    """A script in the Redis."""

    def __call__(self, keys: list[str], args: list[float]) -> Any:
        """What it returns."""


class Server(Protocol):
    """What is asked of a Redis itself."""

    def time(self) -> tuple[int, int]:
        """Its time: seconds, and microseconds more."""
        ...

    def register_script(self, script: str | bytes) -> Script:
        """The script, ready to run there."""
        ...

    def pttl(self, name: str) -> int:
        """The milliseconds for which a key will still be there; negative if it is not."""
        ...


class GuardedStorage(RedisStorage):
    """The storage of `limits`, by the time of the Redis, and with a guard on top of a period.

    `limits` takes the time of the machine that asks, and two machines never have the same. Its
    periods are whole seconds; so that one can be longer, time is given to it stretched.
    """

    def initialize_storage(self, _uri: str) -> None:
        """Make ready the scripts of `limits`."""
        super().initialize_storage(_uri)
        self._server = cast("Server", self.get_connection())
        self._acquire = self._server.register_script(self.SCRIPT_ACQUIRE_MOVING_WINDOW)
        self._window = self._server.register_script(self.SCRIPT_MOVING_WINDOW)

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count *amount* starts, unless there would be too many."""
        arguments = [self.now() * _stretch(expiry), limit, expiry + 1, amount]
        return bool(self._acquire([self.prefixed_key(key)], arguments))

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest start was that counts, the guard later, and how many there are."""
        stretch, now = _stretch(expiry), self.now()
        arguments = [now * stretch - expiry - 1, limit]
        if found := self._window([self.prefixed_key(key)], arguments):
            return float(found[0]) / stretch + GUARD, int(found[1])
        return now, 0

    def now(self) -> float:
        """The time of the Redis."""
        seconds, microseconds = self._server.time()
        return seconds + microseconds / 1e6

    def left(self, key: str) -> float:
        """The seconds for which a key will still be there."""
        return max(self._server.pttl(self.prefixed_key(key)), 0) / 1000


def _connections(url: str) -> ConnectionPool:
    # One more attempt at once, for a connection that was closed while nobody used it.
    client = from_url(
        url,
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
        retry=Retry(NoBackoff(), 1),
    )
    return client.connection_pool


def _stretch(expiry: int) -> float:
    """How much faster time passes, for a period with its guard to last a whole second more."""
    return (expiry + 1) / (expiry + GUARD)
