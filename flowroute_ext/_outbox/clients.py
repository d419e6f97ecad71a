"""The private interface of the clients that an outbox sends by."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from .values import OutboxProgress, OutboxReport

    Report: TypeAlias = Callable[[OutboxProgress], None]
    Runner: TypeAlias = Callable[[Path, Report], OutboxReport]
    AsyncRunner: TypeAlias = Callable[[Path, Report], Awaitable[OutboxReport]]


class OutboxClient(Protocol):
    """A `Flowroute`."""

    def _run_outbox(self, path: Path, report: Report) -> OutboxReport:
        """Send the rows of the outbox at *path*; call *report* with the progress."""
        ...


class AsyncOutboxClient(Protocol):
    """An `AsyncFlowroute`."""

    async def _run_outbox(self, path: Path, report: Report) -> OutboxReport:
        """Send the rows of the outbox at *path*; call *report* with the progress."""
        ...


def runner(client: OutboxClient) -> Runner:
    """Return what runs an outbox by *client*; raise `TypeError` but for a `Flowroute`."""
    return cast("Runner", _runner(client, awaits=False))


def async_runner(client: AsyncOutboxClient) -> AsyncRunner:
    """Return what runs an outbox by *client*; raise `TypeError` but for an `AsyncFlowroute`."""
    return cast("AsyncRunner", _runner(client, awaits=True))


def _runner(client: object, *, awaits: bool) -> object:
    run: object = getattr(client, "_run_outbox", None)
    if run is None or inspect.iscoroutinefunction(run) is not awaits:
        raise TypeError("send() takes a Flowroute, and asend() an AsyncFlowroute")
    return run
