"""What a client is made of, imported when it is first used, and its resources, each as well."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from .._calls.operation import message_kind
from .._http.responses import as_it_is
from .._reconcile.log_groups import groups
from .._reconcile.sent_log import SentLog
from .lookups import look_up
from .rate_limiter import AsyncRateLimiter
from .reconciler import AsyncReconciler
from .transport import AsyncTransport

if TYPE_CHECKING:
    from pathlib import Path

    from flowroute_api.types import Request

    from .._base.clock import Clock
    from .._calls.config import Config
    from .._rate_limit.rate_limit import RateLimit
    from .cdrs import AsyncCdrs
    from .cnams import AsyncCnams
    from .downloads import AsyncDownloads
    from .e911s import AsyncE911s
    from .messages import AsyncMessages
    from .numbers import AsyncNumbers
    from .ports import AsyncPorts
    from .routes import AsyncRoutes

D = TypeVar("D")
AnyMessages = TypeVar("AnyMessages", bound="AsyncMessages")


class AsyncResources:
    """The transport of one client, what its calls have in common, and what makes its resources."""

    def __init__(self, config: Config, http_client: object | None, clock: Clock) -> None:
        self._config = config
        self._http_client = http_client
        self._clock = clock
        self.transport = AsyncTransport(config, http_client, clock)
        account = config.account
        self.sent_log = SentLog(clock, account, groups.of(account, clock, http_client))
        lookup = partial(look_up, self.transport, self.sent_log)
        self.reconciler = AsyncReconciler(self.transport, clock, lookup)
        self._base = self.transport, self.reconciler
        limit = config.rate_limit
        self.limiter = None if limit is None else self.limiter_for(limit)

    def limiter_for(self, limit: RateLimit, outbox: Path | None = None) -> AsyncRateLimiter:
        """Return what keeps to *limit*, with all processes that send from *outbox*."""
        account, slots = self._config.account, self.transport.slots
        return AsyncRateLimiter(limit, account, self._clock, slots, outbox)

    async def send(self, request: Request[D]) -> D:
        """Send *request*, which may be a message, and return the generated document."""
        kind, limiter = message_kind(request), self.limiter
        permits = limiter.queue(request.path, kind) if limiter and kind else None
        return await self.reconciler.send(request, as_it_is, {}, permits)

    def messages_of(
        self, limiter: AsyncRateLimiter | None, sent_log: SentLog, of: type[AnyMessages]
    ) -> AnyMessages:
        """Return the messages of this client, sent within the limit of *limiter*."""
        return of(
            *self._base,
            sent_log,
            limiter,
            version=self._config.messages_version,
            clock=self._clock,
            receipt_key=self._config.receipt_key(),
        )

    def messages(self) -> AsyncMessages:
        """Return the messages."""
        from .messages import AsyncMessages

        return self.messages_of(self.limiter, self.sent_log, AsyncMessages)

    def numbers(self) -> AsyncNumbers:
        """Return the numbers."""
        from .numbers import AsyncNumbers

        return AsyncNumbers(*self._base, self._clock)

    def routes(self) -> AsyncRoutes:
        """Return the routes."""
        from .routes import AsyncRoutes

        return AsyncRoutes(*self._base)

    def e911s(self) -> AsyncE911s:
        """Return the E911 addresses."""
        from .e911s import AsyncE911s

        return AsyncE911s(*self._base)

    def cnams(self) -> AsyncCnams:
        """Return the CNAM records."""
        from .cnams import AsyncCnams

        return AsyncCnams(*self._base)

    def cdrs(self) -> AsyncCdrs:
        """Return the exports of call detail records."""
        from .cdrs import AsyncCdrs

        key = self._config.receipt_key()
        return AsyncCdrs(*self._base, self._downloads(), self._clock, receipt_key=key)

    def ports(self) -> AsyncPorts:
        """Return the port orders."""
        from .ports import AsyncPorts
        from .uploads import AsyncUploads

        return AsyncPorts(
            *self._base,
            AsyncUploads(self._config, self._http_client, self._clock),
            self._clock,
            downloads=self._downloads(),
            receipt_key=self._config.receipt_key(),
        )

    def _downloads(self) -> AsyncDownloads:
        from .downloads import AsyncDownloads

        return AsyncDownloads(self._config, self._http_client, self._clock)
