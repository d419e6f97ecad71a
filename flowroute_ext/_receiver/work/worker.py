"""`Worker`: takes events that are due, and has their handlers called."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ..._base.forks import after_fork
from ..._storage.errors import StorageError
from ..store import taking
from .calls import Caller
from .failures import logger
from .handling import FAULT_PAUSE, Handling
from .lingering import Lingering

if TYPE_CHECKING:
    from ..store.events import Member
    from ..store.session import HeldEvent
    from .setup import Setup

# Seconds between two looks for what other processes have added, and for workers that have died.
POLL_INTERVAL: Final = 0.5
ADOPT_INTERVAL: Final = 5.0


class Worker:
    """Handles events in the running event loop, from `run` until `stop` is called."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._store = setup.store
        self._caller = Caller(setup.clients, setup.options.concurrency)
        self._lingering = Lingering()
        self._running: dict[asyncio.Task[None], HeldEvent] = {}
        self._wake: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = False
        self._member: Member | None = None
        self._adopted_at: float | None = None
        self.handled = 0
        after_fork(self, Worker._leave_to_parent)

    async def run(self, *, once: bool = False) -> None:
        """Handle events until `stop`, or *once*, until none is due; what is running ends first."""
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        self._store.listen(self.wake)
        try:
            while not self._stopping:
                try:
                    count = await self._begin()
                except StorageError as error:
                    if once:
                        raise
                    logger.error("events cannot be handled: %s", error)
                    await self._pause(FAULT_PAUSE)
                    continue
                if once and not count and not self._running:
                    return
                if not count:
                    await self._pause(None if once else await self._until_due())
        except RuntimeError as error:
            if "shutdown" not in str(error):  # of the interpreter, which starts no thread then
                raise
        finally:
            self._store.forget(self.wake)
            await self._end()

    def stop(self) -> None:
        """Begin nothing more. May be called from any thread, and from a signal handler."""
        self._stopping = True
        self.wake()

    def wake(self) -> None:
        """Look for events now. May be called from any thread."""
        loop, wake = self._loop, self._wake
        if loop is None or wake is None or wake.is_set():
            return
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(wake.set)

    async def _begin(self) -> int:
        """Begin to handle what is due, as far as there is room; return how much that is."""
        if self._member is None:
            self._member = await asyncio.to_thread(self._store.backend.join)
            kinds = self._setup.handlers.kinds
            await self._store.writer.amake(partial(taking.ask_for, kinds=kinds))
        await self._adopt()
        assert self._wake is not None
        self._wake.clear()
        room = self._setup.options.concurrency - len(self._running)
        if room <= 0:
            return 0
        held = await self._store.writer.amake(
            partial(
                taking.take,
                owner=self._member.id,
                kinds=self._setup.handlers.kinds,
                now=self._store.now(),
                most=room,
            )
        )
        for event in held:
            task = asyncio.create_task(self._handle(event))
            self._running[task] = event
            task.add_done_callback(self._done)
        return len(held)

    async def _handle(self, held: HeldEvent) -> None:
        assert self._member is not None
        handling = Handling(self._setup, self._caller, self._member.id, held, self._lingering)
        succeeded = await handling.run()
        self.handled += succeeded

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        if self._wake is not None:
            self._wake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("an event could not be handled: %s", type(error).__name__)

    async def _adopt(self) -> None:
        now = self._setup.clock.monotonic()
        if self._adopted_at is None or now - self._adopted_at >= ADOPT_INTERVAL:
            self._adopted_at = now
            if self._member is not None and not await asyncio.to_thread(self._member.is_held):
                # What it took may be taken by others; the rest is taken by a new one.
                self._member = await asyncio.to_thread(self._store.backend.join)
            await asyncio.to_thread(self._store.adopt, self._setup.options.tries)
            self._store.tidy()

    async def _until_due(self) -> float:
        """Seconds until the next look."""
        kinds = self._setup.handlers.kinds
        due = await self._store.writer.amake(partial(taking.next_due, kinds=kinds))
        if due is None or len(self._running) >= self._setup.options.concurrency:
            return POLL_INTERVAL
        return min(max(0.0, due - self._store.now()), POLL_INTERVAL)

    async def _pause(self, seconds: float | None) -> None:
        assert self._wake is not None
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    async def _end(self) -> None:
        """Wait for what is running, and put back what is not."""
        while self._running:
            await asyncio.wait([*self._running])
        self._caller.close()
        member, self._member = self._member, None
        if member is not None:
            await self._setup.clients.close()
            # Not in another thread: an interpreter that ends starts none.
            self._left(member)

    def _left(self, member: Member) -> None:
        with suppress(StorageError):
            release: Any = partial(
                taking.release,
                owner=member.id,
                now=self._store.now(),
                but=self._lingering.events,
            )
            self._store.writer.make(release)
        self._lingering.when_empty(member.end)

    def _leave_to_parent(self) -> None:
        if self._member is not None:
            self._member.leave_to_parent()
