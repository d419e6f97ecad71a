"""Polling: a resource is read again and again, until its state is final."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from .._base.errors import DeadlinePassed
from .._base.masking import masked_line
from .._calls.options import checked_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flowroute_api.types import Request

    from .._base.clock import Clock
    from .transport import AsyncTransport


class Changing(Protocol):
    """What has a status that changes."""

    @property
    def status(self) -> str | None: ...


D = TypeVar("D")
C = TypeVar("C", bound=Changing)


async def wait(
    transport: AsyncTransport,
    clock: Clock,
    request: Request[D],
    convert: Callable[[D], C],
    is_over: Callable[[C], bool],
    *,
    what: str,
    every: Iterable[float],
    timeout: float | None,
) -> C:
    """Return what *request* shows, as *convert* reads it, once that *is_over*.

    *every* has the pauses between two looks, in seconds, without an end. Raises `DeadlinePassed`
    after *timeout* seconds, with *what* it waited for.
    """
    checked_seconds(timeout, "timeout")
    give_up = None if timeout is None else clock.monotonic() + timeout
    shown = await transport.call(request, convert, {})
    for pause in every:
        if is_over(shown):
            break
        left = pause if give_up is None else give_up - clock.monotonic()
        if left <= 0:
            raise DeadlinePassed(
                f"the {what} was still {masked_line(shown.status)} after {timeout:g} s",
                operation=request.operation,
                method=request.method,
                path=request.template,
            )
        await clock.asleep(min(pause, left))
        shown = await transport.call(request, convert, {})
    return shown
