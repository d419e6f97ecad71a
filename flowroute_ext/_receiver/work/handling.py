"""One try of one event: its handlers are called one after the other."""

from __future__ import annotations

import asyncio
import inspect
from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ..._storage.errors import StorageError
from ..store import taking
from .calls import Interrupted, NotCalled, Raised, is_cancelled
from .failures import logger
from .outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from ..handlers import Handler
    from ..store.session import HeldEvent, Session
    from .calls import Caller
    from .confirming import Confirmed
    from .lingering import Lingering
    from .setup import Setup

# Seconds to wait after the store could not be used.
FAULT_PAUSE: Final = 5.0


_current: ContextVar[Handling | None] = ContextVar("_current", default=None)


def is_within(setup: Setup) -> bool:
    """Whether this is called by a handler of *setup* that is running, or by a task of it."""
    handling = _current.get()
    return handling is not None and handling.is_running and handling.setup is setup


class Handling:
    """A try of an event that the worker *owner* holds."""

    def __init__(
        self, setup: Setup, caller: Caller, owner: str, held: HeldEvent, lingering: Lingering
    ) -> None:
        self.setup = setup
        self._writer = setup.store.writer
        self._caller = caller
        self._owner = owner
        self._held = held
        self._lingering = lingering
        self._outcome = Outcome.of(held)
        self.is_running = False

    async def run(self) -> bool:
        """Call the handlers, and write what became of it; whether all of them are done."""
        _current.set(self)
        self.is_running = True
        try:
            return await self._run()
        finally:
            self.is_running = False

    async def _run(self) -> bool:
        try:
            confirmed = await self.setup.confirmer.aconfirm(self._owner, self._held)
            if confirmed is None:
                return False
            await self._call_all(confirmed)
        except NotCalled:
            self._writer.post(self._undone())
            return False
        except Interrupted as interrupted:
            # Its loop ends; its thread does not, and then writes what became of it.
            self._lingering.add(self._held.id)
            interrupted.future.add_done_callback(self._end_later)
            raise asyncio.CancelledError from None
        except asyncio.CancelledError:
            self._writer.post(self._undone())
            raise
        except StorageError:  # before any handler was called, or between two
            await self._write(self._undone())
            return False
        except Exception as error:
            # What was received cannot be read any more, or there is no client.
            self._outcome.fail("the receiver", error)
        succeeded = self._outcome.error is None
        await self._write(self._end())
        return succeeded

    async def _write(self, change: Callable[[Session], None]) -> None:
        """Make *change*, however long the store cannot be written; or until this is cancelled."""
        while True:
            try:
                await self._writer.amake(change)
            except StorageError as error:
                logger.error("what became of event %d cannot be written: %s", self._held.id, error)
                await self.setup.clock.asleep(FAULT_PAUSE)
            else:
                return

    async def _call_all(self, confirmed: Confirmed) -> None:
        self._late = confirmed.late
        left = self.setup.handlers.left(self._held.kind, self._held.done, late=confirmed.late)
        for position, handler in enumerate(left):
            self._current = handler
            try:
                await self._caller.call(handler, confirmed.event, self._held.query)
            except asyncio.CancelledError as error:
                if is_cancelled():
                    raise
                self._outcome.fail(handler.name, error)  # of its own making
            except (NotCalled, Interrupted):
                raise
            except Raised as raised:
                self._outcome.fail(handler.name, raised.error)
            except (KeyboardInterrupt, GeneratorExit) as error:  # not of its own making
                self._outcome.fail(handler.name, error)
                self._writer.post(self._end())
                raise
            except BaseException as error:
                self._outcome.fail(handler.name, error)
            else:
                await self._note(handler, is_last=position == len(left) - 1)

    async def _note(self, handler: Handler, *, is_last: bool) -> None:
        """Note that *handler* is done; after the last one that is written with the end."""
        self._outcome.done.add(handler.name)
        if not is_last:
            names = frozenset(self._outcome.done)
            note: Any = partial(
                taking.note_done, owner=self._owner, event=self._held.id, done=names
            )
            await self._writer.amake(note)

    def _end_later(self, future: Future[Any]) -> None:
        try:
            error = future.exception()
            if isinstance(error, Raised):
                error = error.error
            if error is not None:
                self._outcome.fail(self._current.name, error)
            elif inspect.iscoroutine(result := future.result()):
                result.close()  # its event loop has ended before it began
            else:
                self._outcome.done.add(self._current.name)
            left = self.setup.handlers.left(self._held.kind, self._outcome.done, late=self._late)
            is_open = error is None and left
            self._writer.make(self._undone() if is_open else self._end())
        finally:
            self._lingering.remove(self._held.id)

    def _end(self) -> Any:
        options = self.setup.options
        return self._outcome.change(self._owner, self.setup.store.now(), options.tries)

    def _undone(self) -> Any:
        return self._outcome.undone(self._owner, self.setup.store.now())
