"""Exports: the messages, calls, numbers, E911 addresses and CNAM records of an account, in a file.

A later run of the same export adds what is new: `export`, and `aexport` for an `AsyncFlowroute`.
`report` and `areport` return what the messages of a period come to, and `report_page` is that as a
page with pictures. `call_records` reads a file of calls that was downloaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._cdrs.files import call_records
from ._exports.clients import async_exporter, exporter
from ._exports.columns import Exportable
from ._exports.errors import ExportError
from ._exports.report.page import page as report_page
from ._exports.report.tally import Tally
from ._exports.report.values import MessageReport
from ._exports.targets import RECHECK, Format, Writable, order, report_order
from ._exports.values import Exported, Progress

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from datetime import date, datetime, timedelta

    from ._exports.clients import AsyncExportClient, ExportClient

__all__ = [
    "ExportError",
    "Exportable",
    "Exported",
    "Format",
    "MessageReport",
    "Progress",
    "Writable",
    "aexport",
    "areport",
    "call_records",
    "export",
    "report",
    "report_page",
]


def export(
    flowroute: ExportClient,
    what: Exportable,
    to: str | os.PathLike[str] | Writable,
    /,
    *,
    since: datetime | date | str | None = None,
    until: datetime | date | str | None = None,
    format: Format | None = None,
    recheck: timedelta = RECHECK,
    fresh: bool = False,
    progress: Callable[[Progress], object] | None = None,
) -> Exported:
    """Write *what* an account has to the file *to*, or add what is new; return what was done.

    Messages are those from *since* on, a date or an aware datetime, the oldest first; a run on an
    export that exists goes on where the last one ended. What is sent is reported later, so messages
    are read again until they are *recheck* old. Numbers, E911 addresses and CNAM records have no
    period: all of them are read each time. Of calls Flowroute makes files first, for some minutes.

    The *format* is that of the name: ``.csv``, ``.jsonl``, ``.sqlite`` or ``.parquet``. Only its
    owner can read the file. It is replaced when all of it is read, and a run that was killed is
    gone on with by the next one: no row is twice in it, and none is missing. *fresh* makes it anew.
    A file that is open for bytes gets the lines of a *format*, and nothing is remembered of it.

    Raises `InvalidValue` for a value that cannot be meant, `ExportError` where the file is no such
    export or cannot be written, and the errors of every other call.
    """
    wanted = order(
        what,
        to,
        since=since,
        until=until,
        format=format,
        recheck=recheck,
        fresh=fresh,
        progress=progress,
    )
    return exporter(flowroute)(wanted)


async def aexport(
    flowroute: AsyncExportClient,
    what: Exportable,
    to: str | os.PathLike[str] | Writable,
    /,
    *,
    since: datetime | date | str | None = None,
    until: datetime | date | str | None = None,
    format: Format | None = None,
    recheck: timedelta = RECHECK,
    fresh: bool = False,
    progress: Callable[[Progress], object] | None = None,
) -> Exported:
    """Do as `export` with an `AsyncFlowroute`."""
    wanted = order(
        what,
        to,
        since=since,
        until=until,
        format=format,
        recheck=recheck,
        fresh=fresh,
        progress=progress,
    )
    return await async_exporter(flowroute)(wanted)


def report(
    flowroute: ExportClient,
    /,
    *,
    since: datetime | date | str,
    until: datetime | date | str | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> MessageReport:
    """Return what the messages from *since* to *until*, or to now, come to.

    Messages are read as for an export, and not kept. `report_page` makes a page of it.
    """
    tally = Tally()
    exporter(flowroute)(report_order(tally, since, until, progress))
    return tally.report()


async def areport(
    flowroute: AsyncExportClient,
    /,
    *,
    since: datetime | date | str,
    until: datetime | date | str | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> MessageReport:
    """Do as `report` with an `AsyncFlowroute`."""
    tally = Tally()
    await async_exporter(flowroute)(report_order(tally, since, until, progress))
    return tally.report()
