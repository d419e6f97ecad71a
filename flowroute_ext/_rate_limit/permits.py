"""`Turn`: the right to one attempt, which counts until some time after it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sliding_window import Ended

if TYPE_CHECKING:
    from collections.abc import Callable

    from .sliding_window import Attempt, Rule
    from .stores import Ledger


class WouldBeLate(Exception):
    """The turn would come after the deadline; nothing was counted.

    `seconds` is how long at least it would have been to wait.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Turn:
    """One attempt that may be made now. Whoever has it says when it is over, whatever came."""

    def __init__(
        self, ledger: Ledger, attempt: Attempt, rule: Rule, leave: Callable[[], None]
    ) -> None:
        self._ledger = ledger
        self._leave = leave
        self._attempt = attempt
        self._rule = rule
        self._over = False

    def done(
        self, *, answered: bool = False, refused: bool = False, retry_after: float | None = None
    ) -> None:
        """Say that the attempt is over; only the first time counts.

        *answered*: an answer came back, so it has arrived. *refused*: with 429, and
        *retry_after* is how many seconds the answer said to wait.
        """
        if not self._over:
            self._over = True
            self._leave()
            ended = Ended(answered or refused, refused, retry_after or 0.0)
            self._ledger.finish(self._attempt, ended, self._rule)
