# Written by scripts/unasync.py from flowroute_ext/_async/gated_limiter.py. Do not edit.
"""The rate limiter of a message that may be held back until its request leaves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from .._rate_limit.permits import Permit, WouldBeLate
from .rate_limiter import PermitQueue, RateLimiter

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._http.semaphores import Semaphore
    from .._rate_limit.rate_limit import Kind


class GatedLimiter(RateLimiter):
    """The permits of *limiter*, if there is one, each of which is used only if *admit* agrees.

    *admit* is called once there is a permit, right before the request, and raises otherwise.
    Without a limiter, *slots* bound the requests in progress.
    """

    def __init__(
        self, limiter: RateLimiter | None, slots: Semaphore, admit: Callable[[], None]
    ) -> None:
        self._inner = limiter
        self._free_slots = slots
        self._admit = admit

    def queue(self, endpoint: str, kind: Kind) -> PermitQueue:
        """Return the queue of messages of *kind* to *endpoint*."""
        inner = None if self._inner is None else self._inner.queue(endpoint, kind)
        return GatedQueue(inner, self._free_slots, self._admit)


class GatedQueue(PermitQueue):
    """The queue of one message."""

    def __init__(
        self, queue: PermitQueue | None, slots: Semaphore, admit: Callable[[], None]
    ) -> None:
        self._inner = queue
        self._free_slots = slots
        self._admit = admit

    def permit(self, *, deadline: float | None) -> Permit:
        """Wait for a permit, and return it if the request may leave."""
        if self._inner is not None:
            permit = self._inner.permit(deadline=deadline)
        else:
            permit = self._unlimited()
        try:
            self._admit()
        except BaseException:
            permit.done()
            raise
        return permit

    def _unlimited(self) -> Permit:
        slot = self._free_slots.take()
        if slot is None:
            raise WouldBeLate(0.0)
        return FreePermit(partial(self._free_slots.give_back, slot))


class FreePermit(Permit):
    """Permission for an attempt that no rate is counted for."""

    def __init__(self, release: Callable[[], None]) -> None:
        self._release = release
        self._is_done = False

    def done(
        self, *, answered: bool = False, refused: bool = False, retry_after: float | None = None
    ) -> None:
        """Let another attempt begin on the same connection; only the first call counts."""
        del answered, refused, retry_after
        if not self._is_done:
            self._is_done = True
            self._release()
