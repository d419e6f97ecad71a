"""The private interface of the clients that an outbox sends by."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .opted_out import OptOutStore
    from .values import OutboxProgress, OutboxRefreshed, OutboxReport


class OutboxClient(Protocol):
    """A `Flowroute`."""

    def __run_outbox__(
        self,
        path: Path,
        report: Callable[[OutboxProgress], None],
        opt_outs: OptOutStore | None = None,
    ) -> OutboxReport:
        """Send the rows of the outbox at *path*, but for *opt_outs*; call *report* meanwhile."""
        ...

    def __refresh_outbox__(self, path: Path, older_than: float) -> OutboxRefreshed:
        """Look up the rows of the outbox at *path* that were sent so many seconds ago."""
        ...


class AsyncOutboxClient(Protocol):
    """An `AsyncFlowroute`."""

    async def __run_outbox__(
        self,
        path: Path,
        report: Callable[[OutboxProgress], None],
        opt_outs: OptOutStore | None = None,
    ) -> OutboxReport:
        """Send the rows of the outbox at *path*, but for *opt_outs*; call *report* meanwhile."""
        ...

    async def __refresh_outbox__(self, path: Path, older_than: float) -> OutboxRefreshed:
        """Look up the rows of the outbox at *path* that were sent so many seconds ago."""
        ...


def check_client(
    client: OutboxClient | AsyncOutboxClient, *, awaits: bool, name: str = "send"
) -> None:
    """Raise `TypeError` for anything but a client of that kind, before any row is taken."""
    run: object = getattr(client, "__run_outbox__", None)
    if run is None or inspect.iscoroutinefunction(run) is not awaits:
        raise TypeError(f"{name}() takes a Flowroute, and a{name}() an AsyncFlowroute")
