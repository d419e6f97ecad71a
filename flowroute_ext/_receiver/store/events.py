"""`EventStore`: the events of a receiver, as its requests and its workers use them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from . import arriving, keeping, taking
from .writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import timedelta

    from ..._base.clock import Clock
    from .session import Arrival, Session
    from .writer import OpenStore

# Seconds between two looks for what is too old to be kept.
TIDY_INTERVAL: Final = 60.0


class Member(Protocol):
    """A worker among all that share the events, alive from `begin` to `end`."""

    id: str

    def is_held(self) -> bool:
        """Whether others see that it is alive."""
        ...

    def end(self) -> None:
        """End it."""
        ...

    def leave_to_parent(self) -> None:
        """Leave it, in a forked process, to the parent."""
        ...


class Backend(Protocol):
    """Where the events are."""

    def open(self) -> OpenStore:
        """Open it, and make what is not there."""
        ...

    def join(self) -> Member:
        """Return a new worker of this process."""
        ...

    def is_alive(self, worker: str) -> bool:
        """Whether a worker is alive."""
        ...


class EventStore:
    """The events in *backend*, of which those that are handled are kept for *keep*.

    `writer` makes the changes. Listeners are called after each event that was added.
    """

    def __init__(self, backend: Backend, keep: timedelta, clock: Clock) -> None:
        self.backend = backend
        self.writer = Writer(backend.open)
        self._keep = keep
        self._clock = clock
        self._tidied: float | None = None
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> float:
        """The time, as it is in the tables."""
        return self._clock.now().timestamp()

    def add(self, arrival: Arrival) -> bool:
        """Add an event, which is on the disk then; False if it was there already."""
        added = self.writer.make(partial(arriving.add, arrival=arrival))
        self._after(added=added)
        return added

    async def aadd(self, arrival: Arrival) -> bool:
        """Add an event, as `add` does."""
        added = await self.writer.amake(partial(arriving.add, arrival=arrival))
        self._after(added=added)
        return added

    def listen(self, listener: Callable[[], None]) -> None:
        """Call *listener* after each event that this process has added."""
        self._listeners = [*self._listeners, listener]

    def forget(self, listener: Callable[[], None]) -> None:
        """Call *listener* no more."""
        self._listeners = [other for other in self._listeners if other != listener]

    def adopt(self, tries: int) -> None:
        """Put back what was taken by workers that have died, after *tries* at most.

        What waits for a time that a clock had before it was set back is due.
        """
        owners = self.writer.make(partial(_look, now=self.now()))
        dead = [owner for owner in owners if not self.backend.is_alive(owner)]
        if dead:
            self.writer.make(partial(_release, dead=dead, now=self.now(), most=tries))

    def tidy(self) -> None:
        """Delete what is too old to be kept, if it is time to; without waiting for it."""
        now = self._clock.monotonic()
        if self._tidied is None or now - self._tidied >= TIDY_INTERVAL:
            self._tidied = now
            self.writer.post(self._delete_old)

    def _delete_old(self, session: Session) -> None:
        if keeping.delete_old(session, self.now(), self._keep):
            self._tidied = None

    def _after(self, *, added: bool) -> None:
        if added:
            for listener in self._listeners:
                listener()
        self.tidy()


def _look(session: Session, now: float) -> list[str]:
    taking.correct(session, now)
    return taking.owners(session)


def _release(session: Session, dead: Iterable[str], now: float, most: int) -> None:
    for worker in dead:
        taking.release(session, worker, now, most)
