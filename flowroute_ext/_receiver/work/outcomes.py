"""What is written of an event after its handlers: it ends, comes again, or is set aside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import attrs

from ..store import taking
from .failures import log_failure
from .options import wait_after

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..store.session import HeldEvent, Session


@attrs.define
class Outcome:
    """What the handlers of an event have done: which are `done`, and how the last one failed."""

    held: HeldEvent
    done: set[str]
    failed: str | None = None
    error: BaseException | None = None

    @classmethod
    def of(cls, held: HeldEvent) -> Outcome:
        """The outcome before any handler was called."""
        return cls(held, set(held.done))

    def fail(self, name: str, error: BaseException) -> None:
        """Note that the handler *name* raised *error*."""
        self.failed, self.error = name, error

    def change(self, owner: str, now: float, tries: int) -> Callable[[Session], None]:
        """Return the change that ends this try, of *tries* at most; a failure is logged."""
        event, done = self.held.id, frozenset(self.done)
        error, self.error = self.error, None
        if error is None:
            return partial(taking.finish, owner=owner, event=event, done=done, now=now)
        wait = None if self.held.tries >= tries else wait_after(self.held.tries)
        if wait is None or not isinstance(error, GeneratorExit):  # which is what `break` does
            log_failure(self.failed or "a handler", self.held, error, wait)
        name = type(error).__name__
        if wait is None:
            return partial(
                taking.set_aside, owner=owner, event=event, error=name, done=done, now=now
            )
        return partial(
            taking.put_back, owner=owner, event=event, due=now + wait, error=name, done=done
        )

    def undone(self, owner: str, now: float) -> Callable[[Session], None]:
        """Return the change after which this was no try."""
        return partial(
            taking.put_back,
            owner=owner,
            event=self.held.id,
            due=now,
            done=frozenset(self.done),
            counts=False,
        )
