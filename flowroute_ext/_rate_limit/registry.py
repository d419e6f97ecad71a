"""The stores of this process, so that all that sends for an account shares one window."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from .._base.clock import Clock
from .._base.forks import after_fork
from .joint_stores import JointStores
from .rate_limit import is_redis
from .stores import MemoryStore, Store

if TYPE_CHECKING:
    from collections.abc import Hashable
    from pathlib import Path

    from .file_store import FileStore
    from .redis_store import RedisStore

# How many windows of this process are kept after their last client, most recently used first.
REMEMBERED = 256


class Registry:
    """The windows of a process, and the shared stores that its clients name."""

    def __init__(self) -> None:
        self._windows: WeakValueDictionary[Hashable, MemoryStore] = WeakValueDictionary()
        # The attempts of a client that was closed still count; the oldest windows are forgotten.
        self._remembered: dict[Hashable, MemoryStore] = {}
        self._shared: WeakValueDictionary[Hashable, Store] = WeakValueDictionary()
        self._renew_lock()
        after_fork(self, Registry._renew_lock)

    def _renew_lock(self) -> None:
        self._lock = threading.Lock()

    def stores_of(
        self,
        shared: str | None,
        account: str,
        counter: str,
        clock: Clock,
        *,
        outbox: Path | None = None,
    ) -> JointStores:
        """The stores for a counter of an account: the same ones for every client that names them.

        A client with a clock of its own shares them with those that have the very same clock.
        """
        key = (account, counter, None if type(clock) is Clock else clock)
        with self._lock:
            process = self._window(key, clock)
            named: dict[str, Store] = {}
            addresses = [] if shared is None else [(shared, True)]
            addresses += [] if outbox is None else [(str(outbox), False)]
            for address, creates in addresses:
                place = _place(address)
                store = self._shared.get((place, *key))
                if store is None:
                    store = _store_type(address)(address, f"{account} {counter}", clock)
                    store.creates = creates
                    self._shared[(place, *key)] = store
                store.creates = store.creates or creates
                process.join(store)
                named[place] = store
        return JointStores(process, tuple(named.values()))

    def _window(self, key: Hashable, clock: Clock) -> MemoryStore:
        store = self._windows.get(key)
        if store is None:
            store = self._windows[key] = MemoryStore(clock)
        self._remembered.pop(key, None)
        self._remembered[key] = store
        if len(self._remembered) > REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        return store


def _place(shared: str) -> str:
    """One spelling for each shared place: a real path, or a URL with all its parts."""
    if not is_redis(shared):
        return os.path.realpath(shared)
    url = urlsplit(shared)
    user, at, _ = url.netloc.rpartition("@")
    host = url.hostname or "localhost"
    host = f"[{host}]" if ":" in host else host
    address = f"{url.scheme}://{user}{at}{host}:{url.port or 6379}{url.path.rstrip('/') or '/0'}"
    return f"{address}?{url.query}" if url.query else address


stores_of = Registry().stores_of


def load_stores(shared: str | None, outbox: Path | None = None) -> None:
    """Import what `stores_of` makes, so that nothing is imported while messages are sent.

    In a process that was forked meanwhile, the import would never end.
    """
    if shared is not None:
        _store_type(shared)
    if outbox is not None:
        _store_type(str(outbox))


def _store_type(address: str) -> type[RedisStore] | type[FileStore]:
    if is_redis(address):
        from .redis_store import RedisStore

        return RedisStore
    from .file_store import FileStore

    return FileStore
