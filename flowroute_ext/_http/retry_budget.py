"""How many retries a client can afford, so that a service that is down is not hammered."""

from __future__ import annotations

import threading

CAPACITY = 500


class Budget:
    """Tokens that retries take and successes bring back.

    The figures are those of AWS's SDKs: 500 tokens, 14 for a retry after a passing failure, 5
    after a 429; a success brings back what its own retry took, or 1. So 35 retries in a row
    may fail before calls fail at once, and a service that recovers is soon trusted again.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._tokens = capacity
        self._lock = threading.Lock()

    @property
    def tokens(self) -> int:
        """How many are left."""
        return self._tokens

    def take(self, cost: int) -> bool:
        """Pay for a retry; False, and nothing taken, where that is more than is left."""
        with self._lock:
            if cost > self._tokens:
                return False
            self._tokens -= cost
            return True

    def give_back(self, tokens: int) -> None:
        """Have tokens back, up to the capacity."""
        with self._lock:
            self._tokens = min(self._capacity, self._tokens + tokens)
