"""Uploads to the storage service that Flowroute names: no credentials, no redirects, in pieces."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, cast

from .._base.errors import APIError, ConnectFailed, ConnectionFailed, ServerError
from .._calls.files import storage_url
from .._calls.options import checked_options
from .._http.cookies import keep_no_cookies
from .._http.engine import engine, engine_of
from .._http.log import OwnRequest
from .._http.retries import TRANSIENT_BASE, backoff, is_transient
from .._http.secret_urls import SecretUrl

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from flowroute_api.types import Request

    from .._base.clock import Clock
    from .._calls.config import Config
    from .._calls.files import Upload
    from .._calls.options import CallSettings, Options

JITTER = random.SystemRandom()
LONGEST_PAUSE = 8.0


class AsyncUploads:
    """Puts files at URLs of a storage service; a PUT may be sent again."""

    def __init__(self, config: Config, http_client: object | None, clock: Clock) -> None:
        self._config = config
        self._borrowed = http_client
        self._clock = clock
        self._engine = engine() if http_client is None else engine_of(http_client)

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
            pause = JITTER.random() * backoff(attempt + 1, TRANSIENT_BASE, LONGEST_PAUSE)
            if settings.left(self._clock.monotonic()) <= pause:
                raise failure
            await self._clock.asleep(pause)

    async def _attempt(
        self,
        url: str,
        file: Upload,
        request: Request[Any],
        progress: Callable[[int, int], object] | None,
        settings: CallSettings,
    ) -> ConnectionFailed | APIError | None:
        library = self._engine.library
        client: Any = self._borrowed or self._engine.async_client(self._config)
        keep_no_cookies(library, client)
        seconds = dict.fromkeys(("connect", "read", "write", "pool"), settings.timeout)
        # Made without the client, whose headers may have credentials in them.
        prepared = library.Request(
            "PUT",
            url,
            headers={"content-length": str(file.size)},
            content=self._pieces(file, request, progress, settings),
            extensions={"timeout": seconds},
        )
        own = OwnRequest(cast("Any", SecretUrl.of(url)), self._config.authorization)
        try:
            with own:
                response = await client.send(
                    prepared, auth=None, follow_redirects=False, stream=True
                )
                status = response.status_code
                await response.aclose()
        except (library.HTTPError, OSError) as error:
            # By its class alone: its text may have the signature of the URL.
            return self._error(
                ConnectionFailed, request, f"the upload failed ({type(error).__name__})"
            )
        finally:
            own.is_over = True
            if self._borrowed is None:
                await client.aclose()
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
