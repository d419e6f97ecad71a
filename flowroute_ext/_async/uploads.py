"""Uploads to the storage service that Flowroute names: no credentials, no redirects, in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._base.errors import APIError, ConnectFailed, ConnectionFailed, ServerError
from .._calls.files import storage_url
from .._calls.options import checked_options
from .._http.retries import is_transient
from .storage import AsyncStorage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from flowroute_api.types import Request

    from .._base.clock import Clock
    from .._calls.config import Config
    from .._calls.files import Upload
    from .._calls.options import CallSettings, Options


class AsyncUploads:
    """Puts files at URLs of a storage service; a PUT may be sent again."""

    def __init__(self, config: Config, http_client: object | None, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._storage = AsyncStorage(config, http_client, clock)

    async def put(
        self,
        url: str | None,
        file: Upload,
        request: Request[Any],
        progress: Callable[[int, int], object] | None,
        options: Options,
    ) -> None:
        """Put *file* at *url*, which the response to *request* named."""
        settings = self._config.for_call(checked_options(options), self._clock.monotonic())
        if (problem := storage_url(url)) is not None:
            raise self._error(
                ConnectFailed, request, f"nothing was uploaded to that URL: {problem}"
            )
        for attempt in range(settings.max_retries + 1):
            failure = await self._attempt(str(url), file, request, progress, settings)
            if failure is None:
                return
            last = attempt == settings.max_retries
            if last or (isinstance(failure, APIError) and not is_transient(failure.status)):
                raise failure
            if not await self._storage.pause(attempt + 1, settings):
                raise failure

    async def _attempt(
        self,
        url: str,
        file: Upload,
        request: Request[Any],
        progress: Callable[[int, int], object] | None,
        settings: CallSettings,
    ) -> ConnectionFailed | APIError | None:
        headers = {"content-length": str(file.size)}
        pieces = self._pieces(file, request, progress, settings)
        try:
            async with self._storage.request(
                "PUT", url, settings, headers=headers, content=pieces
            ) as response:
                status = response.status_code
        except (self._storage.library.HTTPError, OSError) as error:
            # By its class alone: its text may have the signature of the URL.
            return self._error(
                ConnectionFailed, request, f"the upload failed ({type(error).__name__})"
            )
        return None if 200 <= status < 300 else self._refused(request, status)

    async def _pieces(
        self,
        file: Upload,
        request: Request[Any],
        progress: Callable[[int, int], object] | None,
        settings: CallSettings,
    ) -> AsyncIterator[bytes]:
        """Yield the content of *file*, and say after each piece how much has been sent."""
        sent = 0
        for piece in file.pieces():
            if settings.left(self._clock.monotonic()) <= 0:
                raise self._error(
                    ConnectionFailed, request, "the deadline of the call passed during the upload"
                )
            yield piece
            sent += len(piece)
            if progress is not None:
                progress(sent, file.size)

    def _refused(self, request: Request[Any], status: int) -> APIError:
        kind = ServerError if status >= 500 else APIError
        return kind(
            "the storage service refused the document",
            operation=request.operation,
            method="PUT",
            path=request.template,
            status=status,
        )

    def _error(
        self, kind: type[ConnectionFailed], request: Request[Any], reason: str
    ) -> ConnectionFailed:
        return kind(reason, operation=request.operation, method="PUT", path=request.template)
