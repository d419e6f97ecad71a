"""Waiting for one's turn to send, which keeps all senders together within the rate limit."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from .._rate_limit.fifo import AsyncLine
from .._rate_limit.permits import Turn, WouldBeLate
from .._rate_limit.registry import ledger
from .._rate_limit.sliding_window import LONGEST_SLEEP, Attempt

if TYPE_CHECKING:
    from .._base.clock import Clock
    from .._rate_limit.rate_limit import Kind, RateLimit
    from .._rate_limit.sliding_window import Rule
    from .._rate_limit.stores import Ledger


class AsyncPacer:
    """Gives turns to send, first come, first served.

    *account* tells whose limit it is: a digest of the base URL and the access key. No more
    than *concurrency* attempts are under way at once: those beyond would wait for a connection
    after their turn, and leave all together when Flowroute gets going again after a pause.
    """

    def __init__(
        self, limit: RateLimit, account: str, clock: Clock, *, concurrency: int = 10
    ) -> None:
        self._limit = limit
        self._account = account
        self._clock = clock
        self._room = AsyncLine(concurrency)
        self._counters: dict[str, tuple[AsyncLine, Ledger]] = {}

    async def turn(self, endpoint: str, kind: Kind, *, deadline: float | None) -> Turn:
        """Wait for the right to make one attempt; it must be told when that is over.

        *endpoint* and *kind* tell which limit it falls under. *deadline* is a moment of the
        clock's `monotonic()`. Raises `WouldBeLate` as soon as it is clear that the turn comes
        later. Who is cancelled leaves at once, and the others move up.
        """
        line, counts = self._counter(f"{endpoint} {kind}")
        rule = self._limit.rule(kind)
        if not await line.enter(self._left(deadline)):
            raise WouldBeLate(0.0)
        try:
            if not await self._room.enter(self._left(deadline)):
                raise WouldBeLate(0.0)
            return await self._first(line, counts, rule, deadline)
        finally:
            line.leave()

    async def _first(
        self, line: AsyncLine, counts: Ledger, rule: Rule, deadline: float | None
    ) -> Turn:
        """A turn for the first of the line, who has room, asks, and waits until it comes."""
        ticket = secrets.token_hex(8)
        wait = 0.0
        try:
            while True:
                await self._pause(wait, deadline)
                answer = await line.ask(counts, ticket, rule)
                if isinstance(answer, Attempt):
                    return Turn(counts, answer, rule, self._room.leave)
                wait = answer
        except BaseException:
            self._room.leave()
            counts.leave(ticket)
            raise

    async def _pause(self, wait: float, deadline: float | None) -> None:
        """Wait as long, or only for a moment; not at all if that is too long."""
        left = self._left(deadline)
        if left is not None and left < wait:
            raise WouldBeLate(wait)
        if wait:
            await self._clock.asleep(min(wait, LONGEST_SLEEP))

    def _left(self, deadline: float | None) -> float | None:
        """The seconds until then."""
        return None if deadline is None else deadline - self._clock.monotonic()

    def _counter(self, counter: str) -> tuple[AsyncLine, Ledger]:
        """The line and the ledger of a counter."""
        found = self._counters.get(counter)
        if found is None:
            own = ledger(self._limit.shared, self._account, counter, self._clock)
            # Another thread may have come first; all must stand in one line.
            found = self._counters.setdefault(counter, (AsyncLine(), own))
        return found
