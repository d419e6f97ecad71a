"""`Permit`: the rate limiter's permission for one attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sliding_window import Ended

if TYPE_CHECKING:
    from collections.abc import Callable

    from .joint_stores import Slots
    from .sliding_window import Quota


class WouldBeLate(Exception):
    """The permit would come after the deadline; nothing was counted.

    `seconds` is how long the wait would have been, at least.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Permit:
    """Permission for one attempt, which may be made now.

    It occupies a slot of each store until some time after `done`, which must be called however
    the attempt ends. *release* lets another attempt begin on the same connection.
    """

    def __init__(self, slots: Slots, quota: Quota, release: Callable[[], None]) -> None:
        self._slots = slots
        self._release = release
        self._quota = quota
        self._is_done = False

    def done(
        self, *, answered: bool = False, refused: bool = False, retry_after: float | None = None
    ) -> None:
        """Record the end of the attempt; only the first call counts.

        *answered*: a response came, so the request has arrived. *refused*: with 429, and
        *retry_after* is how many seconds the response said to wait.
        """
        if not self._is_done:
            self._is_done = True
            self._release()
            ended = Ended(answered or refused, refused, retry_after or 0.0)
            for store, reservation in self._slots:
                store.finish(reservation, ended, self._quota)
