# Written by scripts/unasync.py from flowroute_ext/_async/downloads.py. Do not edit.
"""Downloads from the storage service that Flowroute names: no credentials, in pieces, resumed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from .._base.errors import APIError, ConnectFailed, ConnectionFailed, ServerError
from .._calls.files import storage_url
from .._calls.options import checked_options
from .._cdrs.partial import LARGEST
from .._http.retries import is_transient
from .storage import Storage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flowroute_api.types import Request

    from .._base.clock import Clock
    from .._calls.config import Config
    from .._calls.options import CallSettings, Options
    from .._cdrs.partial import Partial

MOST_OF_ERROR = 4096
EXPIRED = "the URL of the download has expired"
RANGE = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\*)")


class _Part(NamedTuple):
    """What a response has of a file: from which byte on, and how many the file has."""

    start: int
    total: int | None


class Downloads:
    """Downloads files of a storage service; an interrupted download is resumed."""

    def __init__(self, config: Config, http_client: object | None, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._storage = Storage(config, http_client, clock)

    def get(
        self,
        url: str | None,
        into: Partial,
        request: Request[Any],
        progress: Callable[[int, int | None], object] | None,
        options: Options,
    ) -> None:
        """Get the file at *url*, which the response to *request* named, as far as it is missing.

        The retries of the call are counted anew after an attempt that brought something.
        """
        settings = self._config.for_call(checked_options(options), self._clock.monotonic())
        if (problem := storage_url(url)) is not None:
            raise self._error(
                ConnectFailed, request, f"nothing was downloaded from that URL: {problem}"
            )
        failed = 0
        while True:
            size = into.size
            failure = self._attempt(str(url), into, request, progress, settings)
            if failure is None:
                return
            failed = 1 if into.size > size else failed + 1
            final = isinstance(failure, APIError) and not is_transient(failure.status)
            if final or into.size > LARGEST or failed > settings.max_retries:
                raise failure
            if not self._storage.pause(failed, settings):
                raise failure

    def _attempt(
        self,
        url: str,
        into: Partial,
        request: Request[Any],
        progress: Callable[[int, int | None], object] | None,
        settings: CallSettings,
    ) -> ConnectionFailed | APIError | None:
        if not into.can_go_on:
            into.restart()
        try:
            with self._storage.request("GET", url, settings, headers=_headers(into)) as response:
                return self._taken(response, into, request, progress, settings)
        except self._storage.library.HTTPError as error:
            # By its class alone: its text may have the signature of the URL.
            return self._error(
                ConnectionFailed, request, f"the download failed ({type(error).__name__})"
            )

    def _taken(
        self,
        response: Any,
        into: Partial,
        request: Request[Any],
        progress: Callable[[int, int | None], object] | None,
        settings: CallSettings,
    ) -> ConnectionFailed | APIError | None:
        """Add what is in *response* to the file; return why it is not whole, None if it is."""
        status, headers = response.status_code, response.headers
        if status == 416 and into.size:
            # The file is complete, if it is the same one.
            if headers.get("content-range") == f"bytes */{into.size}":
                return None
            into.restart()
            return self._cut(request)
        part = _part(status, headers)
        if into.size and _is_other_rest(status, part, into.etag, headers.get("etag")):
            into.restart()
            return self._cut(request)
        if part is None:
            return self._refused(request, status, _says_expired(response))
        if part.start != into.size:
            into.restart()
            if part.start:
                return self._cut(request)
        into.etag = headers.get("etag")
        into.resumed = into.size > 0
        if part.total is not None and part.total > LARGEST:
            return self._too_long(request)
        if response.is_stream_consumed:
            # Read by a hook of the user's client, which has decoded it.
            into.add(response.content)
            return None
        for piece in response.stream:
            into.add(piece)
            if progress is not None:
                progress(into.size, part.total)
            if into.size > (LARGEST if part.total is None else part.total):
                return self._too_long(request)
            if settings.left(self._clock.monotonic()) <= 0:
                return self._error(
                    ConnectionFailed, request, "the deadline of the call passed during the download"
                )
        return None if part.total in (None, into.size) else self._cut(request)

    def _cut(self, request: Request[Any]) -> ConnectionFailed:
        return self._error(ConnectionFailed, request, "the download was cut off")

    def _too_long(self, request: Request[Any]) -> ConnectionFailed:
        return self._error(ConnectionFailed, request, "the download was longer than it may be")

    def _refused(self, request: Request[Any], status: int, expired: bool) -> APIError:
        kind = ServerError if status >= 500 else APIError
        return kind(
            EXPIRED if expired else "the storage service refused the download",
            operation=request.operation,
            method="GET",
            path=request.template,
            status=status,
        )

    def _error(
        self, kind: type[ConnectionFailed], request: Request[Any], reason: str
    ) -> ConnectionFailed:
        return kind(reason, operation=request.operation, method="GET", path=request.template)


def _says_expired(response: Any) -> bool:
    """Return whether a refusal says that the URL has expired, as S3's do; the rest is not kept."""
    text = b""
    if not response.is_stream_consumed:
        for piece in response.stream:
            text += piece
            if len(text) > MOST_OF_ERROR:
                break
    return b"expired" in text[:MOST_OF_ERROR].lower()


def _headers(into: Partial) -> dict[str, str]:
    """Return the headers that request the missing part, without a content encoding."""
    headers = {"accept-encoding": "identity"}
    if into.size:
        headers["range"] = f"bytes={into.size}-"
        if into.etag and not into.etag.startswith("W/"):
            headers["if-range"] = into.etag
    return headers


def _is_other_rest(status: int, part: _Part | None, etag: str | None, now: str | None) -> bool:
    """Return whether a 206 response is no continuation of the content that *etag* is of."""
    return status == 206 and (part is None or (bool(etag and now) and etag != now))


def _part(status: int, headers: Mapping[str, str]) -> _Part | None:
    """Return what a response has of the file, None if nothing."""
    if status == 200:
        length = headers.get("content-length", "")
        return _Part(0, int(length) if re.fullmatch("[0-9]{1,18}", length) else None)
    match = RANGE.fullmatch(headers.get("content-range", "")) if status == 206 else None
    if match is None:
        return None
    return _Part(int(match[1]), None if match[2] == "*" else int(match[2]))
