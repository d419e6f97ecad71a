"""One try of one event: its handlers are called one after the other."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from ..._webhooks.errors import InvalidWebhook
from ..._webhooks.parsing import parse
from ..store import taking
from .calls import Interrupted, NotCalled, is_cancelled
from .outcomes import Outcome

if TYPE_CHECKING:
    from concurrent.futures import Future

    from ..handlers import Handler
    from ..store.session import HeldEvent
    from .calls import Caller
    from .lingering import Lingering
    from .setup import Setup


class Handling:
    """A try of an event that the worker *owner* holds."""

    def __init__(
        self, setup: Setup, caller: Caller, owner: str, held: HeldEvent, lingering: Lingering
    ) -> None:
        self._setup = setup
        self._writer = setup.store.writer
        self._caller = caller
        self._owner = owner
        self._held = held
        self._lingering = lingering
        self._outcome = Outcome.of(held)

    async def run(self) -> bool:
        """Call the handlers, and write what became of it; whether all of them are done."""
        try:
            event = parse(self._held.body)
            await self._call_all(event)
        except InvalidWebhook as error:  # of another release, or damaged
            self._outcome.fail("the parser", error)
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
        succeeded = self._outcome.error is None
        await self._writer.amake(self._end())
        return succeeded

    async def _call_all(self, event: object) -> None:
        left = self._setup.handlers.left(self._held.kind, self._held.done, late=self._held.late)
        for position, handler in enumerate(left):
            self._current = handler
            try:
                await self._caller.call(handler, event)
            except asyncio.CancelledError as error:
                if is_cancelled():
                    raise
                self._outcome.fail(handler.name, error)  # of its own making
            except (NotCalled, Interrupted):
                raise
            except (Exception, SystemExit) as error:
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
            if error is not None:
                self._outcome.fail(self._current.name, error)
            else:
                self._outcome.done.add(self._current.name)
            left = self._setup.handlers.left(
                self._held.kind, self._outcome.done, late=self._held.late
            )
            is_open = error is None and left
            self._writer.make(self._undone() if is_open else self._end())
        finally:
            self._lingering.remove(self._held.id)

    def _end(self) -> Any:
        options = self._setup.options
        return self._outcome.change(self._owner, self._setup.store.now(), options.tries)

    def _undone(self) -> Any:
        return self._outcome.undone(self._owner, self._setup.store.now())
