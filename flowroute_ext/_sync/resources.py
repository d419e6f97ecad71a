# Written by scripts/unasync.py from flowroute_ext/_async/resources.py. Do not edit.
"""The resources of a client: each is imported and made when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from .._base.imports import uninterrupted

if TYPE_CHECKING:
    from .._base.clock import Clock
    from .._calls.config import Config
    from .._reconcile.sent_log import SentLog
    from .cdrs import Cdrs
    from .cnams import Cnams
    from .downloads import Downloads
    from .e911s import E911s
    from .messages import Messages
    from .numbers import Numbers
    from .ports import Ports
    from .rate_limiter import RateLimiter
    from .reconciler import Reconciler
    from .routes import Routes
    from .transport import Transport

AnyMessages = TypeVar("AnyMessages", bound="Messages")

NAMES: Final = ("numbers", "routes", "messages", "e911s", "cnams", "cdrs", "ports")

# Those whose modules this process has imported.
_imported: set[str] = set()


class Resources:
    """Makes the resources of one client."""

    def __init__(
        self,
        transport: Transport,
        reconciler: Reconciler,
        config: Config,
        clock: Clock,
        *,
        http_client: object | None,
        limiter: RateLimiter | None,
        sent_log: SentLog,
    ) -> None:
        self._base = (transport, reconciler)
        self._config = config
        self._clock = clock
        self._http_client = http_client
        self._limiter = limiter
        self._sent_log = sent_log

    def made(self, name: str) -> object:
        """Return a new resource, one of the `NAMES`."""
        make = getattr(self, name)
        if name in _imported:
            return make()
        resource = uninterrupted(make)
        _imported.add(name)
        return resource

    def numbers(self) -> Numbers:
        from .numbers import Numbers

        return Numbers(*self._base, self._clock)

    def routes(self) -> Routes:
        from .routes import Routes

        return Routes(*self._base)

    def messages(self) -> Messages:
        from .messages import Messages

        return self.messages_of(Messages, self._limiter, self._sent_log)

    def e911s(self) -> E911s:
        from .e911s import E911s

        return E911s(*self._base)

    def cnams(self) -> Cnams:
        from .cnams import Cnams

        return Cnams(*self._base)

    def cdrs(self) -> Cdrs:
        from .cdrs import Cdrs

        key = self._config.receipt_key()
        return Cdrs(*self._base, self._downloads(), self._clock, receipt_key=key)

    def ports(self) -> Ports:
        from .ports import Ports
        from .uploads import Uploads

        uploads = Uploads(self._config, self._http_client, self._clock)
        downloads, key = self._downloads(), self._config.receipt_key()
        return Ports(*self._base, uploads, self._clock, downloads=downloads, receipt_key=key)

    def messages_of(
        self, of: type[AnyMessages], limiter: RateLimiter | None, sent_log: SentLog
    ) -> AnyMessages:
        """Return what sends messages within the limit of *limiter*."""
        return of(
            *self._base,
            sent_log,
            limiter,
            version=self._config.messages_version,
            clock=self._clock,
            receipt_key=self._config.receipt_key(),
        )

    def _downloads(self) -> Downloads:
        from .downloads import Downloads

        return Downloads(self._config, self._http_client, self._clock)
