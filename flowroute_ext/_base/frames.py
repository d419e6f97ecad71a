"""Clearing frames: no local variable of this package is left where an exception has passed.

A report of an exception may show the local variables of each frame. Those between a public method
and the HTTP library have credentials, phone numbers and texts among them. Their tracebacks stay
whole, with every file and line.
"""

from __future__ import annotations

import functools
import sys
from contextlib import suppress
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

C = TypeVar("C", bound=type)
F = TypeVar("F", bound="Callable[..., Any]")

# Of a code object, see `inspect`.
GENERATOR, COROUTINE, ASYNC_GENERATOR = 0x20, 0x80, 0x200


def clears_frames(function: F) -> F:
    """Return *function*, sync or async, with the frames cleared that an exception has left."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        outside = sys.exception()
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            del args, kwargs
            clear_frames(error, outside)
            del outside
            raise

    @functools.wraps(function)
    async def acall(*args: Any, **kwargs: Any) -> Any:
        outside = sys.exception()
        try:
            return await function(*args, **kwargs)
        except BaseException as error:
            del args, kwargs
            clear_frames(error, outside)
            del outside
            raise

    return cast("F", acall if function.__code__.co_flags & COROUTINE else call)


def all_clear_frames(cls: C) -> C:
    """Return *cls*, whose constructor and public methods clear frames, but for generators."""
    members: dict[str, Any] = dict(vars(cls))
    for name, member in members.items():
        if name.startswith("_") and name != "__init__":
            continue
        # That of a class method or a static one.
        function: object = getattr(member, "__func__", member)
        if not isinstance(function, FunctionType):
            continue
        if function.__code__.co_flags & (GENERATOR | ASYNC_GENERATOR):
            continue
        cleared: Any = clears_frames(function)
        if function is not member:
            cleared = member.__class__(cleared)
        setattr(cls, name, cleared)
    return cls


def clear_frames(error: BaseException, outside: BaseException | None) -> None:
    """Clear the frames of *error*, of its causes, and of what was being handled.

    Not those of *outside*, which was being handled by the caller.
    """
    waiting: list[BaseException | None] = [error]
    seen: list[BaseException | None] = [None, outside]
    while waiting:
        link = waiting.pop()
        if link is None or any(link is previous for previous in seen):
            continue
        seen.append(link)
        _clear(link.__traceback__)
        waiting += [link.__cause__, link.__context__]
        if isinstance(link, BaseExceptionGroup):
            waiting += cast("BaseExceptionGroup[BaseException]", link).exceptions


def _clear(traceback: TracebackType | None) -> None:
    while traceback is not None:
        # That of the caller is still executing, and is not cleared.
        with suppress(RuntimeError):
            traceback.tb_frame.clear()
        traceback = traceback.tb_next
