"""The reconciler: finds out unknown outcomes, by looking until the result is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from .._base.clock import timeline
from .._base.errors import CallFailed
from .._calls.polling import Pauses
from .._reconcile.errors import RECONCILE_TIMEOUT, NotAccepted, OutcomeUnknown
from .._reconcile.verdicts import SETTLED
from .._reconcile.windows import passed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flowroute_api.types import Request

    from .._base.clock import Clock
    from .._calls.options import Options, SendOptions
    from .._reconcile.verdicts import Resolution
    from .rate_limiter import AsyncPermitQueue
    from .transport import AsyncTransport

D = TypeVar("D")
V = TypeVar("V")

# Seconds between two looks.
PAUSES = Pauses(1.0, 10.0, growth=2)
# The pauses after which an error of another process is looked at again, last first, when its
# records are settled: those that may be its may turn out to be of others that are resolved now.
LAST_PAUSES = (8.0, 4.0, 2.0)
SHORTEST_DEADLINE = 0.001


class AsyncLookup(Protocol):
    """Looks once for the result of a call, in the way of the resource that made it."""

    async def __call__(
        self, unknown: OutcomeUnknown, now: datetime, options: Options
    ) -> Resolution:
        """Return what there is to see of *unknown* at the moment *now*."""
        ...


class AsyncReconciler:
    """Sends what must not be sent twice, and finds out its unknown outcomes with *lookup*."""

    def __init__(self, transport: AsyncTransport, clock: Clock, lookup: AsyncLookup) -> None:
        self._transport = transport
        self._clock = clock
        self._lookup = lookup

    async def send(
        self,
        request: Request[D],
        convert: Callable[[D], V],
        options: SendOptions,
        permits: AsyncPermitQueue | None = None,
        admit: Callable[[], None] | None = None,
    ) -> V:
        """Send *request* with the checked *options*, as `AsyncTransport.send` does.

        With the option `resolve` an unknown outcome is found out: what was accepted is returned,
        what was not is sent again, or raises `NotAccepted` where no retries are left.
        """
        settings = self._transport.settings(options)
        for retries_left in range(settings.max_retries, -1, -1):
            try:
                return await self._transport.send(request, convert, settings, permits, admit)
            except OutcomeUnknown as unknown:
                unknown.by(aresolve=self.resolve)
                if not settings.resolve:
                    raise
                timeout = min(RECONCILE_TIMEOUT, settings.left(self._clock.monotonic()))
                try:
                    resolution = await self.resolve(unknown, timeout, settings.deadline)
                except CallFailed:
                    # Only the look failed: the outcome of the call is as unknown as before.
                    raise unknown from unknown.__cause__
                if resolution.verdict == "accepted":
                    document: Any = resolution.document
                    return convert(document)
                if resolution.verdict == "still unknown":
                    raise
                if not retries_left:
                    raise NotAccepted.after(unknown, resolution) from unknown
        raise AssertionError("unreachable: the last round returns or raises")

    async def resolve(
        self, unknown: OutcomeUnknown, timeout: float, deadline: float | None = None
    ) -> Resolution:
        """Return the outcome of *unknown*; look again, for *timeout* seconds, until certain.

        Each look ends by *deadline*, a moment of the clock's `monotonic()`.
        """
        begun = self._clock.monotonic()
        give_up = begun + timeout
        last_pauses = [*LAST_PAUSES]
        for pause in PAUSES:
            now = self._now(unknown, begun)
            resolution = await self._lookup(unknown, now, self._options(deadline))
            unsettled = (unknown.ended + SETTLED - now).total_seconds()
            if resolution.verdict != "still unknown":
                return resolution
            if unsettled > 0:
                seconds = min(pause, unsettled)
            elif last_pauses and resolution.seen and self._elsewhere(unknown):
                seconds = last_pauses.pop()
            else:
                return resolution
            if self._clock.monotonic() + seconds > give_up:
                return resolution
            await self._clock.asleep(seconds)
        raise AssertionError("unreachable: there is always another pause")

    def _options(self, deadline: float | None) -> Options:
        """Return the options of a look; one after the deadline fails as such."""
        if deadline is None:
            return {}
        return {"deadline": max(deadline - self._clock.monotonic(), SHORTEST_DEADLINE)}

    def _elsewhere(self, unknown: OutcomeUnknown) -> bool:
        """Return whether *unknown* is of another process, or of a client with another clock."""
        return unknown.times.home is not timeline(self._clock)

    def _now(self, unknown: OutcomeUnknown, begun: float) -> datetime:
        """Return the present moment by the clock that showed when *unknown* ended, at the least.

        It had ended when it was *begun* to resolve it.
        """
        here = self._transport.server_clock.here()
        return unknown.ended + passed(unknown.times, here, begun)
