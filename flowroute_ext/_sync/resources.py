# Written by scripts/unasync.py from flowroute_ext/_async/resources.py. Do not edit.
"""What a client is made of, imported when it is first used, and its resources, each as well."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from .._calls.operation import message_kind
from .._http.responses import as_it_is
from .._reconcile.log_groups import groups
from .._reconcile.sent_log import SentLog
from .lookups import look_up
from .rate_limiter import RateLimiter
from .reconciler import Reconciler
from .transport import Transport

if TYPE_CHECKING:
    from pathlib import Path

    from flowroute_api.types import Request

    from .._base.clock import Clock
    from .._calls.config import Config
    from .._rate_limit.rate_limit import RateLimit
    from .cdrs import Cdrs
    from .cnams import Cnams
    from .downloads import Downloads
    from .e911s import E911s
    from .messages import Messages
    from .numbers import Numbers
    from .ports import Ports
    from .routes import Routes

D = TypeVar("D")
AnyMessages = TypeVar("AnyMessages", bound="Messages")


class Resources:
    """The transport of one client, what its calls have in common, and what makes its resources."""

    def __init__(self, config: Config, http_client: object | None, clock: Clock) -> None:
        self._config = config
        self._http_client = http_client
        self._clock = clock
        self.transport = Transport(config, http_client, clock)
        account = config.account
        self.sent_log = SentLog(clock, account, groups.of(account, clock, http_client))
        lookup = partial(look_up, self.transport, self.sent_log)
        self.reconciler = Reconciler(self.transport, clock, lookup)
        self._base = self.transport, self.reconciler
        limit = config.rate_limit
        self.limiter = None if limit is None else self.limiter_for(limit)

    def limiter_for(self, limit: RateLimit, outbox: Path | None = None) -> RateLimiter:
        """Return what keeps to *limit*, with all processes that send from *outbox*."""
        account, slots = self._config.account, self.transport.slots
        return RateLimiter(limit, account, self._clock, slots, outbox)

    def send(self, request: Request[D]) -> D:
        """Send *request*, which may be a message, and return the generated document."""
        kind, limiter = message_kind(request), self.limiter
        permits = limiter.queue(request.path, kind) if limiter and kind else None
        return self.reconciler.send(request, as_it_is, {}, permits)

    def messages_of(
        self, limiter: RateLimiter | None, sent_log: SentLog, of: type[AnyMessages]
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

    def messages(self) -> Messages:
        """Return the messages."""
        from .messages import Messages

        return self.messages_of(self.limiter, self.sent_log, Messages)

    def numbers(self) -> Numbers:
        """Return the numbers."""
        from .numbers import Numbers

        return Numbers(*self._base, self._clock)

    def routes(self) -> Routes:
        """Return the routes."""
        from .routes import Routes

        return Routes(*self._base)

    def e911s(self) -> E911s:
        """Return the E911 addresses."""
        from .e911s import E911s

        return E911s(*self._base)

    def cnams(self) -> Cnams:
        """Return the CNAM records."""
        from .cnams import Cnams

        return Cnams(*self._base)

    def cdrs(self) -> Cdrs:
        """Return the exports of call detail records."""
        from .cdrs import Cdrs

        key = self._config.receipt_key()
        return Cdrs(*self._base, self._downloads(), self._clock, receipt_key=key)

    def ports(self) -> Ports:
        """Return the port orders."""
        from .ports import Ports
        from .uploads import Uploads

        return Ports(
            *self._base,
            Uploads(self._config, self._http_client, self._clock),
            self._clock,
            downloads=self._downloads(),
            receipt_key=self._config.receipt_key(),
        )

    def _downloads(self) -> Downloads:
        from .downloads import Downloads

        return Downloads(self._config, self._http_client, self._clock)
