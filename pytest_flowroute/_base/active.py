"""The responders that answer requests for Flowroute now: cassette players and sandboxes.

A responder that was entered in a task answers the requests of that task and of those it starts.
Any other thread gets the one that was entered last. Responders nest.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from . import blocking
from .hosts import base_url_endpoint, endpoint, is_flowroute

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from contextvars import ContextVar

    from flowroute_ext.types import Clock

    from .responder import Responder


_responders: list[Responder] = []
_endpoints: list[Callable[[], tuple[str, int] | None]] = [base_url_endpoint]
_lock = threading.Lock()


@cache
def _own() -> ContextVar[Responder | None]:
    """Return the responder of this task; few sessions have one."""
    from contextvars import ContextVar

    return ContextVar("flowroute_responder", default=None)


def current() -> Responder | None:
    """Return the responder for this task or thread."""
    if not _responders:
        return None
    own = _own().get()
    if own is not None and own in _responders:
        return own
    try:
        return _responders[-1]
    except IndexError:  # another thread left the last one in the meantime
        return None


def responder_for(host: object, port: int | None) -> Responder | None:
    """Return the responder for a request to this host; None for hosts other than Flowroute's."""
    if not _responders or blocking.is_allowed():
        return None
    if is_flowroute(host) or any(_is_at(find(), host, port) for find in _endpoints):
        return current()
    return None


def _is_at(expected: tuple[str, int] | None, host: object, port: int | None) -> bool:
    """Whether this host and port are those *expected*; the port of a scheme may be left out."""
    return (
        expected is not None
        and host == expected[0]
        and port in {expected[1], _left_out(expected[1])}
    )


def _left_out(port: int) -> int | None:
    return None if port in {80, 443} else port


def clock() -> Clock | None:
    """Return the clock of the current responder; None is the real time."""
    responder = current()
    return None if responder is None else responder.clock


def enter(responder: Responder) -> Responder | None:
    """Let a responder answer from now on; return the previous one, for `leave`."""
    previous = _own().get()
    with _lock:
        _responders.append(responder)
    _own().set(responder)
    return previous


def leave(responder: Responder, previous: Responder | None) -> None:
    """Undo `enter`."""
    with _lock:
        if responder in _responders:
            _responders.remove(responder)
    if _own().get() is responder:
        _own().set(previous)


def demote(responders: Sequence[Responder], to: Responder | None) -> None:
    """Put these below all others; in this task *to* answers instead of them."""
    with _lock:
        _responders.sort(key=lambda responder: responder not in responders)
    if to is not None and _own().get() in responders:
        _own().set(to)


def entered() -> tuple[Responder, ...]:
    """Return all responders that were entered and not left; the one with precedence is last."""
    return tuple(_responders)


def add_endpoint(find: Callable[[], tuple[str, int] | None]) -> None:
    """Treat the host and port that *find* returns as Flowroute's, as those of a base URL."""
    _endpoints.append(find)


def remove_endpoint(find: Callable[[], tuple[str, int] | None]) -> None:
    """Undo `add_endpoint`."""
    _endpoints.remove(find)


@contextmanager
def standing_for_flowroute(base_url: str) -> Generator[None, None, None]:
    """Answer requests to this base URL, too, inside of the ``with`` block."""
    host_and_port = endpoint(base_url)

    def find() -> tuple[str, int] | None:
        return host_and_port

    add_endpoint(find)
    try:
        yield
    finally:
        remove_endpoint(find)
