"""The one place that sends: every call of this package goes through `AsyncDoor.ask`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

from .._config import checked
from .._errors import ConnectionFailed
from .._log import log_answer, log_failure, mask_library_log
from .._outcome import Answer, read
from .pool import AsyncPool

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowroute_api.types import Request

    from .._config import Config, Options

D = TypeVar("D")
V = TypeVar("V")

# No documented answer comes near; a body beyond this is not one.
LARGEST_BODY = 64 * 1024 * 1024


class AsyncDoor:
    """Sends requests over one pool of connections, a bounded number of them at a time."""

    def __init__(self, config: Config, http_client: object | None) -> None:
        self._config = config
        self._pool = AsyncPool(config, http_client)
        self._engine = self._pool.engine
        mask_library_log(self._engine.name, config.host)

    async def ask(self, request: Request[D], convert: Callable[[D], V], options: Options) -> V:
        """Send *request* once and return its answer, as *convert* makes it of the document."""
        outcome = await self._exchange(request, options)
        if isinstance(outcome, ConnectionFailed):
            raise outcome
        return read(request, outcome, convert)

    async def close(self) -> None:
        """Close the connections, unless the HTTP client was brought along."""
        await self._pool.close()

    async def _exchange(self, request: Request[Any], options: Options) -> Answer | ConnectionFailed:
        """Send *request* and log what came of it."""
        timeout = checked(options).get("timeout", self._config.timeout)
        started = time.perf_counter()
        outcome = await self._send(request, timeout)
        ms = (time.perf_counter() - started) * 1000
        if isinstance(outcome, ConnectionFailed):
            log_failure(request, outcome, ms)
        else:
            log_answer(request, outcome, ms)
        return outcome

    async def _send(
        self, request: Request[Any], timeout: float | None
    ) -> Answer | ConnectionFailed:
        """What comes of *request*. A failure is returned, for the caller to decide on."""
        client = await self._pool.take()
        try:
            prepared = self._engine.prepare(client, request, self._config, timeout)
            response = await client.send(prepared, auth=None, follow_redirects=False, stream=True)
            try:
                body = await self._body(response, timeout)
            finally:
                await response.aclose()
        except self._engine.errors as error:
            return self._engine.failure(request, error, self._config, timeout)
        finally:
            await self._pool.give_back(client)
        return Answer(response.status_code, response.headers, body)

    async def _body(self, response: Any, timeout: float | None) -> bytes:
        """The whole body, in time; the library's own timeout is per piece and never ends."""
        if response.is_stream_consumed:
            # A transport or a hook of a client that was brought along has read it already.
            content: bytes = response.content
            return content
        deadline = None if timeout is None else time.monotonic() + timeout
        pieces: list[bytes] = []
        size = 0
        # Raw, since a compressed body may go on for ever and never decompress to anything.
        async for piece in response.aiter_raw():
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST_BODY:
                raise self._engine.oversized(LARGEST_BODY)
            if deadline is not None and time.monotonic() > deadline:
                raise self._engine.late()
        return self._engine.decoded(response, pieces, LARGEST_BODY)
