"""The sent logs of an account in this process: each is judged with the others of its group."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from weakref import WeakSet, WeakValueDictionary, ref

from .._base.clock import Clock, timeline
from .._base.forks import after_fork

if TYPE_CHECKING:
    from collections.abc import Hashable

L = TypeVar("L")

# How many logs of an account, and how many accounts, are kept after their last client: what it
# has sent still explains records. The latest ones are.
REMEMBERED = 64


class LogGroup(Generic[L]):
    """Sent logs whose records may be the same, and one lock for all of them.

    The latest stay for as long as the group does, also where nothing is sent by them any more.
    """

    def __init__(self, http_client: object | None = None) -> None:
        self.logs: WeakSet[L] = WeakSet()
        self.of_outboxes: WeakValueDictionary[str, L] = WeakValueDictionary()
        self._http_client = None if http_client is None else ref(http_client)
        self._latest: dict[L, None] = {}
        self._renew_lock()
        after_fork(self, LogGroup[L]._renew_lock)

    def _renew_lock(self) -> None:
        """Have a lock that no thread holds, as in a forked process no other thread goes on.

        What the parent sent before still explains records, so its entries stay in the child's
        copies of the logs; from then on each process notes its own messages.
        """
        self.lock = threading.Lock()

    def remember(self, log: L) -> None:
        """Keep *log*, which is the latest one that notes a message; under `lock`."""
        self._latest.pop(log, None)
        self._latest[log] = None
        if len(self._latest) > REMEMBERED:
            del self._latest[next(iter(self._latest))]

    def serves(self, http_client: object | None) -> bool:
        """Return whether this is the group of the clients that were given *http_client*."""
        return http_client is (None if self._http_client is None else self._http_client())


class LogGroups:
    """The groups of this process."""

    def __init__(self) -> None:
        self._groups: WeakValueDictionary[Hashable, LogGroup[Any]] = WeakValueDictionary()
        self._latest: dict[Hashable, LogGroup[Any]] = {}
        self._renew_lock()
        after_fork(self, LogGroups._renew_lock)

    def _renew_lock(self) -> None:
        self._lock = threading.Lock()

    def of(self, account: str, clock: Clock, http_client: object | None) -> LogGroup[Any]:
        """Return the group of the clients of *account* that have the same clock.

        A client that was given an HTTP client shares it with those that were given the same one,
        since another one may lead to another Flowroute: to one of several sandboxes.
        """
        time = timeline(clock)
        # By its number, so that it is not kept; another one may have the same number later.
        key = (account, time, id(http_client))
        plain = time is Clock and http_client is None
        with self._lock:
            group = self._groups.get(key)
            if group is None or not group.serves(http_client):
                group = self._groups[key] = LogGroup(http_client)
            if plain:
                self._latest.pop(key, None)
                self._latest[key] = group
                if len(self._latest) > REMEMBERED:
                    del self._latest[next(iter(self._latest))]
        return group


groups = LogGroups()
