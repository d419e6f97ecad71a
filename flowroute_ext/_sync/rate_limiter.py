# Written by scripts/unasync.py from flowroute_ext/_async/rate_limiter.py. Do not edit.
"""The rate limiter: permits for attempts, which keep all callers together within the limit."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from .._rate_limit.fifo import FifoQueue
from .._rate_limit.permits import Permit, WouldBeLate
from .._rate_limit.registry import store_of
from .._rate_limit.sliding_window import LONGEST_SLEEP, Reservation

if TYPE_CHECKING:
    from .._base.clock import Clock
    from .._rate_limit.rate_limit import Kind, RateLimit
    from .._rate_limit.sliding_window import Rule
    from .._rate_limit.stores import WindowStore


class Pacer:
    """Gives permits for attempts, first come, first served.

    *account* is what the limit belongs to: a digest of the base URL and the access key. No more
    than *concurrency* attempts are in progress at once: those beyond would wait for a connection
    after their permit, and start all together when Flowroute recovers after a pause.
    """

    def __init__(
        self, limit: RateLimit, account: str, clock: Clock, *, concurrency: int = 10
    ) -> None:
        self._limit = limit
        self._account = account
        self._clock = clock
        self._connections = FifoQueue(concurrency)
        self._counters: dict[str, tuple[FifoQueue, WindowStore]] = {}

    def turn(self, endpoint: str, kind: Kind, *, deadline: float | None) -> Permit:
        """Wait for the permit of one attempt; call its `done` when the attempt has ended.

        *endpoint* and *kind* select the limit that counts. *deadline* is a moment of the
        clock's `monotonic()`. Raises `WouldBeLate` as soon as it is clear that the permit comes
        later. A caller that is cancelled leaves the queue at once.
        """
        queue, store = self._counter(f"{endpoint} {kind}")
        rule = self._limit.rule(kind)
        if not queue.enter(self._left(deadline)):
            raise WouldBeLate(0.0)
        try:
            if not self._connections.enter(self._left(deadline)):
                raise WouldBeLate(0.0)
            return self._reserve(queue, store, rule, deadline)
        finally:
            queue.leave()

    def _reserve(
        self, queue: FifoQueue, store: WindowStore, rule: Rule, deadline: float | None
    ) -> Permit:
        """The permit for the first of the queue, for which there is a connection."""
        ticket = secrets.token_hex(8)
        wait = 0.0
        try:
            while True:
                self._sleep(wait, deadline)
                reserved = queue.reserve(store, ticket, rule)
                if isinstance(reserved, Reservation):
                    return Permit(store, reserved, rule, self._connections.leave)
                wait = reserved
        except BaseException:
            self._connections.leave()
            store.withdraw(ticket)
            raise

    def _sleep(self, wait: float, deadline: float | None) -> None:
        """Sleep for *wait*, at most until it is time to ask again; raise where it is too long."""
        left = self._left(deadline)
        if left is not None and left < wait:
            raise WouldBeLate(wait)
        if wait:
            self._clock.sleep(min(wait, LONGEST_SLEEP))

    def _left(self, deadline: float | None) -> float | None:
        """The seconds until then."""
        return None if deadline is None else deadline - self._clock.monotonic()

    def _counter(self, counter: str) -> tuple[FifoQueue, WindowStore]:
        """The queue and the store of a counter."""
        found = self._counters.get(counter)
        if found is None:
            store = store_of(self._limit.shared, self._account, counter, self._clock)
            # Another thread may have been faster; all must wait in one queue.
            found = self._counters.setdefault(counter, (FifoQueue(), store))
        return found
