"""The block of live requests, and the problems that fail the running test."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final, NoReturn

from .hosts import is_flowroute

if TYPE_CHECKING:
    from collections.abc import Generator
    from contextvars import ContextVar

CURE: Final = (
    "use the fixture flowroute_cassette in this test, or give the client the base URL of "
    "flowroute_sandbox"
)

_reasons: list[str] = []
_cures: dict[str, str] = {}
_problems: list[list[str]] = []


def block(reason: str, cure: str = CURE) -> None:
    """Stop every request for Flowroute until `unblock` is called with the same reason."""
    _reasons.append(reason)
    _cures[reason] = cure


def unblock(reason: str) -> None:
    """Undo one `block`."""
    if reason in _reasons:
        _reasons.remove(reason)


@contextmanager
def allowed() -> Generator[None, None, None]:
    """Let this thread or task reach Flowroute in spite of all blocks: for recording."""
    allowance = _allowance()
    before = allowance.get()
    allowance.set(True)
    try:
        yield
    finally:
        allowance.set(before)


def is_allowed() -> bool:
    """Whether this thread or task is inside of `allowed`."""
    return _allowance().get()


def check(host: object) -> None:
    """Raise `LiveRequestBlocked` if *host* is Flowroute's and live requests are blocked."""
    __tracebackhide__ = True
    if _reasons and host is not None and is_flowroute(host) and not is_allowed():
        stop()


def is_on() -> bool:
    """Whether live requests of this thread or task are blocked."""
    return bool(_reasons) and not is_allowed()


def stop() -> NoReturn:
    """Raise `LiveRequestBlocked`, and fail the running test."""
    __tracebackhide__ = True
    from .errors import raise_blocked

    reason = _reasons[-1]
    message = (
        f"a request was on its way to Flowroute itself, and was stopped ({reason})\n"
        f"  to fix it: {_cures[reason]}"
    )
    add_problem(message)
    raise_blocked(message)


def collect_problems(problems: list[str]) -> None:
    """Append problems to this list from now on."""
    _problems.append(problems)


def stop_collecting(problems: list[str]) -> None:
    """Undo `collect_problems`."""
    _problems[:] = [other for other in _problems if other is not problems]


def add_problem(problem: str) -> None:
    """Report a problem to the running test, which fails even if the code catches the error."""
    if _problems:
        _problems[-1].append(problem)


@cache
def _allowance() -> ContextVar[bool]:
    """Return whether this thread or task may reach Flowroute; few sessions ask for it."""
    from contextvars import ContextVar

    return ContextVar("flowroute_allowed", default=False)
