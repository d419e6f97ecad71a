"""The errors of calls that must not be sent twice, and whose response was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._base.errors import CallFailed
from .._base.frames import all_clear_frames

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from flowroute_api.types import Request

    from .verdicts import MessageQuery, Resolution
    from .windows import AttemptTimes

# How many seconds `resolve()` looks at most: Flowroute's records are settled by then.
RECONCILE_TIMEOUT = 60.0


@all_clear_frames
class OutcomeUnknown(CallFailed):
    """Whether Flowroute acted on the request is unknown; it was not sent again.

    `reference` is your name for the call, or a random one; `started` and `ended` are when the
    attempt was in progress, in UTC. The `__cause__` is the failure: a `ConnectionFailed`, a
    `ServerError`, an `UnreadableResponse`, or the `APIError` of a 302, 303 or 408. `resolve()`
    finds the outcome out.
    """

    def __init__(
        self,
        cause: CallFailed,
        *,
        request: Request[Any],
        reference: str,
        started: datetime,
        ended: datetime,
        times: AttemptTimes | None = None,
    ) -> None:
        super().__init__(
            "whether Flowroute acted is unknown; it was not sent again: "
            f"{cause.reason.rstrip('.')}. Find out with resolve() before you do",
            operation=cause.operation,
            method=cause.method,
            path=cause.path,
        )
        self.reference = reference
        self.started = started
        self.ended = ended
        self.request = request
        # By other clocks too, as that one may be wrong, and be set at any time.
        if times is None:
            from .windows import AttemptTimes

            times = AttemptTimes(started, ended)
        self.times = times
        # The other messages between these numbers when this error was made, for a process that
        # did not send them: those with an unknown outcome, and the ids of the rest.
        self.alike: tuple[tuple[MessageQuery, AttemptTimes], ...] = ()
        self.known_ids: tuple[str, ...] = ()
        self.__cause__ = cause
        self._resolve: Callable[[OutcomeUnknown, float], Resolution] | None = None
        self._aresolve: Callable[[OutcomeUnknown, float], Awaitable[Resolution]] | None = None

    def resolve(self, *, timeout: float = RECONCILE_TIMEOUT) -> Resolution:
        """Return the outcome of the call, as Flowroute's records show it.

        Looks again for up to *timeout* seconds until it is certain: that nothing was accepted
        is certain 30 seconds after the attempt. For calls of `Flowroute`; raises what lookups
        raise.
        """
        if self._resolve is None:
            raise RuntimeError(self._elsewhere("error.aresolve()"))
        return self._resolve(self, timeout)

    async def aresolve(self, *, timeout: float = RECONCILE_TIMEOUT) -> Resolution:
        """Return the outcome of the call, as `resolve` does; for calls of `AsyncFlowroute`."""
        if self._aresolve is None:
            raise RuntimeError(self._elsewhere("error.resolve()"))
        return await self._aresolve(self, timeout)

    def by(
        self,
        *,
        resolve: Callable[[OutcomeUnknown, float], Resolution] | None = None,
        aresolve: Callable[[OutcomeUnknown, float], Awaitable[Resolution]] | None = None,
    ) -> OutcomeUnknown:
        """Set how the client of the call finds its outcome out, and return this error."""
        self._resolve, self._aresolve = resolve, aresolve
        return self

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        # Pickled without its client, and without what is only known in its process.
        make, arguments, state = super().__reduce__()
        here: dict[str, Any] = {"_resolve": None, "_aresolve": None}
        here["times"] = self.times.elsewhere()
        here["alike"] = tuple((query, times.elsewhere()) for query, times in self.alike)
        return make, arguments, state | here

    def _elsewhere(self, other: str) -> str:
        if self._resolve or self._aresolve:
            return f"the call was made with the other kind of client: use {other}"
        return "this copy of the error belongs to no client: use flowroute.resolve(error)"


class NotAccepted(CallFailed):
    """The request was sent, its response was lost, and Flowroute certainly did not act on it.

    Raised where ``resolve=True`` found that out and no retries were left. It is safe to send
    again. The `__cause__` is the `OutcomeUnknown` of the last attempt.
    """

    @classmethod
    def after(cls, unknown: OutcomeUnknown, found: Resolution) -> NotAccepted:
        """Return the error of a call that was not accepted, as *found* shows."""
        return cls(
            f"Flowroute did not act on it: {found.why}",
            operation=unknown.operation,
            method=unknown.method,
            path=unknown.path,
        )
