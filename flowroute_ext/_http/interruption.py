"""How a request is sent and a connection closed so that no interruption leaves half of either.

Each has a sync and an async form with one interface.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from types import coroutine
from typing import TYPE_CHECKING, Any

from .time_limits import shut

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

    from .responses import Response
    from .sending.interface import HTTPEngine
    from .time_limits import Until

# Seconds: a timeout of the library itself, which knows what it waited for, comes before ours.
GRACE = 0.05


class AsyncSending:
    """Sends a request by the *engine*, within a time limit.

    *apart*: in a task of its own. httpx loses a connection where its task is cancelled while it
    cleans up after a failure, or after it was cancelled before. A client of our own is closed then,
    one of the user's goes on: so its requests are cancelled by a scope of anyio, which httpx has
    wait for what it must end.
    """

    def __init__(self, engine: HTTPEngine, *, apart: bool) -> None:
        self._exchange = engine.async_exchange
        self._apart = apart
        self._tasks: set[asyncio.Task[Any]] = set()

    def __call__(
        self, client: Any, prepared: Any, until: Until | None, bound: int
    ) -> Awaitable[Response]:
        """Return the response to *prepared*; raise `TimeoutError` soon after *until*."""
        if prepared.keeps_time:
            return self._exchange(client, prepared, until, bound)
        if self._apart and _in_task():
            return self._in_scope(client, prepared, until, bound)
        return self._limited(client, prepared, until, bound)

    async def _limited(
        self, client: Any, prepared: Any, until: Until | None, bound: int
    ) -> Response:
        if until is None or not _in_task():
            return await self._exchange(client, prepared, until, bound)
        async with asyncio.timeout(until + GRACE):
            return await self._exchange(client, prepared, until, bound)

    async def _in_scope(
        self, client: Any, prepared: Any, until: Until | None, bound: int
    ) -> Response:
        from anyio import CancelScope, fail_after  # which the engine has loaded

        scope = CancelScope()

        async def send() -> Response:
            with (
                scope,
                fail_after(None if until is None else until + GRACE) as limit,
                CancelScope() as inner,
            ):
                sending = self._exchange(client, prepared, until, bound)
                return await _cancelled_once(sending, inner, scope, limit)
            raise asyncio.CancelledError

        task = asyncio.create_task(send())
        self._tasks.add(task)
        task.add_done_callback(self._end)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            scope.cancel()
            await asyncio.wait([task])
            raise

    def _end(self, task: asyncio.Task[Response]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            # It may have failed while it was cancelled, which asyncio would log otherwise.
            task.exception()


def async_sending(engine: HTTPEngine, *, apart: bool) -> AsyncSending:
    """Return what sends requests by the *engine*."""
    engine.load_for_tasks()
    return AsyncSending(engine, apart=apart)


def sending(engine: HTTPEngine, **_: bool) -> Callable[[Any, Any, Until | None, int], Response]:
    """Return what sends requests: connections of threads keep to their own time limits."""
    return engine.exchange


class AsyncClosing:
    """Closes clients, also where the task that does so is cancelled again and again."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    async def close(self, client: Any) -> None:
        """Close *client*, whatever happens meanwhile."""
        if not _in_task():
            await client.aclose()
            return
        task = asyncio.create_task(self._close(client))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.shield(task)

    async def wait(self) -> None:
        """Wait for the clients that are being closed."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _close(self, client: Any) -> None:
        # It is not used again in any case.
        with suppress(Exception):
            await client.aclose()


class Closing:
    """Closes clients that may have been interrupted while they held their own lock."""

    def close(self, client: Any) -> None:
        """Close the connections of *client*."""
        with suppress(OSError):
            shut(client)

    def wait(self) -> None:
        """Return at once, since nothing is closed later."""


@coroutine
def _cancelled_once(
    sending: Awaitable[Response], inner: Any, *scopes: Any
) -> Generator[Any, Any, Response]:
    """Wait for *sending* in the scope *inner*, and keep it from all but the first cancellation.

    That is one by the *scopes* around it; those within are of httpx, which may go on after them.
    """
    steps = sending.__await__()
    step = partial(next, steps)
    try:
        while True:
            try:
                pending = step()
            except StopIteration as done:
                response: Response = done.value
                return response
            try:
                yield pending
                step = partial(next, steps)
            except BaseException as error:
                if any(scope.cancel_called for scope in scopes):
                    inner.shield = True
                step = partial(steps.throw, error)
    finally:
        del step  # it may have the error, which has this frame


def _in_task() -> bool:
    """Return whether a task of asyncio runs this, and not another library or a caller by hand."""
    try:
        return asyncio.current_task() is not None
    except RuntimeError:
        return False
