"""All stores in which the attempts of one queue are counted: of the process, and shared ones."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from .errors import Busy, SharedLimitError
from .sliding_window import SOON, Reservation
from .stores import Store

if TYPE_CHECKING:
    from .sliding_window import Quota
    from .stores import MemoryStore

# The slots of one attempt: one in each store.
Slots = tuple[tuple[Store, Reservation], ...]

logger = logging.getLogger("flowroute_ext")

# Seconds to wait for a store that only other clients name, and to go on without it after that.
OTHERS_TIMEOUT = 2.0
OTHERS_PAUSE = 30.0


class JointStores:
    """The stores of one queue: an attempt starts when each of them has a slot for it.

    *process* has the window of this process, in which whatever sends for the account is counted.
    *named* are the shared stores that the client was given. Those that other clients of the same
    account were given are counted in, too, so that the processes they are shared with know of
    all attempts; but where these cannot be used, the attempts go on without them.
    """

    def __init__(self, process: MemoryStore, named: tuple[Store, ...]) -> None:
        self._process = process
        self._named = named
        self._busy_since: WeakKeyDictionary[Store, float] = WeakKeyDictionary()
        self._unused_until: WeakKeyDictionary[Store, float] = WeakKeyDictionary()

    @property
    def remote(self) -> bool:
        """Whether `reserve` may take long, so that it must not hold up an event loop."""
        return any(store.remote for store in (*self._named, *self._others()))

    def reserve(self, ticket: str, quota: Quota) -> Slots | float:
        """The slots of an attempt that may start now, or the seconds until asking again.

        Raises `SharedLimitError` as a store that was named does.
        """
        slots: list[tuple[Store, Reservation]] = []
        wait = SOON
        try:
            for store, named in self._in_order():
                reserved = (
                    store.reserve(ticket, quota) if named else self._ask(store, ticket, quota)
                )
                if isinstance(reserved, Reservation):
                    slots.append((store, reserved))
                elif reserved is not None:
                    wait = reserved
                    break
            else:
                wait = 0.0
                return tuple(slots)
        finally:
            if wait:
                for store, reservation in reversed(slots):
                    store.postpone(reservation, wait)
        return wait

    def give_back(self, slots: Slots, ticket: str) -> None:
        """Give up the slots of an attempt that does not start; never raises."""
        for store, reservation in reversed(slots):
            store.postpone(reservation, SOON)
        self.withdraw(ticket)

    def withdraw(self, ticket: str) -> None:
        """Give up the places of a caller that has to wait; never raises."""
        for store, named in self._in_order():
            if named or store.exists():
                store.withdraw(ticket)

    def _in_order(self) -> list[tuple[Store, bool]]:
        """The stores, and whether each is this client's own; first those that ask for least.

        Before all others come those that other processes must learn of a refusal by.
        """
        stores: list[tuple[Store, bool]] = [(self._process, True)]
        stores += [(store, True) for store in self._named]
        stores += [(store, False) for store in self._others()]
        return sorted(stores, key=lambda item: (not item[0].urgent, item[0].remote))

    def _others(self) -> list[Store]:
        """The shared stores that only other clients of this process name."""
        joined = self._process.joined
        if len(joined) == len(self._named):
            return []
        stores = (reference() for reference in joined)
        return [store for store in stores if store is not None and store not in self._named]

    def _ask(self, store: Store, ticket: str, quota: Quota) -> Reservation | float | None:
        """What a store of others answers; None where it cannot be used."""
        now = store.clock.monotonic()
        if now < self._unused_until.get(store, now) or not store.exists():
            return None
        try:
            reserved = store.try_to_reserve(ticket, quota)
        except Busy as busy:
            if now - self._busy_since.setdefault(store, now) < OTHERS_TIMEOUT:
                return SOON
            problem = busy.error
        except SharedLimitError as error:
            problem = error
        else:
            self._busy_since.pop(store, None)
            return reserved
        logger.warning("not counted there for %g s: %s", OTHERS_PAUSE, problem)
        self._busy_since.pop(store, None)
        self._unused_until[store] = now + OTHERS_PAUSE
        return None
