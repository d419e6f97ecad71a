"""Events for the loop of an application, each of which is done when the next one is asked for."""

from __future__ import annotations

import asyncio
import threading
import weakref
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from ..._base.forks import after_fork
from ..._storage.errors import StorageError
from ..._webhooks.errors import InvalidWebhook
from ..store import taking
from ..store.writer import before_closing
from .calls import is_cancelled
from .outcomes import Outcome
from .worker import ADOPT_INTERVAL, POLL_INTERVAL

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator, Iterable

    from ..._webhooks.parsing import Event
    from ..store.events import Member
    from ..store.session import HeldEvent
    from .confirming import Confirmed
    from .setup import Setup

T = TypeVar("T")


class Stream:
    """The events of some *kinds*; with *late*, also receipts that say less than one before."""

    def __init__(self, setup: Setup, kinds: Iterable[str], *, late: bool) -> None:
        self._setup = setup
        self._store = setup.store
        self._kinds = sorted(kinds)
        self._late = late
        self._member: Member | None = None
        self._adopted_at: float | None = None
        after_fork(self, Stream._leave_to_parent)
        _all.add(self)

    def events(self, *, wait: bool) -> Generator[Event, None, None]:
        """Each event, as it comes; without *wait* until none is due."""
        added = threading.Event()
        self._store.listen(added.set)
        try:
            while True:
                added.clear()
                held = self._take()
                if held is None and not wait:
                    return
                if held is None:
                    added.wait(POLL_INTERVAL)
                    continue
                event = self._opened(held)
                if event is None:
                    continue
                try:
                    yield event
                except BaseException as error:
                    self._fail(held, error)
                    raise
                self._end(held)
        finally:
            self._store.forget(added.set)
            self.leave()

    async def aevents(self, *, wait: bool) -> AsyncGenerator[Event, None]:
        """Each event, as `events` has them."""
        added = asyncio.Event()
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(added.set)

        self._store.listen(wake)
        try:
            while True:
                added.clear()
                held = await self._in_thread(self._take)
                if held is None and not wait:
                    return
                if held is None:
                    await _wait(added)
                    continue
                event = await self._aopened(held)
                if event is None:
                    continue
                try:
                    yield event
                except BaseException as error:
                    await self._in_thread(partial(self._fail, held, error))
                    raise
                await self._in_thread(partial(self._end, held))
        finally:
            self._store.forget(wake)
            await self._in_thread(self.leave)

    async def _in_thread(self, act: Callable[[], T]) -> T:
        """What *act* returns, whose end is waited for even where this is cancelled."""
        future = asyncio.ensure_future(asyncio.to_thread(act))
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            if is_cancelled():
                await asyncio.wait([future])
            raise

    @property
    def _owner(self) -> str:
        assert self._member is not None
        return self._member.id

    def _take(self) -> HeldEvent | None:
        if self._member is None:
            self._member = self._store.backend.join()
            self._store.writer.make(partial(taking.ask_for, kinds=self._kinds))
        now = self._setup.clock.monotonic()
        if self._adopted_at is None or now - self._adopted_at >= ADOPT_INTERVAL:
            self._adopted_at = now
            self._store.adopt(self._setup.options.tries)
            self._store.tidy()
        take = partial(
            taking.take,
            owner=self._member.id,
            kinds=self._kinds,
            now=self._store.now(),
            most=1,
        )
        events = self._store.writer.make(take)
        return events[0] if events else None

    def _opened(self, held: HeldEvent) -> Event | None:
        """The event that is *held*; None where it is not to be seen, and ends here."""
        try:
            confirmed = self._setup.confirmer.confirm(self._owner, held)
        except InvalidWebhook as error:  # of another release, or damaged
            self._fail(held, error)
            return None
        return self._shown(held, confirmed)

    async def _aopened(self, held: HeldEvent) -> Event | None:
        """The event that is *held*, as `_opened` returns it."""
        try:
            confirmed = await self._setup.confirmer.aconfirm(self._owner, held)
        except InvalidWebhook as error:
            await self._in_thread(partial(self._fail, held, error))
            return None
        return await self._in_thread(partial(self._shown, held, confirmed))

    def _shown(self, held: HeldEvent, confirmed: Confirmed | None) -> Event | None:
        if confirmed is None or not self._is_recorded(held, confirmed.event):
            return None
        if confirmed.late and not self._late:
            self._end(held)
            return None
        return confirmed.event

    def _is_recorded(self, held: HeldEvent, event: Event) -> bool:
        """Record *event* in the outboxes that are joined; where that fails, it comes again."""
        for outbox in self._setup.handlers.joined(held.kind):
            try:
                outbox.call(event, None, held.query)
            except Exception as error:
                self._fail(held, error, outbox.name)
                return False
        return True

    def _end(self, held: HeldEvent) -> None:
        self._write(Outcome.of(held))

    def _fail(
        self, held: HeldEvent, error: BaseException, name: str = "the loop over the events"
    ) -> None:
        if self._member is None:  # the interpreter ends, and all is put back
            return
        outcome = Outcome.of(held)
        outcome.fail(name, error)
        self._write(outcome)

    def _write(self, outcome: Outcome) -> None:
        tries = self._setup.options.tries
        self._store.writer.make(outcome.change(self._owner, self._store.now(), tries))

    def leave(self) -> None:
        """Put back what was taken."""
        member, self._member = self._member, None
        if member is not None:
            # What cannot be put back is adopted by another worker, as this one ends.
            with suppress(StorageError):
                release = partial(taking.release, owner=member.id, now=self._store.now())
                self._store.writer.make(release)
            member.end()

    def _leave_to_parent(self) -> None:
        if self._member is not None:
            self._member.leave_to_parent()


async def _wait(added: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(POLL_INTERVAL):
            await added.wait()
    except TimeoutError:
        return


def _leave_all() -> None:
    """Put back what is in loops that are still open where the interpreter ends."""
    for stream in list(_all):
        stream.leave()


_all: weakref.WeakSet[Stream] = weakref.WeakSet()
before_closing(_leave_all)
