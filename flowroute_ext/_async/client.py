"""`AsyncFlowroute`: credentials, one pool of connections, and the seven resources."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

from .._base.clock import Clock
from .._base.frames import all_clear_frames
from .._base.imports import MadeOnUse, uninterrupted
from .._calls.config import (
    DEFAULT_CONCURRENCY,
    DEFAULT_RATE_LIMIT,
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    configure,
)
from .._http.libraries import check_installed
from .._reconcile.errors import RECONCILE_TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import ParamSpec, Self

    from .._calls.config import MessagesVersion
    from .._calls.operation import Operation
    from .._exports.clients import Order
    from .._exports.values import Exported
    from .._http.libraries import EngineName
    from .._outbox.opted_out import OptOutStore
    from .._outbox.values import OutboxProgress, OutboxRefreshed, OutboxReport
    from .._rate_limit.rate_limit import RateLimit
    from .._reconcile.errors import OutcomeUnknown
    from .._reconcile.verdicts import Resolution
    from .cdrs import AsyncCdrs
    from .cnams import AsyncCnams
    from .e911s import AsyncE911s
    from .messages import AsyncMessages
    from .numbers import AsyncNumbers
    from .ports import AsyncPorts
    from .resources import AsyncResources
    from .routes import AsyncRoutes

    P = ParamSpec("P")

T = TypeVar("T")


@all_clear_frames
class AsyncFlowroute:
    """A Flowroute account: numbers, routes, messages, E911, CNAM, exports of calls, port orders.

    :param access_key: and *secret_key*: the API credentials; without them the environment's
        ``FR_ACCESS_KEY`` and ``FR_SECRET_KEY``. They are sent to *base_url* only.
    :param base_url: another server, such as a local sandbox; ``FR_BASE_URL``, or
        https://api.flowroute.com. Plain http is accepted for this machine only.
    :param messages_version: the version of the messages API.
    :param timeout: seconds that one request may take, from connecting to the end of its
        response; None sets no limit.
    :param max_retries: how often a call is sent again after a failure that makes it safe to:
        a connection that could not be made, 429, and for calls that may be repeated also a
        lost response and 5xx. What must not be sent twice never is: see `OutcomeUnknown`.
    :param deadline: seconds that a whole call may take, with its retries and all waits, also
        that for a free connection; None sets no limit.
    :param rate_limit: how many messages may be sent in a second; further ones wait. None
        leaves the limit to Flowroute, whose response beyond it is 429.
    :param concurrency: how many requests may be in progress at once; further ones wait.
    :param http_client: an `httpx.AsyncClient` or `httpx2.AsyncClient` of your own, with your
        proxies, certificates or transport. You close it.
    :param engine: what sends the requests: ``"httpx"``, ``"httpx2"`` or ``"fast"``, which is
        pyreqwest; ``FR_ENGINE``, or httpx2 where it is installed, else httpx.
    :param clock: the clock to read and to sleep by; another one for tests.

    Raises `ConfigurationError` when credentials are missing or the base URL is unusable.
    One client may be shared by any number of tasks.
    """

    numbers: AsyncNumbers
    """Phone numbers: search, buy, look up, change, release."""
    routes: AsyncRoutes
    """Inbound voice routes, and the routes of numbers."""
    messages: AsyncMessages
    """SMS and MMS: send, look up, list, and set their callbacks."""
    e911s: AsyncE911s
    """E911 addresses, and the numbers that use them."""
    cnams: AsyncCnams
    """CNAM records (caller names), and the numbers that show them."""
    cdrs: AsyncCdrs
    """Exports of call detail records, and the calls in them."""
    ports: AsyncPorts
    """Port orders: numbers of other providers that come to Flowroute."""

    def __init__(
        self,
        access_key: str | None = None,
        secret_key: str | None = None,
        *,
        base_url: str | None = None,
        messages_version: MessagesVersion = "v2.1",
        timeout: float | None = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_RETRIES,
        deadline: float | None = None,
        rate_limit: RateLimit | None = DEFAULT_RATE_LIMIT,
        concurrency: int = DEFAULT_CONCURRENCY,
        http_client: object | None = None,
        engine: EngineName | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._config = configure(
            os.environ,
            access_key=access_key,
            secret_key=secret_key,
            base_url=base_url,
            messages_version=messages_version,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            rate_limit=rate_limit,
            concurrency=concurrency,
            engine=engine,
            has_client=http_client is not None,
        )
        self._clock = clock or Clock()
        self._http_client = http_client
        self._closed = False
        if http_client is None:
            check_installed(self._config.engine)
        else:
            self._loaded()

    def _loaded(self) -> AsyncResources:
        """Return what this client is made of, which is imported when it is first used."""
        loaded: AsyncResources | None = vars(self).get("_resources")
        if loaded is not None:
            return loaded
        # One for all threads.
        made: AsyncResources = vars(self).setdefault("_resources", self._imported("", self._load))
        if self._closed:
            made.transport.end()
        return made

    def _load(self) -> AsyncResources:
        from .resources import AsyncResources

        return AsyncResources(self._config, self._http_client, self._clock)

    def _imported(self, name: str, make: Callable[[], T]) -> T:
        return uninterrupted(make, (__name__, name, self._config.engine))

    def _made(self, name: str) -> object:
        """Make a resource when it is first used: a program imports what it needs of them."""
        if "_config" not in vars(self):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        make = getattr(self._loaded(), name)
        return vars(self).setdefault(name, self._imported(name, make))

    def __repr__(self) -> str:
        """Show the base URL and the version; never the credentials."""
        if "_config" not in vars(self):
            # A traceback with local variables shows a client whose arguments were refused, too.
            return f"{type(self).__name__}(refused)"
        return (
            f"{type(self).__name__}(base_url={self._config.base_url!r}, "
            f"messages_version={self._config.messages_version!r})"
        )

    async def __aenter__(self) -> Self:
        self._loaded()
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections; an HTTP client that you passed stays open."""
        self._closed = True
        if "_resources" in vars(self):
            await self._loaded().transport.close()

    async def resolve(
        self, unknown: OutcomeUnknown, *, timeout: float = RECONCILE_TIMEOUT
    ) -> Resolution:
        """Return the outcome of a call that is unknown, as `OutcomeUnknown.aresolve` does.

        For errors that were pickled, queued, or raised by another client.
        """
        return await self._loaded().reconciler.resolve(unknown, timeout)

    @property
    def clock(self) -> Clock:
        """The clock of this client."""
        return self._clock

    @property
    def account(self) -> str:
        """A digest of the base URL and the access key, which identifies the account."""
        return self._config.account

    async def call(self, operation: Operation[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the generated document in the response to any generated *operation*.

        For operations that the methods above do not cover: *operation* is a module of
        `flowroute_api.api`, and the other arguments are those of its `request`::

            from flowroute_api.api.numbers import list_account_phone_numbers

            document = await flowroute.call(list_account_phone_numbers, limit=200)

        Raises the errors of every other call.
        """
        request = operation.request(*args, **kwargs)
        return await self._loaded().send(request)

    async def _run_outbox(
        self,
        path: Path,
        report: Callable[[OutboxProgress], None],
        opt_outs: OptOutStore | None = None,
    ) -> OutboxReport:
        """Send the rows of the outbox at *path*, but for *opt_outs*: private, of `Outbox`.

        Its runs in all processes share the rate limit, by the file of the outbox.
        """
        from .outbox import AsyncOutboxMessages, AsyncRun

        resources, limit = self._loaded(), self._config.rate_limit
        limiter = None if limit is None else resources.limiter_for(limit, path)
        run = AsyncRun(
            path,
            resources.messages_of(limiter, resources.sent_log.of_outbox(path), AsyncOutboxMessages),
            self._clock,
            account=self._config.account,
            concurrency=self._config.concurrency,
            limited=limiter is not None,
            report=report,
            opt_outs=opt_outs,
        )
        return await run.run()

    async def _refresh_outbox(self, path: Path, older_than: float) -> OutboxRefreshed:
        """Look up the rows of the outbox at *path*: the private interface of `Outbox`."""
        from .deliveries.refreshing import AsyncRefresh
        from .outbox import AsyncOutboxMessages, AsyncRun

        resources = self._loaded()
        run = AsyncRun(
            path,
            resources.messages_of(None, resources.sent_log.of_outbox(path), AsyncOutboxMessages),
            self._clock,
            account=self._config.account,
            concurrency=self._config.concurrency,
            limited=False,
            report=lambda _: None,
            opt_outs=None,
        )
        stopped = await run.look_up()
        version = self._config.messages_version
        refresh = AsyncRefresh(path, resources.transport, version, self._clock, older_than)
        return await refresh.run(stopped)

    async def _export(self, order: Order) -> Exported:
        """Export what *order* says: the private interface of `flowroute_ext.exports`."""
        from .exporting.export import AsyncExport
        from .exporting.reading import AsyncReader

        config, transport = self._config, self._loaded().transport
        reader = AsyncReader(transport, config.messages_version)
        export = AsyncExport(transport, reader, self.cdrs, config.account, order)
        return await export.run()


for _name in AsyncFlowroute.__annotations__:
    # Beside the annotations, so that type checkers know no other names.
    setattr(AsyncFlowroute, _name, MadeOnUse(_name))
