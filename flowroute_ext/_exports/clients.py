"""The private interface of the clients that export."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

import attrs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime, timedelta

    from .columns import Exportable
    from .sinks import Sink
    from .values import Exported, Progress

    Exporter: TypeAlias = Callable[["Order"], Exported]
    AsyncExporter: TypeAlias = Callable[["Order"], Awaitable[Exported]]


@attrs.frozen(kw_only=True)
class Order:
    """What to export, where to, and how: checked.

    Messages are read again until they are *recheck* old.
    """

    what: Exportable
    sink: Sink
    since: datetime | None
    until: datetime | None
    recheck: timedelta
    progress: Callable[[Progress], object]


class ExportClient(Protocol):
    """A `Flowroute`."""

    def _export(self, order: Order) -> Exported:
        """Export what *order* says."""
        ...


class AsyncExportClient(Protocol):
    """An `AsyncFlowroute`."""

    async def _export(self, order: Order) -> Exported:
        """Export what *order* says."""
        ...


def exporter(client: ExportClient) -> Exporter:
    """Return what exports by *client*; raise `TypeError` but for a `Flowroute`."""
    return cast("Exporter", _method(client, awaits=False))


def async_exporter(client: AsyncExportClient) -> AsyncExporter:
    """Return what exports by *client*; raise `TypeError` but for an `AsyncFlowroute`."""
    return cast("AsyncExporter", _method(client, awaits=True))


def _method(client: object, *, awaits: bool) -> object:
    method: object = getattr(client, "_export", None)
    if method is None or inspect.iscoroutinefunction(method) is not awaits:
        raise TypeError("export() takes a Flowroute, and aexport() an AsyncFlowroute")
    return method
