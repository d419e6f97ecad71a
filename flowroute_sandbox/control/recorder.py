"""Records what a sandbox answers, and lets others follow what changes; thread-safe."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from flowroute_sandbox.control.recording import exchange_of, exchange_of_webhook
from flowroute_sandbox.control.stream_endpoints import Subscription
from flowroute_sandbox.live.live import Live

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from threading import Lock

    from flowroute_sandbox.faults.fault import Fault
    from flowroute_sandbox.faults.outcomes import Outcome
    from flowroute_sandbox.http.messages import Request, Response
    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.clock import Clock
    from flowroute_sandbox.webhooks.worker import Posted

T = TypeVar("T")


class Recorder:
    """The live part of a sandbox; `lock` is that of its account, and `secrets` are never shown."""

    def __init__(
        self, account: Account, clock: Clock, lock: Lock, *, secrets: Iterable[str]
    ) -> None:
        self.live = Live(account, secrets)
        self._account = account
        self._clock = clock
        self._lock = lock

    def request(
        self,
        request: Request,
        outcome: Outcome,
        *,
        at: datetime,
        operation: str,
        seconds: float,
        fault: Fault | None,
    ) -> None:
        """Record a request that was answered, and the fault that hit it."""
        exchange = exchange_of(
            request, outcome, at=at, operation=operation, seconds=seconds, fault=fault
        )
        with self._lock:
            self.live.record(exchange)
            if fault is not None:
                self.live.faults_changed()

    def refused(self, request: Request, response: Response) -> None:
        """Record a request that a server has refused without asking the sandbox."""
        at = self._clock.now()
        self.request(request, response, at=at, operation="refused", seconds=0.0, fault=None)

    def webhook(self, posted: Posted) -> None:
        """Record an attempt at posting a webhook. The lock must be held."""
        self.live.record(exchange_of_webhook(posted))

    def read(self, look: Callable[[Account, Live, datetime], T]) -> T:
        """Return what `look` returns of the account, while nothing changes; it changes nothing."""
        with self._lock:
            return look(self._account, self.live, self._clock.now())

    def subscribe(self, wake: Callable[[], None], last_id: str | None = None) -> Subscription:
        """Return the events after the one with this id; `wake` is called when there are more."""
        return Subscription(
            self.live, self._account, self._clock, self._lock, wake=wake, last_id=last_id
        )

    def close(self) -> None:
        """End every subscription, as a server does that stops."""
        with self._lock:
            self.live.feed.close()
