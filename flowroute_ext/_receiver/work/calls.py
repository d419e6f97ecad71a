"""Calls of handlers: async ones in the event loop, sync ones in threads."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from ..._base.errors import ConfigurationError
from ..handlers import NOTHING_CALLED

if TYPE_CHECKING:
    from concurrent.futures import Future

    from ..handlers import Handler
    from .clients import Clients


class Interrupted(Exception):
    """The event loop ends, and the sync handler of *future* has not."""

    def __init__(self, future: Future[Any]) -> None:
        super().__init__()
        self.future = future


class Raised(Exception):
    """A sync handler raised `error`, which cannot be raised from a thread into an event loop."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


class NotCalled(Exception):
    """The handler was not called, as the process ends."""


class Caller:
    """Calls handlers with events, and with one of *clients*."""

    def __init__(self, clients: Clients, threads: int) -> None:
        self._clients = clients
        self._threads = threads
        self._executor: ThreadPoolExecutor | None = None

    async def call(self, handler: Handler, event: object, query: str) -> None:
        """Call *handler* with *event*, posted with *query*, and wait for its end.

        Raises what the handler does, or `Raised` with it; `NotCalled`; and `Interrupted` where this
        is cancelled and its thread goes on.
        """
        if handler.is_async:
            client = self._clients.of_async() if handler.client is not None else None
            await handler.call(event, client, query)
            return
        future = self._submit(handler, event, query)
        try:
            result = await asyncio.shield(asyncio.wrap_future(future))
        except asyncio.CancelledError:
            if not is_cancelled() or future.cancelled():
                raise
            if future.cancel():
                raise NotCalled from None
            raise Interrupted(future) from None
        if inspect.isawaitable(result):
            await result
        elif inspect.isgenerator(result) or inspect.isasyncgen(result):
            raise ConfigurationError(NOTHING_CALLED)

    def close(self) -> None:
        """Begin nothing more; what is running goes on."""
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=False)

    def _submit(self, handler: Handler, event: object, query: str) -> Future[Any]:
        if self._executor is None:
            self._executor = ThreadPoolExecutor(self._threads, "flowroute-handler")
        context = contextvars.copy_context()
        try:
            return self._executor.submit(context.run, self._call, handler, event, query)
        except RuntimeError:  # the interpreter ends
            raise NotCalled from None

    def _call(self, handler: Handler, event: object, query: str) -> Any:
        client = self._clients.of_sync() if handler.client is not None else None
        try:
            return handler.call(event, client, query)
        except BaseException as error:
            if isinstance(error, Exception) and not isinstance(error, StopIteration):
                raise
            raise Raised(error) from None


def is_cancelled() -> bool:
    """Whether the running task is being cancelled, and not only what it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
