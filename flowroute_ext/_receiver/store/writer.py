"""The thread that changes the tables: what comes at once is written in one transaction.

A commit waits for the disk, whether it is of one event or of a hundred. So the events that come
while one is being written are written together, by the next.
"""

from __future__ import annotations

import asyncio
import atexit
import copy
import logging
import threading
import weakref
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar, cast

from ..._base.forks import after_fork
from ..._storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from contextlib import AbstractContextManager
    from typing import Any

    from .session import Session

logger = logging.getLogger("flowroute_ext.receiver")

T = TypeVar("T")

# Changes of one transaction, so that each is short.
MOST_TOGETHER: Final = 200


class OpenStore(Protocol):
    """The tables, open."""

    def transaction(self) -> AbstractContextManager[Session]:
        """A transaction, which is on the disk at the end."""
        ...

    def close(self) -> None:
        """Close them."""
        ...


class Change(Generic[T]):
    """A change that is to be made: `act` in a transaction, whose result is given to a waiter."""

    def __init__(
        self, act: Callable[[Session], T], future: asyncio.Future[T] | None = None
    ) -> None:
        self.act = act
        self.result: T | None = None
        self.error: BaseException | None = None
        self.future = future
        self.loop = None if future is None else future.get_loop()
        self.made: threading.Event | None = None


class Writer:
    """Makes changes in the tables that *open_store* opens, in the order in which they are given.

    A change is made as a whole or not at all, and its waiter is answered once it is on the disk.
    May be used from any thread and event loop, and in processes that were forked.
    """

    def __init__(self, open_store: Callable[[], OpenStore]) -> None:
        self._open_store = open_store
        self._renew()
        after_fork(self, Writer._renew)
        _all.add(self)

    def _renew(self) -> None:
        self._changed = threading.Condition()
        self._inside: set[int] = set()
        self._waiting: deque[Change[Any]] = deque()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._store: OpenStore | None = None

    def make(self, act: Callable[[Session], T]) -> T:
        """Return what *act* returns, once it is on the disk.

        In a thread that is in here already, where garbage is collected and the loop of an
        application ends, it is made later: to wait would be for ever.
        """
        change = Change(act)
        if threading.get_ident() in self._inside:
            self._waiting.append(change)
            return cast("T", None)
        change.made = threading.Event()
        self._put(change)
        change.made.wait()
        if change.error is not None:
            raise change.error
        return cast("T", change.result)

    async def amake(self, act: Callable[[Session], T]) -> T:
        """Return what *act* returns, as `make` does; it is made even if this is cancelled."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._put(Change(act, future))
        return await future

    def post(self, act: Callable[[Session], object]) -> None:
        """Have *act* made, without waiting for it; a failure is logged."""
        self._put(Change(act))

    def close(self) -> None:
        """Make what is waiting, and close the tables. A later change opens them again."""
        with self._changed:
            thread = self._thread
            self._closing = True
            self._changed.notify_all()
        if thread is not None and thread is not threading.current_thread():
            thread.join()

    def _put(self, change: Change[Any]) -> None:
        me = threading.get_ident()
        with self._changed:
            self._inside.add(me)
            try:
                self._waiting.append(change)
                if self._thread is not None or self._start():
                    self._changed.notify()
                    return
                # There is no thread: the interpreter ends, or has no memory for one.
                while self._waiting:
                    self._make_some()
                self._drop_store()
            finally:
                self._inside.discard(me)

    def _start(self) -> bool:
        """Start the thread; whether that is possible."""
        if _exiting.is_set():
            return False
        thread = threading.Thread(target=self._work, name="flowroute-receiver-writer", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            return False
        self._closing = False
        self._thread = thread
        return True

    def _work(self) -> None:
        self._inside.add(threading.get_ident())
        while True:
            with self._changed:
                while not self._waiting and not self._closing:
                    self._changed.wait()
                if not self._waiting:
                    self._drop_store()
                    self._thread = None
                    self._inside.discard(threading.get_ident())
                    return
            self._make_some()

    def _make_some(self) -> None:
        """Make what is waiting, as far as it fits into one transaction."""
        count = min(len(self._waiting), MOST_TOGETHER)
        together = [self._waiting.popleft() for _ in range(count)]
        self._make(together)
        _answer(together)

    def _make(self, together: Sequence[Change[Any]]) -> None:
        try:
            self._make_all(together)
        except StorageError as error:
            self._drop_store()
            for change in together:
                # One for each waiter, as each raises it.
                change.error = copy.copy(error)
                change.error.__cause__ = error.__cause__
        except Exception as error:
            # One of them cannot be made, but the others can.
            if len(together) == 1:
                together[0].error = error
            else:
                for change in together:
                    self._make([change])

    def _make_all(self, together: Sequence[Change[Any]]) -> None:
        if self._store is None:
            self._store = self._open_store()
        with self._store.transaction() as session:
            for change in together:
                change.result = change.act(session)

    def _drop_store(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            with _logged():
                store.close()


def _answer(changes: Sequence[Change[Any]]) -> None:
    """Answer what waits for *changes*: each thread, and each event loop once."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Change[Any]]] = {}
    for change in changes:
        if change.made is not None:
            change.made.set()
        elif change.loop is not None:
            by_loop.setdefault(change.loop, []).append(change)
        elif change.error is not None:
            logger.error("an event could not be written: %s", change.error)
    for loop, of_loop in by_loop.items():
        try:
            loop.call_soon_threadsafe(_resolve, of_loop)
        except RuntimeError:  # it is closed, and nothing waits in it
            continue


def _resolve(changes: Sequence[Change[Any]]) -> None:
    for change in changes:
        future = change.future
        if future is None or future.done():
            continue
        if change.error is None:
            future.set_result(change.result)
        else:
            future.set_exception(change.error)


@contextmanager
def _logged() -> Generator[None, None, None]:
    try:
        yield
    except Exception as error:
        logger.warning("the store of a receiver could not be closed: %s", type(error).__name__)


_all: weakref.WeakSet[Writer] = weakref.WeakSet()
_before: list[Callable[[], None]] = []
_exiting = threading.Event()


def before_closing(act: Callable[[], None]) -> None:
    """Have *act* called where the interpreter ends, before the tables are closed."""
    _before.append(act)


@atexit.register
def _close_all() -> None:
    """Close all, as a thread that is in SQLite when the interpreter ends could crash it."""
    for act in _before:
        act()
    _exiting.set()
    for writer in list(_all):
        writer.close()
