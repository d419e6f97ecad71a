"""The stores of this process, so that all clients of an account share one."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from .._base.clock import Clock
from .rate_limit import is_redis
from .stores import MemoryStore, WindowStore

if TYPE_CHECKING:
    from collections.abc import Hashable

# How many stores in memory a process keeps, most recently used first.
REMEMBERED = 256

_in_memory: dict[Hashable, MemoryStore] = {}
_shared_stores: WeakValueDictionary[Hashable, WindowStore] = WeakValueDictionary()
_lock = threading.Lock()


def store_of(shared: str | None, account: str, counter: str, clock: Clock) -> WindowStore:
    """The store for a counter of an account: in this process the same for every client.

    A client with a clock of its own shares it with those that have the very same clock.
    """
    key = (os.getpid(), shared, account, counter, None if type(clock) is Clock else clock)
    with _lock:
        if shared is None:
            return _remembered(key, clock)
        found = _shared_stores.get(key)
        if found is None:
            found = _shared_stores[key] = _shared(shared, f"{account} {counter}", clock, key)
        return found


def _shared(shared: str, counter: str, clock: Clock, key: Hashable) -> WindowStore:
    if is_redis(shared):
        from .redis_store import RedisStore

        return RedisStore(shared, counter, _remembered(key, clock), clock)
    from .file_store import FileStore

    return FileStore(shared, counter, clock)


def _remembered(key: Hashable, clock: Clock) -> MemoryStore:
    # The attempts of a client that was closed still count; the oldest stores are forgotten.
    found = _in_memory.pop(key, None) or MemoryStore(clock)
    _in_memory[key] = found
    if len(_in_memory) > REMEMBERED:
        del _in_memory[next(iter(_in_memory))]
    return found
