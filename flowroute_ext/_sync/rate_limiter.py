# Written by scripts/unasync.py from flowroute_ext/_async/rate_limiter.py. Do not edit.
"""The rate limiter: messages wait in FIFO queues for permits within the rate limit."""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from .._http.semaphores import Semaphore
from .._rate_limit.fifo import FifoQueue
from .._rate_limit.permits import Permit, WouldBeLate
from .._rate_limit.registry import load_stores, stores_of
from .._rate_limit.sliding_window import LONGEST_SLEEP

if TYPE_CHECKING:
    from pathlib import Path

    from .._base.clock import Clock
    from .._rate_limit.joint_stores import JointStores
    from .._rate_limit.rate_limit import Kind, RateLimit
    from .._rate_limit.sliding_window import Quota

DEFAULT_SLOTS = 10


class RateLimiter:
    """The permit queues of one client, for each endpoint and kind of message.

    *account* identifies the account that the limit is for: a digest of the base URL and the
    access key. *slots* bounds the attempts in progress; see `PermitQueue`. With the path of
    an *outbox*, all that send from that file share the limit, too.
    """

    def __init__(
        self,
        limit: RateLimit,
        account: str,
        clock: Clock,
        slots: Semaphore | None = None,
        outbox: Path | None = None,
    ) -> None:
        load_stores(limit.shared, outbox)
        self._outbox = outbox
        self._limit = limit
        self._account = account
        self._clock = clock
        self._slots = slots or Semaphore(DEFAULT_SLOTS)
        self._queues: dict[str, PermitQueue] = {}

    def queue(self, endpoint: str, kind: Kind) -> PermitQueue:
        """Return the queue of messages of *kind* to *endpoint*."""
        counter = f"{endpoint} {kind}"
        queue = self._queues.get(counter)
        if queue is None:
            stores = stores_of(
                self._limit.shared, self._account, counter, self._clock, outbox=self._outbox
            )
            new = PermitQueue(stores, self._limit.quota(kind), self._clock, self._slots)
            # Another thread may have made one at the same time; all must use the same.
            queue = self._queues.setdefault(counter, new)
        return queue


class PermitQueue:
    """A FIFO queue of callers that wait for permits, which take a slot of every store.

    A permit comes with one of the *slots* for requests in progress, which it frees when it is
    done: a caller that had to wait for a slot after its permit would send too late, and all of
    these together once Flowroute responds again. A caller that waits for a permit has no slot.
    """

    def __init__(self, stores: JointStores, quota: Quota, clock: Clock, slots: Semaphore) -> None:
        self._stores = stores
        self._quota = quota
        self._clock = clock
        self._slots = slots
        self._waiting = FifoQueue()

    def permit(self, *, deadline: float | None) -> Permit:
        """Wait for the permit for one attempt; call its `done()` after that.

        *deadline* is a moment of the clock's `monotonic()`. Raises `WouldBeLate` as soon as it
        is clear that the permit comes later. A cancelled caller leaves the queue at once.
        """
        turn = self._waiting.turn()
        try:
            if not turn.enter(self._left(deadline)):
                raise WouldBeLate(0.0)
            return self._first(deadline)
        finally:
            turn.leave()

    def _first(self, deadline: float | None) -> Permit:
        """Wait for a permit as the first of the queue."""
        ticket = secrets.token_hex(8)
        wait = 0.0
        slot = None
        try:
            while True:
                self._pause(wait, deadline)
                slot = self._slots.take(timeout=0.0)
                if slot is None:
                    # Without a place in the queue of other processes meanwhile.
                    self._stores.withdraw(ticket)
                    slot = self._slots.take(timeout=self._left(deadline))
                if slot is None:
                    _late()
                reserved = self._waiting.reserve(
                    self._stores, ticket, self._quota, self._left(deadline)
                )
                if isinstance(reserved, tuple):
                    release = partial(self._slots.give_back, slot)
                    return Permit(reserved, self._quota, release)
                self._slots.give_back(slot)
                slot = None
                wait = reserved
        except BaseException:
            if slot is not None:
                self._slots.give_back(slot)
            self._stores.withdraw(ticket)
            raise

    def _pause(self, wait: float, deadline: float | None) -> None:
        """Sleep *wait* seconds, or a part of a long wait; raise if that is too long."""
        left = self._left(deadline)
        if left is not None and left < wait:
            raise WouldBeLate(wait)
        if wait:
            self._clock.sleep(min(wait, LONGEST_SLEEP))

    def _left(self, deadline: float | None) -> float | None:
        """Return the seconds until *deadline*."""
        return None if deadline is None else deadline - self._clock.monotonic()


def _late() -> NoReturn:
    """Raise for a slot that did not come in time."""
    raise WouldBeLate(0.0)
