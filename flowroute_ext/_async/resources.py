"""The resources of a client: each is imported and made when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from .._base.imports import uninterrupted

if TYPE_CHECKING:
    from .._base.clock import Clock
    from .._calls.config import Config
    from .._reconcile.sent_log import SentLog
    from .cdrs import AsyncCdrs
    from .cnams import AsyncCnams
    from .downloads import AsyncDownloads
    from .e911s import AsyncE911s
    from .messages import AsyncMessages
    from .numbers import AsyncNumbers
    from .ports import AsyncPorts
    from .rate_limiter import AsyncRateLimiter
    from .reconciler import AsyncReconciler
    from .routes import AsyncRoutes
    from .transport import AsyncTransport

AnyMessages = TypeVar("AnyMessages", bound="AsyncMessages")

NAMES: Final = ("numbers", "routes", "messages", "e911s", "cnams", "cdrs", "ports")

# Those whose modules this process has imported.
_imported: set[str] = set()


class AsyncResources:
    """Makes the resources of one client."""

    def __init__(
        self,
        transport: AsyncTransport,
        reconciler: AsyncReconciler,
        config: Config,
        clock: Clock,
        *,
        http_client: object | None,
        limiter: AsyncRateLimiter | None,
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

    def numbers(self) -> AsyncNumbers:
        from .numbers import AsyncNumbers

        return AsyncNumbers(*self._base, self._clock)

    def routes(self) -> AsyncRoutes:
        from .routes import AsyncRoutes

        return AsyncRoutes(*self._base)

    def messages(self) -> AsyncMessages:
        from .messages import AsyncMessages

        return self.messages_of(AsyncMessages, self._limiter, self._sent_log)

    def e911s(self) -> AsyncE911s:
        from .e911s import AsyncE911s

        return AsyncE911s(*self._base)

    def cnams(self) -> AsyncCnams:
        from .cnams import AsyncCnams

        return AsyncCnams(*self._base)

    def cdrs(self) -> AsyncCdrs:
        from .cdrs import AsyncCdrs

        key = self._config.receipt_key()
        return AsyncCdrs(*self._base, self._downloads(), self._clock, receipt_key=key)

    def ports(self) -> AsyncPorts:
        from .ports import AsyncPorts
        from .uploads import AsyncUploads

        uploads = AsyncUploads(self._config, self._http_client, self._clock)
        downloads, key = self._downloads(), self._config.receipt_key()
        return AsyncPorts(*self._base, uploads, self._clock, downloads=downloads, receipt_key=key)

    def messages_of(
        self, of: type[AnyMessages], limiter: AsyncRateLimiter | None, sent_log: SentLog
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

    def _downloads(self) -> AsyncDownloads:
        from .downloads import AsyncDownloads

        return AsyncDownloads(self._config, self._http_client, self._clock)
