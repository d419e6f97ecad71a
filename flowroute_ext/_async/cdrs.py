"""Exports of call detail records."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from flowroute_api.api.cdrs import (
    create_a_cdr_export,
    list_cdr_export_details,
    list_cdr_exports,
)

from .._base.errors import APIError, ConnectionFailed
from .._base.frames import all_clear_frames
from .._base.masking import masked_line
from .._base.problems import invalid
from .._calls import cdrs
from .._calls.arguments import identifier
from .._calls.options import checked_options, checked_send_options, new_reference
from .._calls.polling import pauses
from .._cdrs.partial import Target, unnamed
from .._cdrs.unpacking import Damaged
from .._reconcile.cdr_evidence import judge_export
from .._reconcile.windows import place
from .._values.cdrs import CdrExport
from . import waiting
from .downloads import EXPIRED
from .paging import AsyncListing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping
    from datetime import date, datetime, timedelta
    from os import PathLike
    from pathlib import Path
    from typing import Unpack

    from .._base.clock import Clock
    from .._base.plain.literals import CdrExportStatus
    from .._base.problems import InvalidValue
    from .._builders import HasNumber
    from .._calls.options import Options, SendOptions
    from .._calls.types import CdrExportLike
    from .._cdrs.partial import Partial
    from .._reconcile.errors import OutcomeUnknown
    from .._reconcile.verdicts import Resolution
    from .._values.call_records import CallRecord
    from .downloads import AsyncDownloads
    from .reconciler import AsyncReconciler
    from .transport import AsyncTransport

EXPORTS_PAGE = 200
# Seconds between two looks: exports typically take less than five minutes.
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 60.0
# Records between two moments at which others may go on.
TOGETHER = 1_000


@all_clear_frames
class AsyncCdrs:
    """Exports of call detail records (CDRs): request, wait, download, and read the calls.

    Methods take an export as the object that `export()` or `list()` returned, or as its id.
    """

    def __init__(
        self,
        transport: AsyncTransport,
        reconciler: AsyncReconciler,
        downloads: AsyncDownloads,
        clock: Clock,
        *,
        receipt_key: bytes,
    ) -> None:
        self._transport = transport
        self._reconciler = reconciler
        self._downloads = downloads
        self._clock = clock
        self._receipt_key = receipt_key

    async def export(
        self,
        *,
        start: datetime | date | str,
        end: datetime | date | str,
        number_aliases: Iterable[str] | None = None,
        number_aliases_contains: Iterable[str] | None = None,
        destination_numbers: Iterable[HasNumber | str] | None = None,
        callerid_numbers: Iterable[HasNumber | str] | None = None,
        custom_x_tags: Iterable[str] | None = None,
        caller_ip: str | None = None,
        duration_greater_than: timedelta | float | None = None,
        other_filters: Mapping[str, object] | None = None,
        callback_url: str | None = None,
        **options: Unpack[SendOptions],
    ) -> CdrExport:
        """Request an export of the calls that began from *start* to before *end*, and return it.

        They are days, or moments with a zone, at most 92 days apart. Of the filters, all that are
        given have to match; *duration_greater_than* is in seconds, and *other_filters* are sent as
        they are, by Flowroute's names. Changes of the status are posted to *callback_url*, with a
        reference in it by which the export of this call is found. Raises `Unprocessable`, and
        `OutcomeUnknown` where the response was lost. (developer.flowroute.com: Query CDRs)
        """
        settings = checked_send_options(options)
        reference = settings.setdefault("reference", new_reference())
        filters = {
            "number_aliases": number_aliases,
            "number_aliases_contains": number_aliases_contains,
            "destination_numbers": destination_numbers,
            "callerid_numbers": callerid_numbers,
            "custom_x_tags": custom_x_tags,
            "caller_ip": caller_ip,
            "duration_greater_than": duration_greater_than,
        }
        callback = None if callback_url is None else (callback_url, reference, self._receipt_key)
        body = cdrs.new_export(start, end, filters, other_filters, callback)
        request = create_a_cdr_export.request(body=body)
        return await self._reconciler.send(request, CdrExport.from_document, settings)

    def list(
        self,
        *,
        status: CdrExportStatus | str | None = None,
        limit: int | None = None,
        **options: Unpack[Options],
    ) -> AsyncListing[CdrExport]:
        """Return the exports of the account, the newest first, all or those in one *status*.

        *limit* is the greatest number of them; all if not given.
        """
        wanted = cdrs.status(status)
        return AsyncListing(
            self._transport,
            lambda limit, offset: list_cdr_exports.request(
                limit=limit, offset=offset, status=wanted
            ),
            cdrs.exports_page,
            limit=limit,
            page_size=EXPORTS_PAGE,
            options=options,
        )

    async def get(self, export: CdrExportLike, **options: Unpack[Options]) -> CdrExport:
        """Return an export as it is now; raise `NotFound`."""
        request = list_cdr_export_details.request(_id(export))
        return await self._transport.call(request, CdrExport.from_document, options)

    async def wait(
        self,
        export: CdrExportLike,
        *,
        interval: float | None = None,
        timeout: float | None = None,
    ) -> CdrExport:
        """Return an export once it is completed, or has failed: look at its `status`.

        It looks after five seconds, and then less and less often, at last once a minute; or each
        *interval* seconds. Raises `DeadlinePassed` after *timeout* seconds.
        """
        return await waiting.wait(
            self._transport,
            self._clock,
            list_cdr_export_details.request(_id(export)),
            CdrExport.from_document,
            lambda current: current.is_final,
            what="CDR export",
            every=pauses(interval, first=FIRST_PAUSE, longest=LONGEST_PAUSE),
            timeout=timeout,
        )

    async def download(
        self,
        export: CdrExportLike,
        path: str | PathLike[str],
        *,
        progress: Callable[[int, int | None], object] | None = None,
        **options: Unpack[Options],
    ) -> Path:
        """Download the file of a completed export to *path*, and return the path.

        It is CSV compressed by gzip, as `call_records()` reads it. It is kept beside *path* until
        it is whole and has been checked, so that there is never a part of it at *path*; after an
        interruption, also one of the process, the next call goes on from there. Only its owner can
        read it. *progress* is called with the bytes so far, and those of the file or None. No
        credentials are sent to the storage service. Raises `InvalidValue` where there is no file,
        and `ConnectionFailed` and `APIError` for the download as for other calls.
        """
        target = Target(path, _id(export))
        completed = await self._ready(export, options)
        with target.partial() as partial:
            await self._fetch(completed, partial, progress, options)
        return target.path

    async def records(
        self, export: CdrExportLike, **options: Unpack[Options]
    ) -> AsyncIterator[CallRecord]:
        """Yield the calls of a completed export, as their file is read, in constant memory.

        The file is downloaded first, as `download()` does, and is gone at the end.
        """
        checked_options(options)
        completed = await self._ready(export, options)
        with unnamed() as partial:
            await self._fetch(completed, partial, None, options)
            records = partial.records()
            while some := [*islice(records, TOGETHER)]:
                for record in some:
                    yield record
                await self._clock.asleep(0)

    async def _ready(self, export: CdrExportLike, options: Options) -> CdrExport:
        """Return an export with a file; raise `InvalidValue` where there is none."""
        current = await self.get(export, **options)
        if not current.download_url:
            raise _not_ready(current)
        return current

    async def _fetch(
        self,
        export: CdrExport,
        partial: Partial,
        progress: Callable[[int, int | None], object] | None,
        options: Options,
    ) -> None:
        """Download the file of *export*, and check it; what an earlier call left may be wrong."""
        request = list_cdr_export_details.request(export.id)
        again = True
        while True:
            try:
                await self._downloads.get(export.download_url, partial, request, progress, options)
            except APIError as refused:
                if refused.reason == EXPIRED:
                    raise _expired(export) from refused
                raise
            try:
                for _ in partial.checking(may_be_empty=not export.num_calls):
                    await self._clock.asleep(0)
            except Damaged as damage:
                again, resumed = False, again and partial.resumed
                partial.restart()
                if resumed:
                    continue
                raise ConnectionFailed(
                    f"what was downloaded is {damage}",
                    operation=request.operation,
                    method=request.method,
                    path=request.template,
                ) from None
            return


async def find_export(
    transport: AsyncTransport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look for the export of an `AsyncCdrs.export` with an unknown outcome, by its filters."""
    listing = AsyncListing(
        transport,
        lambda limit, offset: list_cdr_exports.request(limit=limit, offset=offset),
        cdrs.exports_page,
        limit=None,
        page_size=EXPORTS_PAGE,
        options=options,
    )
    exports = [export async for export in listing]
    # Now, as the responses have shown Flowroute's clock.
    window = place(unknown.times, transport.server_clock.here())
    return judge_export(unknown, exports, now, window)


def _id(export: CdrExportLike) -> str:
    return identifier(export, CdrExport, "CDR export")


def _not_ready(export: CdrExport) -> InvalidValue:
    got = f"one that is {masked_line(export.status)}"
    cure = "export the calls again" if export.is_final else "wait for it with cdrs.wait()"
    return invalid("CDR export", "export", got, rule="must be completed", cure=cure)


def _expired(export: CdrExport) -> InvalidValue:
    when = export.expires_at
    got = "one that expired" + (f" at {when:%Y-%m-%d %H:%M:%S} UTC" if when else "")
    rule = "must be downloaded within three days"
    return invalid("CDR export", "export", got, rule=rule, cure="export the calls again")
