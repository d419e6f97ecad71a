"""The documents of a port order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.ports import (
    add_a_document_via_direct_upload,
    download_a_document_from_a_port_order,
    list_port_order_documents,
    request_a_document_pull,
)

from .._base.frames import all_clear_frames
from .._calls import ports
from .._calls.arguments import identifier
from .._calls.files import checked_name, readable
from .._calls.options import checked_send_options
from .._calls.paging import page_of
from .._cdrs.partial import Target
from .._reconcile.port_evidence import judge_pull
from .._values.ports import PortFile
from .paging import AsyncListing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from os import PathLike
    from pathlib import Path
    from typing import Unpack

    from flowroute_api.models import PortFileDocument
    from flowroute_api.types import Request

    from .._calls.options import Options, SendOptions
    from .._calls.types import PortFileLike
    from .._reconcile.errors import OutcomeUnknown
    from .._reconcile.verdicts import Resolution
    from .downloads import AsyncDownloads
    from .reconciler import AsyncReconciler
    from .transport import AsyncTransport
    from .uploads import AsyncUploads

FILES_PAGE = 200


@all_clear_frames
class AsyncPortFiles:
    """The documents of one port order; they are taken while it is pending or rejected."""

    def __init__(
        self,
        transport: AsyncTransport,
        reconciler: AsyncReconciler,
        uploads: AsyncUploads,
        order: str,
        *,
        downloads: AsyncDownloads,
    ) -> None:
        self._transport = transport
        self._reconciler = reconciler
        self._uploads = uploads
        self._downloads = downloads
        self._order = order

    async def upload(
        self,
        path: str | PathLike[str],
        *,
        name: str | None = None,
        progress: Callable[[int, int], object] | None = None,
        **options: Unpack[Options],
    ) -> PortFile:
        """Upload the file at *path* as a document of the order, and return the document.

        Flowroute names a URL of its storage service, and the file goes there in pieces, without
        the credentials of this client. *name* is the document's, that of the file if not given.
        *progress* is called with the bytes sent so far and those of the file. `get()` shows how
        the document is then. Raises `InvalidValue` for what is no file, or is too large, before
        anything is sent; `ConnectionFailed` and `APIError` for the upload as for other calls.
        """
        file = readable(path, name)
        document = await self.upload_url(file.name, **options)
        request = self._upload(file.name)
        await self._uploads.put(document.url, file, request, progress, options)
        return document

    async def upload_url(self, name: str, **options: Unpack[Options]) -> PortFile:
        """Return a new document called *name*, with the `url` to PUT its bytes to until it expires.

        For uploads by others, such as a browser; no credentials belong in that request.
        """
        request = self._upload(checked_name(name))
        return await self._transport.call(request, PortFile.from_document, options)

    async def pull(self, url: str, **options: Unpack[SendOptions]) -> PortFile:
        """Have Flowroute fetch a document from a public *url*, and return the document.

        A query parameter `filename` in it names the document. Raises `OutcomeUnknown` where the
        response was lost.
        """
        request = request_a_document_pull.request(self._order, body=ports.pull(url))
        return await self._reconciler.send(
            request, PortFile.from_document, checked_send_options(options)
        )

    async def download(
        self,
        file: PortFileLike,
        path: str | PathLike[str],
        *,
        progress: Callable[[int, int | None], object] | None = None,
        **options: Unpack[Options],
    ) -> Path:
        """Download a document of the order to *path*, and return the path.

        It is kept beside *path* until it is whole, and only its owner can read it. *progress* is
        called with the bytes so far, and those of the document or None. No credentials are sent to
        the storage service. Raises `InvalidValue` where there is nothing to download yet.
        """
        identity = identifier(file, PortFile, "document")
        target = Target(path, f"{self._order}-{identity}")
        document = await self.get(identity, **options)
        ports.downloadable(document)
        request = download_a_document_from_a_port_order.request(self._order, identity)
        with target.partial(checked=False) as partial:
            # There is nothing to check by that what was kept is of the same document.
            partial.restart()
            await self._downloads.get(document.url, partial, request, progress, options)
        return target.path

    def list(
        self, *, limit: int | None = None, **options: Unpack[Options]
    ) -> AsyncListing[PortFile]:
        """Return the documents of the order; *limit* is the greatest number of them."""
        return _listing(self._transport, self._order, limit, options)

    def _upload(self, name: str) -> Request[PortFileDocument]:
        return add_a_document_via_direct_upload.request(self._order, body=ports.upload(name))

    async def get(self, file: PortFileLike, **options: Unpack[Options]) -> PortFile:
        """Return one document: its status, and the `url` to download it from for a while."""
        request = download_a_document_from_a_port_order.request(
            self._order, identifier(file, PortFile, "document")
        )
        return await self._transport.call(request, PortFile.from_document, options)


async def find_pull(
    transport: AsyncTransport, unknown: OutcomeUnknown, now: datetime, options: Options
) -> Resolution:
    """Look for the document of an `AsyncPortFiles.pull` with an unknown outcome, by its URL."""
    order = unknown.request.path.split("/")[3]
    listing = _listing(transport, order, None, options)
    return judge_pull(unknown, [file async for file in listing], now)


def _listing(
    transport: AsyncTransport, order: str, limit: int | None, options: Options
) -> AsyncListing[PortFile]:
    return AsyncListing(
        transport,
        lambda limit, offset: list_port_order_documents.request(order, limit=limit, offset=offset),
        page_of(PortFile.from_resource),
        limit=limit,
        page_size=FILES_PAGE,
        options=options,
    )
