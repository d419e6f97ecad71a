"""A retry budget: a bound on the retries of a client while a service is down."""

from __future__ import annotations

import threading

from .._base.forks import after_fork

CAPACITY = 500


class RetryBudget:
    """Tokens that retries take and successes return. Safe in threads.

    The figures are those of AWS's SDKs: 500 tokens, 14 for a retry after a transient failure, 5
    after a 429; a success returns what its own retry took, or 1. So 35 retries in a row may
    fail before calls fail at once, and the budget of a service that recovers is soon restored.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._tokens = capacity
        self._renew()
        after_fork(self, RetryBudget._renew)

    @property
    def tokens(self) -> int:
        """How many are left."""
        return self._tokens

    def take(self, cost: int) -> bool:
        """Take the tokens of a retry; return False, and take none, if fewer are left."""
        with self._lock:
            if cost > self._tokens:
                return False
            self._tokens -= cost
            return True

    def give_back(self, tokens: int) -> None:
        """Return tokens, up to the capacity."""
        if self._tokens >= self._capacity:
            return  # as nearly always, without the lock
        with self._lock:
            self._tokens = min(self._capacity, self._tokens + tokens)

    def _renew(self) -> None:
        # A lock that another thread held at a fork is never released in the child.
        self._lock = threading.Lock()
