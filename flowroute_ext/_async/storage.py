"""Requests to the storage service that Flowroute names: no credentials, cookies or redirects."""

from __future__ import annotations

import random
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

from .._base.imports import uninterrupted
from .._http.cookies import keep_no_cookies
from .._http.engine import engine, engine_of
from .._http.libraries import FAST
from .._http.log import OwnRequest
from .._http.retries import TRANSIENT_BASE, backoff
from .._http.secret_urls import SecretUrl

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable

    from .._base.clock import Clock
    from .._calls.config import Config
    from .._calls.options import CallSettings
    from .._http.engine import Engine

JITTER = random.SystemRandom()
LONGEST_PAUSE = 8.0


class AsyncStorage:
    """Sends requests to URLs of a storage service, by the user's HTTP client or one of its own."""

    def __init__(self, config: Config, http_client: object | None, clock: Clock) -> None:
        self._config = config
        self._borrowed = http_client
        self._clock = clock
        # Also where the engine is another one: that for files is imported when it is used.
        self._engine = None if config.engine == FAST else self._engine_for_files()

    @property
    def library(self) -> Any:
        """The HTTP library, which has the errors that `request` raises."""
        return self._used().library

    @asynccontextmanager
    async def request(
        self,
        method: str,
        url: str,
        settings: CallSettings,
        *,
        headers: dict[str, str],
        content: AsyncIterable[bytes] | None = None,
    ) -> AsyncGenerator[Any]:
        """Send a request, and give its response with the body unread; no log has the URL."""
        client: Any = self._borrowed or self._used().async_client(self._config)
        keep_no_cookies(self.library, client)
        seconds = dict.fromkeys(("connect", "read", "write", "pool"), settings.timeout)
        # Made without the client, whose headers may have credentials in them.
        prepared = self.library.Request(
            method, url, headers=headers, content=content, extensions={"timeout": seconds}
        )
        own = OwnRequest(cast("Any", SecretUrl.of(url)), self._config.authorization)
        try:
            with own:
                response = await client.send(
                    prepared, auth=None, follow_redirects=False, stream=True
                )
                try:
                    yield response
                finally:
                    await response.aclose()
        finally:
            own.is_over = True
            if self._borrowed is None:
                await client.aclose()

    def _used(self) -> Engine:
        if self._engine is None:
            self._engine = uninterrupted(self._engine_for_files)
        return self._engine

    def _engine_for_files(self) -> Engine:
        if self._borrowed is not None:
            return engine_of(self._borrowed)
        return engine(None if self._config.engine == FAST else self._config.engine)

    async def pause(self, attempt: int, settings: CallSettings) -> bool:
        """Wait before the next attempt; return whether there is time for one."""
        pause = JITTER.random() * backoff(attempt, TRANSIENT_BASE, LONGEST_PAUSE)
        if settings.left(self._clock.monotonic()) <= pause:
            return False
        await self._clock.asleep(pause)
        return True
