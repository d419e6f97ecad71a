"""What is being played at this moment, for whichever thread or task asks.

A playing that was entered in a task is that task's and of those it starts; any thread that
has none takes the one entered last. Playings nest.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

from .._base.errors import stop
from .._base.hosts import is_flowroute

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from flowroute_ext.types import Clock

    from .._base.exchange import Call, Outcome


class Playing(Protocol):
    """What answers calls while it is on the stage."""

    @property
    def clock(self) -> Clock | None:
        """What the clients under test go by meanwhile; None is the real time."""
        ...

    def answer(self, call: Call) -> Outcome:
        """Return what becomes of a call."""
        ...


_mine: ContextVar[Playing | None] = ContextVar("flowroute_playing", default=None)
_playings: list[Playing] = []
_blocking: list[str] = []
_problems: list[list[str]] = []
_stand_ins: list[Callable[[], tuple[str, int] | None]] = []
_opened: ContextVar[bool] = ContextVar("flowroute_opened", default=False)
_lock = threading.Lock()


def playing() -> Playing | None:
    """Return the playing that answers calls made here and now."""
    if not _playings:
        return None
    mine = _mine.get()
    if mine is not None and mine in _playings:
        return mine
    try:
        return _playings[-1]
    except IndexError:  # another thread left the last one in this moment
        return None


def enter(entered: Playing) -> Playing | None:
    """Let this one answer from now on; return what `leave` must be given."""
    before = _mine.get()
    with _lock:
        _playings.append(entered)
    _mine.set(entered)
    return before


def give_way(playings: Sequence[Playing], to: Playing | None) -> None:
    """Let these answer only where nobody else does, and *to* in their place from now on."""
    with _lock:
        _playings.sort(key=lambda one: one not in playings)
    if to is not None and _mine.get() in playings:
        _mine.set(to)


def all_playings() -> tuple[Playing, ...]:
    """Return all that were entered and not left, those that answer first last."""
    return tuple(_playings)


def leave(left: Playing, before: Playing | None) -> None:
    """Let this one answer no more."""
    with _lock:
        if left in _playings:
            _playings.remove(left)
    if _mine.get() is left:
        _mine.set(before)


def begin(problems: list[str]) -> None:
    """Collect what goes wrong in *problems* from now on."""
    _problems.append(problems)


def end(problems: list[str]) -> None:
    """Collect in *problems* no more."""
    _problems[:] = [other for other in _problems if other is not problems]


def note(problem: str) -> None:
    """Keep a problem for the test that runs, which fails with it even if the code goes on."""
    if _problems:
        _problems[-1].append(problem)


def block(reason: str) -> None:
    """Let no request reach Flowroute until `unblock` is called with the same reason."""
    _blocking.append(reason)


def unblock(reason: str) -> None:
    """Take back a `block`."""
    if reason in _blocking:
        _blocking.remove(reason)


@contextmanager
def opened() -> Generator[None, None, None]:
    """Let what this thread does reach Flowroute in spite of all blocks: for recording."""
    before = _opened.get()
    _opened.set(True)
    try:
        yield
    finally:
        _opened.set(before)


def stand_in(place: Callable[[], tuple[str, int] | None]) -> None:
    """Answer for the host and port that *place* returns as well: a sandbox that is recorded."""
    _stand_ins.append(place)


def no_stand_in(place: Callable[[], tuple[str, int] | None]) -> None:
    """Take back a `stand_in`."""
    _stand_ins.remove(place)


def guard(host: object) -> None:
    """Raise `LiveRequestBlocked` if *host* is Flowroute's and must not be reached now."""
    __tracebackhide__ = True
    if _blocking and is_flowroute(host) and not _opened.get():
        message = (
            f"a request was on its way to Flowroute itself, and was stopped ({_blocking[-1]})\n"
            "  to mend it: use the fixture flowroute_cassette in this test, or give the client "
            "the base URL of flowroute_sandbox"
        )
        note(message)
        stop(message)


def answering(host: object, port: int | None) -> Playing | None:
    """Return the playing that answers for *host*: None for hosts that are not Flowroute's."""
    if not _playings or _opened.get():
        return None
    if is_flowroute(host) or (host, port) in [place() for place in _stand_ins]:
        return playing()
    return None
