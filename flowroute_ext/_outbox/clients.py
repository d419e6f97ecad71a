"""The private interface of the clients that an outbox sends by."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from .opted_out import OptOutStore
    from .values import OutboxProgress, OutboxRefreshed, OutboxReport

    Report: TypeAlias = Callable[[OutboxProgress], None]
    Runner: TypeAlias = Callable[[Path, Report, OptOutStore | None], OutboxReport]
    AsyncRunner: TypeAlias = Callable[[Path, Report, OptOutStore | None], Awaitable[OutboxReport]]
    Refresher: TypeAlias = Callable[[Path, float], OutboxRefreshed]
    AsyncRefresher: TypeAlias = Callable[[Path, float], Awaitable[OutboxRefreshed]]


class OutboxClient(Protocol):
    """A `Flowroute`."""

    def _run_outbox(
        self,
        path: Path,
        report: Report,
        opt_outs: OptOutStore | None = None,
    ) -> OutboxReport:
        """Send the rows of the outbox at *path*, but for *opt_outs*; call *report* meanwhile."""
        ...

    def _refresh_outbox(self, path: Path, older_than: float) -> OutboxRefreshed:
        """Look up the rows of the outbox at *path* that were sent so many seconds ago."""
        ...


class AsyncOutboxClient(Protocol):
    """An `AsyncFlowroute`."""

    async def _run_outbox(
        self,
        path: Path,
        report: Report,
        opt_outs: OptOutStore | None = None,
    ) -> OutboxReport:
        """Send the rows of the outbox at *path*, but for *opt_outs*; call *report* meanwhile."""
        ...

    async def _refresh_outbox(self, path: Path, older_than: float) -> OutboxRefreshed:
        """Look up the rows of the outbox at *path* that were sent so many seconds ago."""
        ...


def runner(client: OutboxClient) -> Runner:
    """Return what sends the rows by *client*; raise `TypeError` but for a `Flowroute`."""
    return cast("Runner", _method(client, "_run_outbox", "send", awaits=False))


def async_runner(client: AsyncOutboxClient) -> AsyncRunner:
    """Return what sends the rows by *client*; raise `TypeError` but for an `AsyncFlowroute`."""
    return cast("AsyncRunner", _method(client, "_run_outbox", "send", awaits=True))


def refresher(client: OutboxClient) -> Refresher:
    """Return what looks rows up by *client*; raise `TypeError` but for a `Flowroute`."""
    return cast("Refresher", _method(client, "_refresh_outbox", "refresh", awaits=False))


def async_refresher(client: AsyncOutboxClient) -> AsyncRefresher:
    """Return what looks rows up by *client*; raise `TypeError` but for an `AsyncFlowroute`."""
    return cast("AsyncRefresher", _method(client, "_refresh_outbox", "refresh", awaits=True))


def _method(client: object, private: str, public: str, *, awaits: bool) -> object:
    method: object = getattr(client, private, None)
    if method is None or inspect.iscoroutinefunction(method) is not awaits:
        raise TypeError(f"{public}() takes a Flowroute, and a{public}() an AsyncFlowroute")
    return method
